package search

// leg is one entry's cursor in one segment.
type leg struct {
	cursor
	found  entry
	base   uint32
	opened bool
	place  int // of its term in the order of weight
	weight float64
}

// reach seeks and returns the first id that is at least id.
func (l *leg) reach(id uint32) uint32 {
	if !l.opened {
		l.cursor, l.opened = l.found.open(l.base), true
	}
	l.seek(id)
	return l.id
}

// legs are the lists of the question's terms in segment i, the weightiest first.
func (q *question) legs(s *state, i int, out []leg) []leg {
	out = out[:0]
	for place, j := range q.order {
		t := &q.terms[j]
		for _, f := range t.found {
			if f.segment == i {
				out = append(out, leg{found: f.entry, base: s.segments[i].base, place: place, weight: t.weight})
			}
		}
	}
	return out
}

// slack is more than what sums of the same numbers in another order differ by.
const slack = 1 + 1e-9

// quest is the work of finding the best sentences.
type quest struct {
	p     *space
	heap  heap
	legs  []leg
	rest  [maxTerms + 1]float64 // by place: the weight of its term and those after
	gain  [256]float64          // by length of a sentence: what a weight counts; 0 for a title
	most  float64               // the greatest gain
	place int                   // of the term whose sentences are looked at
	ids   [blockLen]uint32      // a block of them,
	gains [blockLen]float64     // and what a weight counts in each
}

// Each word counts once in a sentence, so that a sentence's score is the weight
// of its terms times what its length makes of it.
const _ = uint(1-sentenceMost) + uint(sentenceMost-1)

// top returns the n best sentences, the best first; of equals the earlier. Term
// by term, from the weightiest on, those that hold it are looked up in the terms
// after it, until what is left could not lift one over the worst of the best.
func (q *question) top(p *space, n int) []scored {
	w := quest{p: p, heap: heap{k: n, best: make([]scored, 0, n)}}
	for i := len(q.order) - 1; i >= 0; i-- {
		w.rest[i] = w.rest[i+1] + q.terms[q.order[i]].weight
	}
	for i := 1; i < len(w.gain); i++ {
		w.gain[i] = slack * bm25(1, p.normOf(i), p.k)
	}
	w.most = w.gain[1]
	for _, x := range q.recent(p) {
		if p.takes(x.id) {
			w.heap.offer(x)
		}
	}
	for w.place = range q.order {
		for i := range p.s.segments {
			if w.most*w.rest[w.place] < w.heap.floor() {
				return w.heap.sorted()
			}
			w.legs = q.legs(p.s, i, w.legs)
			w.scan()
		}
	}
	return w.heap.sorted()
}

// scan offers the sentences of one segment that hold the term.
func (w *quest) scan() {
	from := 0
	for from < len(w.legs) && w.legs[from].place < w.place {
		from++
	}
	after := from
	for after < len(w.legs) && w.legs[after].place == w.place {
		after++
	}
	for i := from; i < after; i++ {
		for k := range w.legs {
			w.legs[k].opened = false // all start anew
		}
		w.follow(&w.legs[i], i, w.legs[after:])
	}
}

// follow offers the sentences of one list, block by block; i is its leg, others
// are those of the terms after it.
func (w *quest) follow(l *leg, i int, others []leg) {
	floor := w.heap.floor()
	for l.reach(0); l.id != done; {
		n := w.block(l)
		from := l.id + 1
		for k := 0; k < n; k++ {
			id, gain := w.ids[k], w.gains[k]
			if gain*w.rest[w.place] < floor || gain == 0 {
				continue
			}
			held, next := w.held(l, id, gain, floor, others)
			if next > id {
				for k+1 < n && w.ids[k+1] < next {
					k++
				}
				from = max(from, next)
				continue
			}
			if gain*held >= floor && !w.known(id, i) && w.p.takes(id) {
				w.heap.offer(scored{id, w.score(id, i, others)})
				if floor = w.heap.floor(); w.most*w.rest[w.place] < floor {
					return
				}
			}
		}
		l.seek(from)
	}
}

// block reads the sentences from the one l stands on to the last of its block,
// where it leaves l. How long they are lies far away in memory: to look it up for
// all at once is much quicker than for one after the other.
func (w *quest) block(l *leg) int {
	n := len(l.rest(w.ids[:0]))
	lens := w.p.s.lens
	for k, id := range w.ids[:n] {
		w.gains[k] = w.gain[lens[id]]
	}
	return n
}

// held is the weight of the terms that a sentence of l holds, or less than
// would pass floor. If no sentence before another can pass it, it returns that.
func (w *quest) held(l *leg, id uint32, gain, floor float64, others []leg) (float64, uint32) {
	sum := l.weight
	for i := 0; i < len(others); {
		place := others[i].place
		if gain*(sum+w.rest[place]) < floor {
			return 0, id
		}
		next, first := uint32(done), i
		for ; i < len(others) && others[i].place == place; i++ {
			next = min(next, others[i].reach(id))
		}
		switch {
		case next == id:
			sum += others[first].weight
		case first == 0 && w.most*(sum+w.rest[place+1]) < floor:
			return 0, next
		}
	}
	return sum, id
}

// known reports whether a sentence holds a term before this one, or is in a
// list of this one before leg i: then it has been offered.
func (w *quest) known(id uint32, i int) bool {
	for k := range w.legs[:i] {
		if w.legs[k].reach(id) == id {
			return true
		}
	}
	return false
}

// score is the BM25 sum of a sentence that leg i and some of others, which
// stand on it, hold.
func (w *quest) score(id uint32, i int, others []leg) float64 {
	one := bm25(1, w.p.norm(id), w.p.k)
	sum := w.legs[i].weight * one
	last := w.place
	for k := range others {
		if l := &others[k]; l.opened && l.id == id && l.place != last {
			sum += l.weight * one
			last = l.place
		}
	}
	return sum
}
