package condense

import (
	"container/heap"
	"math/bits"
	"slices"
)

// chooser picks sentences that together cover the concepts worth most.
type chooser struct {
	c       *Cluster
	weight  []float64      // concept → what it is worth
	bonus   []float64      // what each sentence adds whatever else is chosen
	price   []float64      // what a sentence's length costs when gains are compared
	barred  []bool         // sentences never to be chosen
	covered []int32        // concept → chosen and known sentences that have it
	holders []uint64       // concept → slots of the chosen and known sentences that have it
	slot    [slots]int32   // sentence in each slot, plus one
	heft    [slots]float64 // of the sentence in each slot
	chosen  []int          // as they were chosen
	in      []bool         // sentence → whether it is chosen
	v       *vectors
	words   int
	limit   int // most words
	items   int // most sentences
}

const (
	pool   = 64 // candidates that are tried in exchanges
	passes = 8  // exchanges over the whole choice, at most
)

func newChooser(c *Cluster, w *weights, weight, salience []float64, limit, items int) *chooser {
	h := &chooser{
		v: c.vectors(), c: c, weight: weight, limit: limit, items: items,
		bonus:   make([]float64, len(c.sentences)),
		price:   make([]float64, len(c.sentences)),
		barred:  make([]bool, len(c.sentences)),
		in:      make([]bool, len(c.sentences)),
		covered: make([]int32, len(c.concepts)),
		holders: make([]uint64, len(c.concepts)),
	}
	for i := range c.sentences {
		n := float64(c.sentences[i].words)
		h.bonus[i] = float64(float64(w.Salience*n) * salience[i])
		h.barred[i] = c.copied(i) || c.leans(i) && c.sentences[i].place == 0
		h.price[i] = root(max(n, 1), int(w.Cost))
	}
	return h
}

// gain is what sentence i adds to the choice.
func (h *chooser) gain(i int) float64 {
	x := h.bonus[i]
	for _, id := range h.c.sentences[i].concepts {
		if h.covered[id] == 0 {
			x += h.weight[id]
		}
	}
	return x
}

// loss is what the choice would lose with sentence i.
func (h *chooser) loss(i int) float64 {
	x := h.bonus[i]
	for _, id := range h.c.sentences[i].concepts {
		if h.covered[id] == 1 {
			x += h.weight[id]
		}
	}
	return x
}

func (h *chooser) put(i int) {
	for _, id := range h.c.sentences[i].concepts {
		h.covered[id]++
	}
	h.chosen = append(h.chosen, i)
	h.in[i] = true
	h.hold(i)
	h.words += h.c.sentences[i].words
}

func (h *chooser) take(i int) {
	for _, id := range h.c.sentences[i].concepts {
		h.covered[id]--
	}
	at := slices.Index(h.chosen, i)
	h.chosen = slices.Delete(h.chosen, at, at+1)
	h.in[i] = false
	h.release(i)
	h.words -= h.c.sentences[i].words
}

// may reports whether sentence i can join the choice: there is room, what it
// points back to is chosen, and nothing chosen says the same.
func (h *chooser) may(i int) bool {
	s := &h.c.sentences[i]
	if h.barred[i] || h.words+s.words > h.limit || len(h.chosen) >= h.items {
		return false
	}
	if h.c.leans(i) && !h.has(i-1) {
		return false
	}
	return !h.has(i) && !h.echoes(i)
}

func (h *chooser) has(i int) bool { return i >= 0 && i < len(h.in) && h.in[i] }

// leans reports whether sentence i cannot be read without the one before it.
func (c *Cluster) leans(i int) bool {
	s := &c.sentences[i]
	return s.marks&dangling != 0
}

// echoes reports whether sentence i says little that one chosen or known
// sentence does not, or that sentence little that i does not.
func (h *chooser) echoes(i int) bool {
	s := &h.c.sentences[i]
	var shared, dot [slots]float64
	own := s.heft()
	for _, id := range s.concepts {
		x := h.c.concepts[id].heft()
		for m := h.holders[id]; m != 0; m &= m - 1 {
			shared[bits.TrailingZeros64(m)] += x
			if t := h.c.concepts[id].term; t >= 0 {
				dot[bits.TrailingZeros64(m)] += float64(h.c.rare[t] * h.c.rare[t])
			}
		}
	}
	for k, x := range shared {
		if x == 0 {
			continue
		}
		close := float64(standard.Close * h.v.length[i] * h.v.length[h.slot[k]-1])
		if x >= standard.Same*min(own, h.heft[k]) || dot[k] >= close {
			return true
		}
	}
	return false
}

// fill adds sentences by what they gain for their length, until nothing that
// fits is worth adding. A first one is always worth it.
func (h *chooser) fill() {
	q := &queue{}
	waiting := map[int]bool{} // sentences that lean on one not chosen yet
	for i := range h.c.sentences {
		switch {
		case h.barred[i] || h.c.sentences[i].words > h.limit:
		case h.c.leans(i) && !h.has(i-1):
			waiting[i] = true
		default:
			*q = append(*q, candidate{i, h.worth(i)})
		}
	}
	heap.Init(q)
	for q.Len() > 0 {
		top := (*q)[0]
		worth := h.worth(top.sentence)
		if !h.may(top.sentence) || len(h.chosen) > 0 && h.poor(top.sentence) {
			heap.Pop(q)
			continue
		}
		if worth < top.worth { // something chosen since covers a part of it
			(*q)[0].worth = worth
			heap.Fix(q, 0)
			continue
		}
		heap.Pop(q)
		h.put(top.sentence)
		if next := top.sentence + 1; waiting[next] {
			delete(waiting, next)
			heap.Push(q, candidate{next, h.worth(next)})
		}
	}
}

// worth is what sentence i gains for its length.
func (h *chooser) worth(i int) float64 { return h.gain(i) / h.price[i] }

// poor reports whether sentence i gains too little to be more than filling.
func (h *chooser) poor(i int) bool {
	return h.gain(i) < float64(standard.Poor*float64(h.c.sentences[i].words))
}

// exchange replaces a chosen sentence by a better one, or adds one, until
// nothing is gained.
func (h *chooser) exchange(candidates []int) {
	if len(h.chosen) > slots {
		return // with so much room nothing is left out that matters
	}
	for range passes {
		better := false
		for _, out := range slices.Clone(h.chosen) {
			if h.has(out+1) && h.c.leans(out+1) || !h.has(out) {
				continue
			}
			loss := h.loss(out)
			h.take(out)
			best, gain := -1, loss
			for _, in := range candidates {
				if in == out || !h.may(in) {
					continue
				}
				if g := h.gain(in); g > gain {
					best, gain = in, g
				}
			}
			if best < 0 {
				h.put(out)
				continue
			}
			h.put(best)
			better = true
		}
		for h.extend(candidates) {
			better = true
		}
		if !better {
			return
		}
	}
}

// extend adds the candidate that gains most for its length, if any fits.
func (h *chooser) extend(candidates []int) bool {
	best, worth := -1, 0.0
	for _, i := range candidates {
		if !h.may(i) || h.poor(i) {
			continue
		}
		if x := h.worth(i); x > worth {
			best, worth = i, x
		}
	}
	if best < 0 {
		return false
	}
	h.put(best)
	return true
}

// candidates returns the sentences worth most by themselves for their length.
func (h *chooser) candidates() []int {
	var q queue
	for i := range h.c.sentences {
		if !h.barred[i] {
			q = append(q, candidate{i, h.worth(i)})
		}
	}
	slices.SortFunc(q, candidate.compare)
	q = q[:min(len(q), pool)]
	out := make([]int, len(q))
	for i := range q {
		out[i] = q[i].sentence
	}
	return out
}
