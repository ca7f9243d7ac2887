package condense

import "slices"

const slots = 64 // sentences that new ones are compared with

// heft is what a concept counts when two sentences are compared.
func (k *concept) heft() float64 {
	if k.term < 0 {
		return 0.5
	}
	return 1
}

// heft is what all concepts of a sentence count.
func (s *sentence) heft() float64 { return float64(2*s.singles+s.pairs) / 2 }

// hold gives a sentence a slot, so that others can be compared with it. Past 64
// sentences the oldest choices have been compared often enough: theirs are
// kept, and the rest is left to coverage.
func (h *chooser) hold(i int) {
	for k := range h.slot {
		if h.slot[k] != 0 {
			continue
		}
		h.slot[k] = int32(i) + 1
		h.heft[k] = h.c.sentences[i].heft()
		for _, id := range h.c.sentences[i].concepts {
			h.holders[id] |= 1 << k
		}
		return
	}
}

func (h *chooser) release(i int) {
	for k := range h.slot {
		if h.slot[k] != int32(i)+1 {
			continue
		}
		h.slot[k] = 0
		for _, id := range h.c.sentences[i].concepts {
			h.holders[id] &^= 1 << k
		}
		return
	}
}

// bar leaves sentences out of the choice.
func (h *chooser) bar(sentences []bool) {
	for i, b := range sentences {
		h.barred[i] = h.barred[i] || b
	}
}

// know covers what the reader has been given already, and bars it and what says
// the same; but where that was at an earlier time, not what holds a number that
// nothing of it holds.
func (h *chooser) know(known []Ref, earlier bool) {
	if len(known) == 0 {
		return
	}
	given := make(map[Ref]bool, len(known))
	for _, r := range known {
		given[r] = true
	}
	var old []int
	numbers := map[int32]bool{}
	for i := range h.c.sentences {
		s := &h.c.sentences[i]
		if !given[s.ref] {
			continue
		}
		h.barred[i] = true
		for _, w := range h.c.words(s) {
			if h.c.terms[w].class&(digit|numeral) != 0 {
				numbers[w] = true
			}
		}
		for _, id := range s.concepts {
			h.covered[id]++
		}
		old = append(old, i)
	}
	for len(old) > 0 { // a slotful at a time
		n := min(len(old), slots)
		for _, i := range old[:n] {
			h.hold(i)
		}
		for i := range h.c.sentences {
			h.barred[i] = h.barred[i] || h.echoes(i) && !(earlier && h.c.counts(i, numbers))
		}
		for _, i := range old[:n] {
			h.release(i)
		}
		old = old[n:]
	}
}

// counts reports whether sentence i holds a number that is none of these.
func (c *Cluster) counts(i int, numbers map[int32]bool) bool {
	if c.sentences[i].marks&(figured|spelt) == 0 {
		return false
	}
	return slices.ContainsFunc(c.words(&c.sentences[i]), func(w int32) bool {
		return c.terms[w].class&(digit|numeral) != 0 && !numbers[w]
	})
}
