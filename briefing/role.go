package briefing

import (
	"slices"

	"briefingbot/briefing/text"
)

// roleWords returns the words of a role or description that tell it apart:
// countries for their adjectives, no articles and prepositions.
func roleWords(ws []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range ws {
		switch w {
		case "of", "for", "to", "in", "at", "from", "and", "di", "del", "della", "dell", "il", "la", "lo", "the", "a", "an", "his", "her", "their", "its", "s":
		default:
			out[country(singular(w))] = true
		}
	}
	return out
}

// assignRoles gives everybody the roles that any article prints beside their
// name.
func (g *gathering) assignRoles() {
	for _, e := range g.entries {
		t := e.Article.Text
		for _, n := range g.printed[e] {
			if n.role.Len() == 0 || !prose(e.Reading, n.role) {
				continue
			}
			ws := folds(n.name.In(t))
			var p *profile
			if len(ws) > 1 && !organised(t, n.name) {
				p = g.bearer(e, ws, n.name.In(t))
			} else if here := g.local[e][surname(ws)]; len(here) == 1 {
				p = here[0]
			} else if all := g.named[surname(ws)]; len(here) == 0 && len(all) == 1 {
				p = all[0]
			}
			if p != nil {
				g.award(p, Passage{e.Article, n.role})
			}
		}
	}
}

// award gives p a role unless p has one with the same words.
func (g *gathering) award(p *profile, role Passage) {
	set := roleWords(folds(role.Text()))
	for _, have := range p.roles {
		if shared(have, set) == len(set) && len(have) >= len(set) {
			return
		}
	}
	p.roles = append(p.roles, set)
	p.Roles = append(p.Roles, role)
	for w := range set {
		if !slices.Contains(g.holders[w], p) {
			g.holders[w] = append(g.holders[w], p)
		}
	}
}

// byRole returns who a description without a name means: the only person whom
// the corpus gives that role, else the group or office itself. A pronoun that
// is not resolved means nobody.
func (g *gathering) byRole(h attribution) *profile {
	form := h.mention
	if len(folds(form)) == 0 || len(folds(h.person)) > len(folds(form)) {
		form = h.person
	}
	form = form[sender(form):]
	ws := folds(trimArticle(form, text.Span{Start: 0, End: len(form)}).In(form))
	if len(ws) == 0 || len(ws) == 1 && pronouns[ws[0]] || !speaker(ws) {
		return nil
	}
	if through(text.Words(form)) {
		return g.body(form, ws)
	}
	set := roleWords(ws)
	if p := g.holder(set, h.e); p != nil {
		return p
	}
	if p := g.fuller(set, h.e); p != nil {
		return p
	}
	return g.body(form, ws)
}

// headOf returns the title among the words of a description.
func headOf(set map[string]bool) string {
	best := ""
	for w := range set {
		if titles[w] && (best == "" || w < best) {
			best = w
		}
	}
	return best
}

// holder returns the only person with a role that has all these words. A bare
// title ("the mayor") means somebody only if the article itself says who.
func (g *gathering) holder(set map[string]bool, e *entry) *profile {
	var found *profile
	for _, p := range g.holders[headOf(set)] {
		if !p.holds(set) {
			continue
		}
		if len(set) < 2 && !slices.Contains(g.local[e][surname(p.tokens)], p) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// holds reports whether one of p's roles has all these words.
func (p *profile) holds(set map[string]bool) bool {
	for _, r := range p.roles {
		if shared(r, set) == len(set) {
			return true
		}
	}
	return false
}

// fuller returns the only group of the corpus, or of the article, that is
// described with the same words and more: "the ministry".
func (g *gathering) fuller(set map[string]bool, e *entry) *profile {
	var found *profile
	for _, p := range g.worded[slices.Min(keys(set))] {
		if len(p.words) <= len(set) || shared(p.words, set) < len(set) || len(set) < 2 && !g.speaks(p, e) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// speaks reports whether e prints all the words of p's name together.
func (g *gathering) speaks(p *profile, e *entry) bool {
	for _, q := range e.reading().Quotes {
		if roleWordsEqual(p.words, q.Speaker.In(e.Article.Text)) || roleWordsEqual(p.words, q.Person) {
			return true
		}
	}
	return false
}

func roleWordsEqual(set map[string]bool, form string) bool {
	have := roleWords(folds(form))
	return len(have) == len(set) && shared(have, set) == len(set)
}
