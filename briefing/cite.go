package briefing

import "briefingbot/briefing/text"

// register numbers passages in the order in which they are cited. The same
// passage has the same number wherever it stands.
type register struct {
	numbers map[place]int
	all     []Citation
}

// place is what makes two passages the same.
type place struct {
	article, sum string
	span         text.Span
}

func (p Passage) place() place { return place{p.Article.ID, p.Article.SHA256, p.Span} }

// cite returns p with its number.
func (g *register) cite(p Passage) Citation {
	if g.numbers == nil {
		g.numbers = map[place]int{}
	}
	n, ok := g.numbers[p.place()]
	if !ok {
		n = len(g.all) + 1
		g.numbers[p.place()] = n
		g.all = append(g.all, Citation{n, p})
	}
	return Citation{n, p}
}

// fact numbers the citations of f, the shown one first.
func (g *register) fact(f Fact) Fact {
	f.Citations = g.list(f.Citations)
	f.Conflicts = append([]Conflict(nil), f.Conflicts...)
	for i, c := range f.Conflicts {
		vs := append([]Variant(nil), c.Variants...)
		for k := range vs {
			vs[k].Citations = g.list(vs[k].Citations)
		}
		f.Conflicts[i].Variants = vs
	}
	return f
}

// statement numbers the citations of s.
func (g *register) statement(s Statement) Statement {
	s = s.compared()
	s.Citations = g.list(s.Citations)
	return s
}

func (g *register) list(cs []Citation) []Citation {
	out := make([]Citation, len(cs))
	for i, c := range cs {
		out[i] = g.cite(c.Passage)
	}
	return out
}

// number numbers statements that stand by themselves.
func number(ss []Statement) []Statement {
	var g register
	out := make([]Statement, len(ss))
	for i, s := range ss {
		out[i] = g.statement(s)
	}
	return out
}

// Numbering numbers what is shown on one page anew: a passage has the same
// number wherever it stands there. The zero Numbering has given no number yet.
type Numbering struct{ given register }

// Citations are the citations that were numbered, in the order of their numbers.
func (n *Numbering) Citations() []Citation { return n.given.all }

// List returns cs with their numbers.
func (n *Numbering) List(cs []Citation) []Citation { return n.given.list(cs) }

// Fact returns f with its citations numbered, the shown one first.
func (n *Numbering) Fact(f Fact) Fact { return n.given.fact(f) }

// Statement returns s with its citations numbered.
func (n *Numbering) Statement(s Statement) Statement { return n.given.statement(s) }
