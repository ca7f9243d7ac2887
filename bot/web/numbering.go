package web

import "briefingbot/briefing"

// numbering gives the same passage the same number all over a page, where the
// newsroom numbers each entry by itself.
type numbering struct {
	all []briefing.Citation
	of  map[place]int
}

type place struct {
	article *briefing.Article
	span    briefing.Span
}

func (n *numbering) number(cs []briefing.Citation) []briefing.Citation {
	if n.of == nil {
		n.of = map[place]int{}
	}
	out := make([]briefing.Citation, len(cs))
	for i, c := range cs {
		at := place{c.Article, c.Span}
		if n.of[at] == 0 {
			n.of[at] = len(n.all) + 1
			n.all = append(n.all, briefing.Citation{N: n.of[at], Passage: c.Passage})
		}
		out[i] = briefing.Citation{N: n.of[at], Passage: c.Passage}
	}
	return out
}

func (n *numbering) conflicts(cs []briefing.Conflict) []briefing.Conflict {
	var out []briefing.Conflict
	for _, c := range cs {
		var vs []briefing.Variant
		for _, v := range c.Variants {
			vs = append(vs, briefing.Variant{Words: v.Words, Citations: n.number(v.Citations)})
		}
		out = append(out, briefing.Conflict{Variants: vs})
	}
	return out
}
