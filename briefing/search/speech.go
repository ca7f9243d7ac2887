package search

import (
	"sort"

	"briefingbot/briefing/text"
)

// speech looks at who speaks.
func (r *ranking) speech(c *candidate, ts []token) {
	n := &r.s.docs[c.doc]
	if n.Speech == nil {
		for _, t := range ts {
			if t.class&isSay != 0 {
				c.value[spoken] = 1
			}
		}
		return
	}
	for _, sp := range n.around(c.sentence) {
		p := n.Layout.Sentences[c.sentence].Span
		if !sp.Content.Meets(p) && !sp.Speaker.Meets(p) {
			continue
		}
		held := r.held(r.content(c.doc, sp))
		if !sp.Speaker.Meets(p) || r.pronoun(n, sp) {
			held *= unnamed
		}
		c.value[spoken] = max(c.value[spoken], held)
		if !r.q.whoSaid && sp.Content.Meets(p) && r.speaks(n, sp) != 0 {
			c.value[voice] = 1
		}
	}
}

// unnamed is what speech counts whose speaker the sentence does not name.
const unnamed = 0.6

// near is how many bytes a speaker may stand from what is said.
const nearby = 2000

// around returns the speech near sentence i of n.
func (n *doc) around(i int) []Speech {
	p := n.Layout.Sentences[i].Span
	from := sort.Search(len(n.Speech), func(k int) bool { return n.Speech[k].Content.Start > p.Start-nearby })
	to := sort.Search(len(n.Speech), func(k int) bool { return n.Speech[k].Content.Start > p.End+nearby })
	return n.Speech[from:max(from, min(to, from+60))]
}

// content is what of the question the sentences of a speech hold.
func (r *ranking) content(d int, sp Speech) sight {
	ss := r.s.docs[d].Layout.Sentences
	var v sight
	i := sort.Search(len(ss), func(i int) bool { return ss[i].End > sp.Content.Start })
	for n := 0; i < len(ss) && ss[i].Start < sp.Content.End && n < 8; i, n = i+1, n+1 {
		v = v.with(r.sight(d, i))
	}
	return v
}

// speaks returns the terms that name the speaker of sp.
func (r *ranking) speaks(n *doc, sp Speech) uint32 {
	var mask uint32
	for _, who := range [2]string{sp.Person, sp.Speaker.In(n.Text)} {
		for _, w := range text.Words(who) {
			for j, t := range r.q.terms {
				if t.name && t.fold == w.Fold {
					mask |= 1 << j
				}
			}
		}
	}
	return mask
}

// voices returns the terms that name who speaks in a sentence: "he said" holds
// the name that "he" stands for.
func (r *ranking) voices(d, i int) uint32 {
	n := &r.s.docs[d]
	if n.flag(i)&inQuote == 0 {
		return 0
	}
	var mask uint32
	for _, sp := range n.around(i) {
		if sp.Content.Meets(n.Layout.Sentences[i].Span) {
			mask |= r.speaks(n, sp)
		}
	}
	return mask
}

// pronoun reports whether the speaker of sp is only a "he" or "she".
func (r *ranking) pronoun(n *doc, sp Speech) bool {
	return sp.Speaker.Len() <= 4 && classes[text.Fold(sp.Speaker.In(n.Text))]&isPronoun != 0
}

// speaker returns the sentence that names who says what sentence i holds, or i.
func (r *ranking) speaker(d, i int) int {
	n := &r.s.docs[d]
	ss := n.Layout.Sentences
	p := ss[i].Span
	best, at := 0.0, i
	for _, sp := range n.around(i) {
		if sp.Speaker.Len() == 0 || !sp.Content.Meets(p) && !sp.Speaker.Meets(p) {
			continue
		}
		held := r.held(r.content(d, sp))
		if r.pronoun(n, sp) {
			held *= unnamed
		}
		if held > best {
			best = held
			at = sort.Search(len(ss), func(k int) bool { return ss[k].End > sp.Speaker.Start })
		}
	}
	return min(at, len(ss)-1)
}
