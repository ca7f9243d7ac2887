package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// gathering puts the mentions of all articles together into people.
type gathering struct {
	entries  []*entry
	profiles []*profile
	named    map[string][]*profile // people by folded surname
	groups   map[string]*profile   // others by their words
	local    map[*entry]map[string][]*profile
	holders  map[string][]*profile // people by the words of their roles
	worded   map[string][]*profile // groups by their words
}

// newGathering finds every full name of the corpus. A name of two words that
// nobody bears does no harm: nobody is quoted under it.
func newGathering(es []*entry) *gathering {
	g := &gathering{entries: es, named: map[string][]*profile{}, groups: map[string]*profile{}, local: map[*entry]map[string][]*profile{},
		holders: map[string][]*profile{}, worded: map[string][]*profile{}}
	for _, e := range es {
		here := map[string][]*profile{}
		g.local[e] = here
		for _, n := range e.names() {
			if ws := folds(n.name.In(e.Article.Text)); len(ws) > 1 && !organised(e.Article.Text, n.name) {
				p := g.person(ws, n.name.In(e.Article.Text))
				k := surname(ws)
				if !slices.Contains(here[k], p) {
					here[k] = append(here[k], p)
				}
			}
		}
	}
	return g
}

// surname returns the word by which people of one family are found.
func surname(ws []string) string {
	last := len(ws) - 1
	if last > 0 && suffixes[strings.Trim(ws[last], ".")] {
		last--
	}
	return ws[last]
}

// person returns who bears the full name, printed as given.
func (g *gathering) person(ws []string, printed string) *profile {
	k := surname(ws)
	for _, p := range g.named[k] {
		if same(p.tokens, ws) {
			if fullness(ws) > fullness(p.tokens) || fullness(ws) == fullness(p.tokens) && len(printed) > len(p.Name) {
				p.tokens, p.Name = ws, printed
			}
			for _, w := range ws {
				p.words[w] = true
			}
			return p
		}
	}
	p := &profile{Person: &Person{Name: printed}, tokens: ws, words: map[string]bool{}}
	for _, w := range ws {
		p.words[w] = true
	}
	g.named[k] = append(g.named[k], p)
	g.profiles = append(g.profiles, p)
	return p
}

// fullness orders the forms of one name: more words are fuller, but an initial
// in place of the first name is not.
func fullness(ws []string) int {
	if len(strings.Trim(ws[0], ".")) == 1 {
		return 1
	}
	return len(ws)
}

// same reports whether two full names with one surname can be one person's:
// the same first name or its initial, and the same junior or senior.
func same(a, b []string) bool {
	ja, jb := suffixes[a[len(a)-1]], suffixes[b[len(b)-1]]
	if ja != jb || ja && a[len(a)-1] != b[len(b)-1] {
		return false
	}
	x, y := strings.Trim(a[0], "."), strings.Trim(b[0], ".")
	if x == y {
		return true
	}
	return len(x) == 1 && strings.HasPrefix(y, x) || len(y) == 1 && strings.HasPrefix(x, y)
}

// byName returns the person whose name the quote's speaker or resolved person
// carries; nil when there is no name.
func (g *gathering) byName(u utterance) *profile {
	for _, form := range []string{u.q.Person, u.Speaker.Text()} {
		m := parse(form)
		if m.name.Len() == 0 {
			continue
		}
		printed := m.name.In(form)
		ws := folds(printed)
		if len(ws) == 0 || pronouns[ws[0]] {
			continue
		}
		if m.group || countries[ws[0]] != "" && len(ws) == 1 {
			return g.body(printed, ws)
		}
		if len(ws) > 1 {
			return g.person(ws, printed)
		}
		return g.bySurname(u.e, ws[0], printed)
	}
	return nil
}

// bySurname returns the one bearer of a single name: the article's own if it
// names one in full, the corpus's only one otherwise.
func (g *gathering) bySurname(e *entry, fold, printed string) *profile {
	if here := g.local[e][fold]; len(here) > 0 {
		if len(here) == 1 {
			return here[0]
		}
		return g.body(printed, []string{fold})
	}
	if all := g.named[fold]; len(all) == 1 {
		return all[0]
	}
	return g.body(printed, []string{fold})
}

// body returns the organisation, office, group or single name with these words.
func (g *gathering) body(form string, ws []string) *profile {
	set := roleWords(ws)
	if len(set) == 0 {
		return nil
	}
	key := keyOf(set)
	p := g.groups[key]
	if p == nil {
		ws := trimArticle(form, text.Span{Start: 0, End: len(form)})
		p = &profile{Person: &Person{Name: ws.In(form)}, words: set, group: true}
		g.groups[key] = p
		for w := range set {
			g.worded[w] = append(g.worded[w], p)
		}
		g.profiles = append(g.profiles, p)
	}
	return p
}

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

// singular undoes the plural of a word as far as telling roles apart needs.
func singular(w string) string {
	if c := country(w); c != w {
		return c
	}
	if len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") {
		return w[:len(w)-1]
	}
	return w
}

func keyOf(set map[string]bool) string {
	ws := make([]string, 0, len(set))
	for w := range set {
		ws = append(ws, w)
	}
	slices.Sort(ws)
	return strings.Join(ws, " ")
}

// assignRoles gives everybody the roles that any article prints beside their
// name.
func (g *gathering) assignRoles() {
	for _, e := range g.entries {
		t := e.Article.Text
		for _, n := range e.names() {
			if n.role.Len() == 0 || !prose(e.Reading, n.role) {
				continue
			}
			ws := folds(n.name.In(t))
			var p *profile
			if len(ws) > 1 && !organised(t, n.name) {
				p = g.person(ws, n.name.In(t))
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
func (g *gathering) byRole(u utterance) *profile {
	form := u.Speaker.Text()
	if len(folds(form)) == 0 || len(folds(u.q.Person)) > len(folds(form)) {
		form = u.q.Person
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
	if p := g.holder(set, u.e); p != nil {
		return p
	}
	if p := g.fuller(set, u.e); p != nil {
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
	for _, q := range e.Quotes {
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
