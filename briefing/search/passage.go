package search

import (
	"encoding/binary"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// maxPassage is how many characters a passage may have.
const maxPassage = 500

// reach is how far from its best sentence a passage looks for what the reader
// needs, in sentences.
const reach = 2

// passage is the candidate's sentence with the neighbours of its paragraph that
// the reader needs: what it points back to, the speaker of what it quotes, and
// words and kind of answer of the question that it lacks itself.
func (r *ranking) passage(c *candidate) text.Span {
	n := &r.s.docs[c.doc]
	from, to := c.sentence, c.sentence
	seen := r.view(c.doc, c.sentence)
	if r.q.whoSaid {
		at := r.speaker(c.doc, c.sentence)
		if n.fits(min(at, from), max(at, to)) && r.free(c.doc, min(at, from), max(at, to)) {
			from, to = min(at, from), max(at, to)
			seen = seen.with(r.view(c.doc, at))
		}
	}
	for {
		// The neighbour on either side that is needed more.
		back, ahead := r.need(c, seen, from-1, to), r.need(c, seen, to+1, from)
		switch {
		case back > 0 && back >= ahead:
			from--
			seen = seen.with(r.view(c.doc, from))
		case ahead > 0:
			to++
			seen = seen.with(r.view(c.doc, to))
		default:
			ss := n.Layout.Sentences
			return cut(n.Text, text.Span{Start: ss[from].Start, End: ss[to].End})
		}
	}
}

// free reports whether no passage given so far holds any of the sentences.
func (r *ranking) free(d, from, to int) bool {
	for i := from; i <= to; i++ {
		if r.shown(d, i) {
			return false
		}
	}
	return true
}

// fits reports whether sentences from to to are prose of one paragraph and
// short enough for a passage.
func (n *doc) fits(from, to int) bool {
	ss := n.Layout.Sentences
	if from < 0 || to >= len(ss) || ss[from].Paragraph != ss[to].Paragraph || !n.prose(from) || !n.prose(to) {
		return false
	}
	p := text.Span{Start: ss[from].Start, End: ss[to].End}
	return p.Len() <= maxPassage || p.Len() <= 4*maxPassage && utf8.RuneCountInString(p.In(n.Text)) <= maxPassage
}

// view is what a passage offers the reader.
type view struct {
	sight
	kind, cue, pointsBack bool
}

func (v view) with(w view) view {
	v.sight = v.sight.with(w.sight)
	v.kind = v.kind || w.kind
	v.cue = v.cue || w.cue
	return v
}

// keptView is a view that was looked at before, by the sentence's number + 1.
type keptView struct {
	id uint32
	view
}

const viewBits = 7

func (r *ranking) view(d, i int) view {
	id := r.s.first[d] + uint32(i)
	k := &r.views[id%(1<<viewBits)]
	if k.id != id+1 {
		*k = keptView{id + 1, r.look(d, i)}
	}
	return k.view
}

func (r *ranking) look(d, i int) view {
	v := view{sight: r.sight(d, i), pointsBack: r.pointsBack(d, i)}
	if r.q.want == wantAny {
		return v // only who asks for something misses its kind, or the cue
	}
	f := r.s.docs[d].flag(i)
	ts := r.unfold(d, i)
	for k, t := range ts {
		v.kind = v.kind || r.answers(ts, k, f)
		v.cue = v.cue || t.class&isSay != 0
	}
	v.cue = v.cue && v.kind || f&hasSource != 0
	return v
}

// pointsBack reports whether a sentence opens with a word that does.
func (r *ranking) pointsBack(d, i int) bool {
	first, k := binary.Uvarint(r.s.docs[d].sentence(i))
	return k > 0 && r.s.vocab.words[code(first).entry()].class&isPronoun != 0
}

// need says how much the reader of a passage, who has seen what it offers, needs
// sentence i next to it; other is the passage's far end. 0 is not at all.
func (r *ranking) need(c *candidate, seen view, i, other int) float64 {
	n := &r.s.docs[c.doc]
	if abs(i-c.sentence) > reach || !n.fits(min(i, other), max(i, other)) || r.shown(c.doc, i) {
		return 0
	}
	next := r.view(c.doc, i)
	var x float64
	if r.q.whoSaid && !seen.cue && next.cue {
		x += 2
	}
	if r.q.want != wantAny && !seen.kind && next.kind {
		x += 0.5
	}
	x += r.weight(next.mask &^ seen.mask)
	if i < other && r.view(c.doc, i+1).pointsBack {
		x += 0.3
	}
	if i > other && next.pointsBack {
		x += 0.2
	}
	if r.rivals(c, r.s.first[c.doc]+uint32(i)) {
		x += 0.1
	}
	if x < needed {
		return 0
	}
	return x
}

// rivals reports whether the ranking cannot tell which of a candidate and a
// sentence answers.
func (r *ranking) rivals(c *candidate, id uint32) bool {
	o := r.candidate(id)
	if o == nil || o.bound <= closeRival*c.score {
		return false
	}
	r.settle(o)
	return o.score > closeRival*c.score
}

// closeRival is the share of a sentence's score from which a neighbour is shown
// with it, because the ranking cannot tell which of the two answers.
const closeRival = 0.7

// needed is the least need for which a passage grows.
const needed = 0.05

// cut ends a passage of more than maxPassage characters at a character.
func cut(s string, p text.Span) text.Span {
	if p.Len() <= maxPassage {
		return p
	}
	n := 0
	for i := range p.In(s) {
		if n == maxPassage {
			p.End = p.Start + i
			break
		}
		n++
	}
	return p
}
