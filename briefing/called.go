package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// find returns whom the words mean: people with all of them in their name,
// else in name and role, else in any mention. What no speaker is called is
// compared with what they are called, letter by letter.
func (so *society) find(who string, v *vocabulary) ([]*profile, []Correction) {
	ws := asked(who)
	if len(ws) == 0 {
		return nil, nil
	}
	if ps := so.match(ws); len(ps) > 0 {
		return ps, nil
	}
	fixed := slices.Clone(ws)
	for i, w := range ws {
		if in := english(w); len(in) > 0 && !v.has(w) {
			fixed[i] = text.Fold(in[0])
		}
	}
	if ps := so.match(fixed); len(ps) > 0 {
		return ps, nil
	}
	for _, other := range otherwise(ws) {
		if ps := so.match(other); len(ps) > 0 && officer(ps, other) {
			return ps, nil
		}
	}
	var corrected []Correction
	for i, w := range ws {
		if v.has(w) {
			continue
		}
		if near := so.nearest(w); near != "" {
			fixed[i] = text.Fold(near)
			corrected = append(corrected, Correction{Typed: w, Read: near})
		}
	}
	if len(corrected) == 0 {
		return nil, nil
	}
	if ps := so.match(fixed); len(ps) > 0 {
		return ps, corrected
	}
	return nil, nil
}

// officer reports whether one of the people is called by an office.
func officer(ps []*profile, ws []string) bool {
	return slices.ContainsFunc(ps, func(p *profile) bool { return p.tier(ws) == 1 || !p.group && p.tier(ws) == 2 })
}

// asked returns the words of a name or role as typed, without articles, forms
// of address and prepositions, and without the verb of "is Tajani".
func asked(who string) []string {
	var out []string
	ws := folds(who)
	for len(ws) > 1 && being[ws[0]] {
		ws = ws[1:]
	}
	for _, w := range ws {
		w = strings.Trim(w, ".")
		switch {
		case w == "", w == "s", courtesy[w]:
		case w == "the", w == "a", w == "an", w == "of", w == "for", w == "to", w == "in", w == "di", w == "del", w == "della", w == "il", w == "la", w == "lo", w == "l", w == "dell":
		default:
			out = append(out, w)
		}
	}
	return out
}

// being are the words between "who" and a name.
var being = table(`who who's chi is was are were e è era sono erano`)

// match returns the speakers who bear all the words, at the closest tier at
// which there are any.
func (so *society) match(ws []string) []*profile { return so.directory().match(ws) }

// match returns those of ps whom the words name most closely.
func match(ps []*profile, ws []string) []*profile {
	tiers := make([][]*profile, 4)
	for _, p := range ps {
		if t := p.tier(ws); t < len(tiers) {
			tiers[t] = append(tiers[t], p)
		}
	}
	for _, t := range tiers {
		if len(t) > 0 {
			return t
		}
	}
	return nil
}

// tier says how closely the words name p: 0 by name, 1 by name and role or by
// role alone, 2 by any mention, 4 not at all.
func (p *profile) tier(ws []string) int {
	inName, inRole, head := 0, 0, false
	for _, w := range ws {
		if slices.Contains(p.tokens, w) || p.group && p.words[country(singular(w))] && len(p.words) == len(ws) {
			inName++
		}
	}
	if inName == len(ws) {
		return 0
	}
	for _, r := range p.roles {
		n, h := 0, false
		for _, w := range ws {
			switch {
			case r[country(singular(w))]:
				n++
				h = h || titles[singular(w)]
			case slices.Contains(p.tokens, w):
				n++
			}
		}
		if n > inRole {
			inRole, head = n, h
		}
	}
	if inRole == len(ws) && (head || inName > 0) {
		return 1
	}
	n, telling := 0, false
	for _, w := range ws {
		if p.words[country(singular(w))] {
			n++
			telling = telling || countries[w] == "" && !attributes[w]
		}
	}
	if n == len(ws) && telling {
		return 2
	}
	return 4
}

// nearest returns the word of a speaker's name or role that w was meant to be.
func (so *society) nearest(w string) string {
	n := len([]rune(w))
	if n < 4 {
		return ""
	}
	best, word := slack(n, true)+1, ""
	letters := lettersOf(w)
	for _, k := range so.sketches() {
		if distant(letters, k.letters, best) {
			continue
		}
		if d := distance(w, k.fold, best); d < best {
			best, word = d, k.printed
		}
	}
	return word
}
