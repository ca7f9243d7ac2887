package quote

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// trust is how sure an attribution is by the way it was found. The steps are
// set by hand: what stands between quotation marks beside its cue is surest,
// what lies in another sentence or hangs on a noun is least.
var trust = map[rune]float64{
	'q': 0.97, // “…,” Smith said
	's': 0.96, // … “and the rest of it”
	'f': 0.95, // Smith said: “…”
	'r': 0.93, // a quotation that goes on after “…,” Smith said.
	'T': 0.9,  // Smith said that …
	'k': 0.9,  // SMITH: …, “…” — Smith
	't': 0.85, // Smith said …
	'a': 0.85, // according to Smith
	'x': 0.85, // … “…,” Smith said
	'c': 0.8,  // …, Smith said
	'p': 0.8,  // …, Smith said, …
	'o': 0.75, // Smith said this: (paragraph) “…”
	'b': 0.7,  // Smith disagreed. “…”
	'U': 0.85, // “… (paragraph) “…,” Smith said
	'u': 0.7,  // a paragraph that goes on where the last one did not close
	'D': 0.85, // Smith attacked the deal: “…”
	'd': 0.65, // Smith was blunt: “…”
	'n': 0.65, // Smith criticised …
	'N': 0.6,  // Smith's claim that …
	'm': 0.5,  // Smith believes …“…”
	'w': 0.6,  // “…,” Smith said. (paragraph) “…”
	'v': 0.2,  // nobody near
}

// What weakens an attribution, set by hand like the steps above.
const (
	hardlySpeaks = 0.75 // the speaker is "the move"
	relative     = 0.8  // the speaker is a "who" or "which": what it stands for, and where its clause ends, is read off the order of words
	noSubject    = 0.95 // the verb is ", saying"
	fewQuoted    = 0.93 // "Smith said the “deal” was …" may quote somebody else, or nobody
)

// trust is how sure the attribution of r is.
func (r *report) trust() float64 {
	v := trust[r.form]
	for _, w := range []struct {
		weak bool
		by   float64
	}{{r.doubt, hardlySpeaks}, {r.relate.ok(), relative}, {r.far, noSubject}, {r.scant, fewQuoted}} {
		if w.weak {
			v *= w.by
		}
	}
	return math.Round(v*100) / 100
}

// voice is a speaker already resolved.
type voice struct {
	person string
	who    *person
	many   bool // a group or an institution
	thing  bool // an institution or a document
}

// resolve gives every report its person and its confidence.
func (f *finder) resolve() []Quote {
	c := &cast{byLast: map[string][]*person{}, byFirst: map[string][]*person{}, byRole: map[string][]*person{}, bodies: map[string][]body{}, short: map[string]string{}}
	for i := range f.paras {
		c.meet(&f.paras[i])
	}
	sort.SliceStable(f.reports, func(i, j int) bool { return f.reports[i].order() < f.reports[j].order() })
	out := make([]Quote, 0, len(f.reports))
	var said []voice
	topics := f.topics
	for i := range f.reports {
		r := &f.reports[i]
		if r.form == 'v' && r.stray {
			continue
		}
		for ; len(topics) > 0 && topics[0].at < r.Content.Start; topics = topics[1:] {
			if topics[0].at == r.Speaker.Start {
				continue
			}
			c.asking = !topics[0].acts
			c.doer = topic{}
			if v := c.named(&f.paras[topics[0].para], topics[0].who); v.who != nil {
				said = append(said, v)
			} else if topics[0].does {
				c.doer = topics[0]
			}
			c.asking = false
		}
		v := c.resolve(f, r, said)
		r.Person = v.person
		r.Confidence = r.trust()
		if r.Speaker.Len() > 0 && (v.who != nil || v.person != "") {
			if n := len(said); n == 0 || said[n-1] != v {
				said = append(said, v)
			}
			if v.who != nil {
				v.who.spoke = i
			}
		}
		out = append(out, r.Quote)
	}
	return number(out)
}

// order is where a report's cue or speaker stands: what decides who spoke last.
func (r *report) order() int { return r.Content.Start }

// number puts the attributions into text order, counted from 0.
func number(quotes []Quote) []Quote {
	most := 0
	for _, q := range quotes {
		most = max(most, q.Attribution)
	}
	seen := make([]int, most+1) // one more than the number
	next := 0
	for i := range quotes {
		a := &seen[quotes[i].Attribution]
		if *a == 0 {
			next++
			*a = next
		}
		quotes[i].Attribution = *a - 1
	}
	return quotes
}

// resolve finds who the speaker of one report is.
func (c *cast) resolve(f *finder, r *report, said []voice) voice {
	if r.Speaker.Len() == 0 || r.who.b <= r.who.a {
		return c.spelled(r.Speaker.In(f.s), r.Speaker.Start)
	}
	p := &f.paras[r.home-1]
	n := r.who
	if r.relate.ok() {
		n = r.relate
	}
	if r.aside.ok() {
		if v := c.named(p, r.aside); v.who != nil {
			return v
		}
		if v := c.phrase(p, r.aside, said); v.person != "" && p.has(r.aside.b-1, upper) {
			return v // a company
		}
	}
	if n.b-n.a == 1 && p.has(n.a, subj|obj) || p.is(n.a, "his", "her") && n.b-n.a == 1 {
		want := wanted(p, n.a)
		v := c.pronoun(p, n.a, said)
		if v.person == "" && want != 0 && c.doer.does {
			v = c.named(&f.paras[c.doer.para], c.doer.who)
		}
		if v.who != nil && v.who.gender == 0 {
			v.who.gender = want // whom the text calls "he" it does not call "she"
		}
		return v
	}
	return c.phrase(p, n, said)
}

// spelled resolves a speaker that is no part of a paragraph's items: the name
// before the colon of a transcript.
func (c *cast) spelled(name string, at int) voice {
	words := strings.Fields(strings.Trim(name, ".:"))
	if len(words) == 0 {
		return voice{}
	}
	if r, _ := utf8.DecodeRuneInString(words[len(words)-1]); unicode.IsLower(r) {
		return voice{} // "il ministro"
	}
	last := strings.ToLower(words[len(words)-1])
	if q := c.pick(c.byLast[last], strings.ToLower(words[0]), 0, at); q != nil {
		return voice{person: q.name, who: q}
	}
	return voice{person: name}
}

// only returns the one person of a gender whom the text names before byte at.
func (c *cast) only(gender byte, at int) voice {
	var found *person
	for _, q := range c.all {
		if q.gender != gender || q.at >= at {
			continue
		}
		if found != nil {
			return voice{}
		}
		found = q
	}
	if found == nil {
		return voice{}
	}
	return voice{person: found.name, who: found}
}

// wanted returns the gender of the pronoun at item i, 0 when it has none.
func wanted(p *para, i int) byte {
	switch {
	case p.is(i, "he", "him", "himself", "his"):
		return 'm'
	case p.is(i, "she", "her", "herself"):
		return 'f'
	}
	return 0
}

// pronoun returns the last speaker who fits.
func (c *cast) pronoun(p *para, i int, said []voice) voice {
	want := wanted(p, i)
	for k := len(said) - 1; k >= 0 && k > len(said)-40; k-- {
		v := said[k]
		switch {
		case want != 0:
			if v.who != nil && (v.who.gender == want || v.who.gender == 0 || v.who.gender == '?') {
				return v
			}
		case p.is(i, "they", "them"):
			if v.many {
				return v
			}
		case p.is(i, "it"):
			if v.thing {
				return v
			}
		}
		if want == 0 && k < len(said)-4 {
			break
		}
	}
	if want != 0 {
		return c.only(want, p.it[i].Start)
	}
	return voice{}
}
