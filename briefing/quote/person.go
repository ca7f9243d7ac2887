package quote

import "strings"

// person is someone the text names in full.
type person struct {
	name   string // the fullest name, without titles
	first  string // lower case, as is last
	last   string
	gender byte // m, f, 0
	count  int  // mentions by full name
	at     int  // byte of the first mention
	spoke  int  // index of the latest report under the full name, -1
	roles  []role
}

// cast is everyone the text names.
type cast struct {
	all     []*person            // the first of them, no more than crowd
	byLast  map[string][]*person // by surname and
	byFirst map[string][]*person // by first name
	byRole  map[string][]*person // by role: "mayor"; no list is longer than crowd
	bodies  map[string][]body    // by head noun: "ministry"
	asking  bool                 // true while a name that is no speaker's is looked up
	doer    topic                // the last sentence's subject, nobody known, if it does what a person does
	short   map[string]string    // "ICE" → what it stands for
}

// crowd is how many people of one surname, first name or role are told apart.
const crowd = 24

// run is a name in a paragraph: items [a, b) without titles.
type nameRun struct {
	a, b   int
	titled bool // a title or role stands before it
	bare   bool // an article and no title stands before it: "the Swede"
	gender byte
	roles  []role
}

// suffixes follow a surname.
var suffixes = words("jr sr ii iii iv")

// particles are the small words inside a name.
var particles = words("de van von der den bin al da la del della di du le ibn ben dos el ten ter y")

// particle reports whether the small word at item k stands inside a name, alone
// or with others: Ursula von der Leyen.
func (p *para) particle(k int) bool {
	a, b := k, k
	for a >= 0 && p.has(a, isWord) && particles[p.it[a].In(p.s)] {
		a--
	}
	for b < len(p.it) && p.has(b, isWord) && particles[p.it[b].In(p.s)] {
		b++
	}
	return a < k && k < b && b-a <= 4 && p.has(a, upper) && p.has(b, upper)
}

// runAt returns the run of capitalised words around item i, looking both ways
// no further than lo and hi.
func (p *para) runAt(i, lo, hi int) (a, b int) {
	in := func(k int) bool {
		if k < lo || k >= hi {
			return false
		}
		if p.has(k, isWord) {
			if p.has(k, clitic) {
				return false
			}
			if p.has(k, upper) {
				return !p.has(k, subj|when) || p.has(k, when) && (p.has(k-1, upper) && p.punct(k-1) == 0)
			}
			return p.particle(k)
		}
		if p.has(k, isMark) {
			return p.nickname(k)
		}
		return p.punct(k) == '.' && !p.it[k].last && p.has(k-1, upper) && (p.has(k-1, title) || p.it[k-1].Len() < 3) && p.has(k+1, upper)
	}
	a, b = i, i+1
	for in(a - 1) {
		a--
	}
	for in(b) {
		b++
	}
	return a, b
}

// name reads the run [a, b) as titles followed by a name.
func (p *para) name(a, b int) nameRun {
	r := nameRun{a: a, b: b}
	for k := a; k < b; k++ {
		if p.has(k, title) && k < b-1 {
			w := strings.ToLower(p.it[k].In(p.s))
			if p.has(k, title) && given[w] != 0 && k > a && !p.has(k-1, title) {
				continue
			}
			near := ""
			if k > a && p.has(k-1, isWord) && !p.has(k-1, title) {
				near = p.it[k-1].In(p.s)
			}
			r.titled = true
			r.roles = append(r.roles, role{w, near})
			if g := sexed[w]; g != 0 {
				r.gender = g
			}
			r.a = k + 1
			for r.a < b && p.punct(r.a) == '.' {
				r.a++
			}
		}
	}
	// "Ambassador to Italy Jane Roe", "Secretary of State John Doe"
	if r.a == a && (p.has(a-1, prep) || p.genitive(a-1)) && p.has(a-2, title) && b-a > 2 {
		r.a++
		r.titled = true
		r.roles = append(r.roles, role{strings.ToLower(p.it[a-2].In(p.s)), p.it[a].In(p.s)})
	}
	// "campaign spokeswoman Jane Roe"
	if k := r.a - 1; r.a == a && p.has(k, title|human) && !p.has(k, upper) {
		w := strings.ToLower(p.it[k].In(p.s))
		near := ""
		if p.has(k-1, isWord) && !p.has(k-1, det) {
			near = p.it[k-1].In(p.s)
		}
		r.titled = true
		r.roles = append(r.roles, role{w, near})
		if g := sexed[w]; g != 0 {
			r.gender = g
		}
	}
	for r.b-r.a > 1 && p.has(r.a, det|manner|conj) && !p.has(r.a, title) {
		r.a++
	}
	for r.b > r.a && !p.has(r.b-1, isWord|isMark) {
		r.b--
	}
	return r
}

// parts returns the words of a name and its surname, both without suffixes.
func (p *para) parts(r nameRun) (names []string, last string) {
	for k := r.a; k < r.b; k++ {
		if p.has(k, isWord) {
			names = append(names, p.it[k].In(p.s))
		}
	}
	n := len(names)
	for n > 1 && listed(suffixes, names[n-1]) {
		n--
	}
	if n > 0 {
		last = strings.ToLower(names[n-1])
	}
	return names, last
}

// meet collects the people and institutions of a paragraph.
func (c *cast) meet(p *para) {
	for i := 0; i < len(p.it); i++ {
		t := p.it[i]
		if t.has(institutional) && t.has(isWord) {
			c.institution(p, i)
		}
		if !t.has(upper) || t.has(subj|when) || t.has(manner) && (i == 0 || !p.has(i-1, upper)) {
			continue
		}
		a, b := p.runAt(i, i, len(p.it))
		c.acronym(p, a, b)
		if r := p.name(a, b); r.b-r.a > 1 {
			c.greet(p, r)
		}
		i = b - 1
	}
}

// greet notes the person whom a run of capitalised words names, if it names one.
func (c *cast) greet(p *para, r nameRun) {
	if names, last := p.parts(r); len(names) > 1 && len(names) < 6 && c.personal(p, r, names) {
		c.add(p, r, names, last)
	}
}

// personal reports whether a run of capitalised words names a person.
func (c *cast) personal(p *para, r nameRun, names []string) bool {
	for k := r.a; k < r.b; k++ {
		if p.has(k, institutional|paper) || p.has(k, manner|when|prep|det) && k > r.a {
			return false
		}
	}
	if p.has(r.a-1, det) && !r.titled {
		return false
	}
	return r.titled || listed(given, names[0]) != 0 || len(names[0]) == 1 || len(p.leadIn(r)) > 0
}

func (c *cast) add(p *para, r nameRun, names []string, last string) *person {
	first := strings.ToLower(names[0])
	var who *person
	for _, q := range c.byLast[last] {
		if q.called(first) {
			if q.suffix() == suffixOf(names) || q.count < 1 {
				who = q
				break
			}
		}
	}
	full := p.s[p.it[r.a].Start:p.it[r.b-1].End]
	if who == nil {
		who = &person{name: full, first: first, last: last, spoke: -1, at: p.it[r.a].Start}
		if len(c.all) < 2*crowd {
			c.all = append(c.all, who)
		}
		enlist(c.byLast, last, who)
		enlist(c.byFirst, first, who)
	}
	if len(full) > len(who.name) && len(full) < 60 {
		who.name, who.first = full, first
	}
	who.count++
	if r.gender != 0 && r.gender != '?' {
		who.gender = r.gender
	} else if g := given[first]; who.gender == 0 && g != '?' {
		who.gender = g
	}
	if len(who.roles) < crowd {
		from := len(who.roles)
		who.roles = append(who.roles, r.roles...)
		who.roles = append(who.roles, p.apposition(r.b)...)
		who.roles = append(who.roles, p.leadIn(r)...)
		for _, x := range who.roles[from:] {
			enlist(c.byRole, x.head, who)
		}
	}
	return who
}

// enlist adds q to the list under key unless it is there or the list is full.
func enlist(table map[string][]*person, key string, q *person) {
	list := table[key]
	if len(list) >= crowd {
		return
	}
	for _, x := range list {
		if x == q {
			return
		}
	}
	table[key] = append(list, q)
}

// called reports whether first is the person's first name or its initial.
func (q *person) called(first string) bool {
	short, long := first, q.first
	if len(short) > len(long) {
		short, long = long, short
	}
	return short == long || len(short) == 1 && strings.HasPrefix(long, short)
}

func (q *person) suffix() string { return suffixOf(strings.Fields(q.name)) }

func suffixOf(names []string) string {
	if n := len(names); n > 1 {
		if w := strings.ToLower(strings.Trim(names[n-1], ".,")); suffixes[w] {
			return w
		}
	}
	return ""
}
