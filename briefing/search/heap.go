package search

import "slices"

// heap keeps the k best, the earlier of two equals.
type heap struct {
	k    int
	best []scored // the worst first
}

// floor is what a newcomer must pass.
func (h *heap) floor() float64 {
	if len(h.best) < h.k {
		return 0
	}
	return h.best[0].score
}

func worse(a, b scored) bool {
	return a.score < b.score || a.score == b.score && a.id > b.id
}

func (h *heap) offer(x scored) {
	if len(h.best) < h.k {
		h.best = append(h.best, x)
		for i := len(h.best) - 1; i > 0; {
			p := (i - 1) / 2
			if !worse(h.best[i], h.best[p]) {
				break
			}
			h.best[i], h.best[p] = h.best[p], h.best[i]
			i = p
		}
		return
	}
	if worse(h.best[0], x) {
		h.best[0] = x
		h.sink()
	}
}

// sink moves the first down to where it belongs.
func (h *heap) sink() {
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(h.best) {
			return
		}
		if c+1 < len(h.best) && worse(h.best[c+1], h.best[c]) {
			c++
		}
		if !worse(h.best[c], h.best[i]) {
			return
		}
		h.best[i], h.best[c] = h.best[c], h.best[i]
		i = c
	}
}

// sorted empties the heap, the best first.
func (h *heap) sorted() []scored {
	slices.SortFunc(h.best, func(a, b scored) int {
		switch {
		case worse(b, a):
			return -1
		case worse(a, b):
			return 1
		}
		return 0
	})
	return h.best
}
