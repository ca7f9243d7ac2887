package briefing

import (
	"maps"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// gathering puts the mentions of all articles together into people.
type gathering struct {
	entries  []*entry
	printed  map[*entry][]named // the names in each
	profiles []*profile
	named    map[string][]*profile // people by folded surname
	groups   map[string]*profile   // others by their words
	local    map[*entry]map[string][]*profile
	holders  map[string][]*profile // people by the words of their roles
	worded   map[string][]*profile // groups by their words
}

func newGathering() *gathering {
	return &gathering{named: map[string][]*profile{}, groups: map[string]*profile{}, local: map[*entry]map[string][]*profile{},
		holders: map[string][]*profile{}, worded: map[string][]*profile{}}
}

// read finds every full name of some articles. A name of two words that nobody
// bears does no harm: nobody is quoted under it.
func (g *gathering) read(es []*entry, names map[*entry][]named) {
	g.entries, g.printed = es, names
	for _, whole := range []bool{true, false} { // "De Wit" once it is known whether that is somebody's surname
		for _, e := range es {
			here := g.local[e]
			if here == nil {
				here = map[string][]*profile{}
				g.local[e] = here
			}
			for _, n := range names[e] {
				ws := folds(n.name.In(e.Article.Text))
				if len(ws) < 2 || particles[ws[0]] == whole || organised(e.Article.Text, n.name) {
					continue
				}
				p := g.bearer(e, ws, n.name.In(e.Article.Text))
				k := surname(ws)
				if !slices.Contains(here[k], p) {
					here[k] = append(here[k], p)
				}
			}
		}
	}
}

// bearer returns whom an article calls by a name of several words: "De Wit" may
// be the surname of somebody who is named in full elsewhere.
func (g *gathering) bearer(e *entry, ws []string, printed string) *profile {
	if !particles[ws[0]] {
		return g.person(ws, printed)
	}
	k := surname(ws)
	for _, among := range [][]*profile{g.local[e][k], g.named[k]} {
		var full []*profile
		for _, p := range among {
			if n := len(p.tokens) - len(ws); n > 0 && slices.Equal(p.tokens[n:], ws) {
				full = append(full, p)
			}
		}
		if len(full) == 1 {
			return full[0]
		}
	}
	return g.person(ws, printed)
}

// know takes in people who were met before.
func (g *gathering) know(all []*profile) {
	g.profiles = all
	for _, p := range all {
		if p.group {
			g.groups[p.key] = p
			for w := range strings.FieldsSeq(p.key) {
				g.worded[w] = append(g.worded[w], p)
			}
		} else {
			k := surname(p.tokens)
			g.named[k] = append(g.named[k], p)
		}
		held := map[string]bool{}
		for _, r := range p.roles {
			for w := range r {
				if !held[w] {
					held[w] = true
					g.holders[w] = append(g.holders[w], p)
				}
			}
		}
	}
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
func (g *gathering) byName(h attribution) *profile {
	for _, form := range []string{h.person, h.mention} {
		m := parse(form)
		if m.name.Len() == 0 {
			continue
		}
		printed := m.name.In(form)
		ws := folds(printed)
		if len(ws) == 0 || pronouns[ws[0]] {
			continue
		}
		if len(ws) == 1 && len(g.local[h.e][ws[0]])+len(g.named[ws[0]]) > 0 && loud(printed) {
			return g.bySurname(h.e, ws[0], printed) // "ROE: …"
		}
		if m.group || countries[ws[0]] != "" && len(ws) == 1 {
			return g.body(printed, ws)
		}
		if len(ws) > 1 {
			return g.bearer(h.e, ws, printed)
		}
		return g.bySurname(h.e, ws[0], printed)
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
		p = &profile{Person: &Person{Name: ws.In(form)}, words: maps.Clone(set), group: true, key: key}
		g.groups[key] = p
		for w := range set {
			g.worded[w] = append(g.worded[w], p)
		}
		g.profiles = append(g.profiles, p)
	}
	return p
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
