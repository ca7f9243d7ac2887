package condense

import (
	"container/heap"
	"math"
	"slices"
)

// chooser picks sentences that together cover the concepts worth most.
type chooser struct {
	c       *cluster
	bonus   []float64 // what each sentence adds whatever else is chosen
	price   []float64 // what a sentence's length costs when gains are compared
	barred  []bool    // sentences never to be chosen
	covered []int32   // concept → chosen sentences that have it
	chosen  []int     // in the order of the cluster
	words   int
	limit   int // most words
	items   int // most sentences
}

const (
	pool   = 64  // candidates that are tried in exchanges
	same   = 0.6 // share of its words that makes a sentence say what another says
	passes = 8   // exchanges over the whole choice, at most
)

func newChooser(c *cluster, w *weights, salience []float64, limit, items int) *chooser {
	h := &chooser{
		c: c, limit: limit, items: items,
		bonus:   make([]float64, len(c.sentences)),
		price:   make([]float64, len(c.sentences)),
		barred:  make([]bool, len(c.sentences)),
		covered: make([]int32, len(c.concepts)),
	}
	for i := range c.sentences {
		n := float64(c.sentences[i].words)
		h.bonus[i] = float64(float64(w.Salience*n) * salience[i])
		h.price[i] = root(max(n, 1), int(w.Cost))
	}
	return h
}

// gain is what sentence i adds to the choice.
func (h *chooser) gain(i int) float64 {
	x := h.bonus[i]
	for _, id := range h.c.sentences[i].concepts {
		if h.covered[id] == 0 {
			x += h.c.concepts[id].weight
		}
	}
	return x
}

// loss is what the choice would lose with sentence i.
func (h *chooser) loss(i int) float64 {
	x := h.bonus[i]
	for _, id := range h.c.sentences[i].concepts {
		if h.covered[id] == 1 {
			x += h.c.concepts[id].weight
		}
	}
	return x
}

func (h *chooser) put(i int) {
	for _, id := range h.c.sentences[i].concepts {
		h.covered[id]++
	}
	at, _ := slices.BinarySearch(h.chosen, i)
	h.chosen = slices.Insert(h.chosen, at, i)
	h.words += h.c.sentences[i].words
}

func (h *chooser) take(i int) {
	for _, id := range h.c.sentences[i].concepts {
		h.covered[id]--
	}
	at, _ := slices.BinarySearch(h.chosen, i)
	h.chosen = slices.Delete(h.chosen, at, at+1)
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
	for _, j := range h.chosen {
		if i == j || h.c.repeats(i, j) {
			return false
		}
	}
	return true
}

func (h *chooser) has(i int) bool {
	_, ok := slices.BinarySearch(h.chosen, i)
	return ok
}

// leans reports whether sentence i cannot be read without the one before it.
func (c *cluster) leans(i int) bool {
	s := &c.sentences[i]
	return s.marks&dangling != 0 && s.place > 0
}

// repeats reports whether one of two sentences says little that the other does
// not.
func (c *cluster) repeats(a, b int) bool {
	x, y := c.sentences[a].concepts, c.sentences[b].concepts
	shorter := min(len(x), len(y))
	if shorter == 0 {
		return true
	}
	n := 0
	for _, id := range x {
		if slices.Contains(y, id) {
			n++
		}
	}
	return float64(n) >= same*float64(shorter)
}

// fill adds sentences by what they gain for their length, until nothing fits.
func (h *chooser) fill() {
	q := &queue{}
	waiting := map[int]bool{} // sentences that lean on one not chosen yet
	for i := range h.c.sentences {
		if h.barred[i] || h.c.sentences[i].words > h.limit {
			continue
		}
		if h.c.leans(i) && !h.has(i-1) {
			waiting[i] = true
			continue
		}
		if g := h.gain(i); g > 0 {
			*q = append(*q, candidate{i, g / h.price[i]})
		}
	}
	heap.Init(q)
	for q.Len() > 0 {
		top := (*q)[0]
		if !h.may(top.sentence) {
			heap.Pop(q)
			continue
		}
		worth := h.gain(top.sentence) / h.price[top.sentence]
		if worth < top.worth {
			if worth <= 0 {
				heap.Pop(q)
				continue
			}
			(*q)[0].worth = worth
			heap.Fix(q, 0)
			continue
		}
		heap.Pop(q)
		h.put(top.sentence)
		if next := top.sentence + 1; waiting[next] {
			delete(waiting, next)
			heap.Push(q, candidate{next, h.gain(next) / h.price[next]})
		}
	}
}

// exchange replaces a chosen sentence by a better one, or adds one, until
// nothing is gained.
func (h *chooser) exchange(candidates []int) {
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
				if g := h.gain(in); g > gain && !math.IsNaN(g) {
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
		h.fill()
		if !better {
			return
		}
	}
}

// candidates returns the sentences worth most by themselves for their length.
func (h *chooser) candidates() []int {
	var q queue
	for i := range h.c.sentences {
		if !h.barred[i] {
			q = append(q, candidate{i, h.gain(i) / h.price[i]})
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
