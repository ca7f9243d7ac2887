package search

// context fills the features that look at which words are where.
func (r *ranking) context(c *candidate, best, bestBM float64) {
	n := &r.s.docs[c.doc]
	v := &c.value
	v[coverage] = r.held(c.seen)
	if best > 0 {
		v[relative] = v[coverage] / best
	}
	if bestBM > 0 {
		v[lexical] = c.bm25 / bestBM
	}
	h := r.head(c.doc)
	title, lead := h.title, h.lead
	if c.sentence == 0 {
		lead = sight{}
	}
	all := c.seen.with(title)
	v[inTitle] = r.held(all) - v[coverage]
	v[inLead] = r.held(all.with(lead)) - r.held(all)
	all = all.with(lead)
	around := r.around(c.doc, c.sentence)
	wide := all.with(around)
	v[window] = r.held(c.seen.with(around)) - v[coverage]
	if topic := title.mask | title.soft; topic != 0 {
		rest := r.weight(^topic & (1<<len(r.q.terms) - 1))
		v[focus] = (r.weight(c.seen.mask&^topic) + softShare*r.weight(c.seen.soft&^topic)) / max(rest, 0.1)
	} else {
		v[focus] = v[coverage]
	}
	v[article], v[articleRank] = h.score, h.rank
	v[position] = 1 / (1 + float64(c.sentence)/4)
	v[names], v[namesGone] = r.named(c.seen, wide)
	f := n.flag(c.sentence)
	if f&asks != 0 {
		v[isQuestion] = 1
	}
	if f&ends == 0 {
		v[fragment] = 1
	}
}

// head is what an article's candidates have in common.
func (r *ranking) head(d int) head {
	for _, h := range r.heads {
		if h.doc == d {
			return h
		}
	}
	h := head{doc: d, title: r.read(r.s.docs[d].title())}
	if r.s.docs[d].count() > 0 {
		h.lead = r.sight(d, 0)
	}
	for k, x := range r.docs {
		if int(x.id) == d {
			h.rank = 1 / float64(k+1)
			if top := r.docs[0].score; top > 0 {
				h.score = x.score / top
			}
		}
	}
	r.heads = append(r.heads, h)
	return h
}

// named is the share of the question's names that a sentence holds, and the
// share that nothing around it holds.
func (r *ranking) named(seen, wide sight) (here, gone float64) {
	all := 0.0
	for j, t := range r.q.terms {
		if !t.name {
			continue
		}
		all += t.weight
		if seen.mask>>j&1 != 0 {
			here += t.weight
		}
		if (wide.mask|wide.soft)>>j&1 == 0 {
			gone += t.weight
		}
	}
	if all == 0 {
		return 0, 0
	}
	return here / all, gone / all
}

// around is what the neighbours of a sentence hold.
func (r *ranking) around(d, i int) sight {
	var v sight
	n := &r.s.docs[d]
	if i > 0 {
		v = v.with(r.sight(d, i-1))
	}
	if i+1 < n.count() {
		v = v.with(r.sight(d, i+1))
	}
	return v
}

// order fills the features that look at the order and kind of the words.
func (r *ranking) order(c *candidate) {
	v := &c.value
	ts := r.unfold(c.doc, c.sentence)
	if len(ts) < 6 {
		v[brief] = float64(6-len(ts)) / 6
	}
	if len(ts) > 0 && ts[0].class&isPronoun != 0 {
		v[pointsBack] = 1
		if c.sentence > 0 {
			v[before] = r.held(r.sight(c.doc, c.sentence-1))
		}
	}
	var first uint32
	for _, t := range ts[:min(len(ts), 4)] {
		if t.term >= 0 {
			first |= 1 << t.term
		}
	}
	v[subject] = r.weight(first)
	if r.q.cased {
		v[otherName] = r.weight(r.borrowed(ts))
	}
	r.proximity(v, ts)
	r.kind(v, ts, r.s.docs[c.doc].flag(c.sentence))
	if r.q.said {
		r.speech(c, ts)
	}
}

// borrowed returns the terms that the question writes small and the sentence
// only as a part of a name: "patrol" in "Border Patrol".
func (r *ranking) borrowed(ts []token) uint32 {
	var large, small uint32
	for i, t := range ts {
		if t.term < 0 {
			continue
		}
		if q := &r.q.terms[t.term]; q.name || q.capital || !t.capital || i == 0 {
			small |= 1 << t.term
		} else if ts[i-1].capital && ts[i-1].term < 0 || i+1 < len(ts) && ts[i+1].capital && ts[i+1].term < 0 {
			large |= 1 << t.term
		}
	}
	return large &^ small
}

// proximity looks for words that stand together in the question.
func (r *ranking) proximity(v *[features]float64, ts []token) {
	var last [maxTerms]int
	var gap [maxTerms]int // distance of term j from term j-1, where they come closest
	for i, t := range ts {
		if t.term < 0 {
			continue
		}
		j := int(t.term)
		last[j] = i + 1
		for _, k := range [2]int{j, j + 1} {
			if k > 0 && k < len(r.q.terms) && last[k-1] > 0 && last[k] > 0 {
				if g := last[k] - last[k-1]; gap[k] == 0 || abs(g) < abs(gap[k]) {
					gap[k] = g
				}
			}
		}
	}
	var sum, adjacent, close float64
	for k := 1; k < len(r.q.terms); k++ {
		a, b := &r.q.terms[k-1], &r.q.terms[k]
		w := min(a.weight, b.weight)
		sum += w
		if gap[k] == 0 {
			continue
		}
		apart := b.at - a.at
		if gap[k] > 0 && gap[k] <= apart+1 && apart <= 3 {
			adjacent += w
		}
		close += w / (1 + float64(max(0, abs(gap[k])-apart))/4)
	}
	if sum > 0 {
		v[pairs], v[near] = adjacent/sum, close/sum
	}
	whole, hit := 0, 0
	for _, p := range r.q.quoted {
		for k := p.from + 1; k < p.to; k++ {
			whole++
			if gap[k] > 0 && gap[k] <= r.q.terms[k].at-r.q.terms[k-1].at+1 {
				hit++
			}
		}
	}
	if whole > 0 {
		v[phrase] = float64(hit) / float64(whole)
	}
}

func abs(n int) int { return max(n, -n) }
