package quote

import "briefingbot/briefing/text"

// report is one stretch found, before persons are resolved.
type report struct {
	Quote
	who    noun // speaker in the items of paragraph
	para   int  // index of the paragraph it stands in
	home   int  // one more than the index of the paragraph its speaker stands in; 0 for para
	form   rune // how the speaker was found: see the confidence table
	marks  [2]int
	aside  noun // the name in an aside beside a common noun: "a lawyer, David Schulz,"
	relate noun // the antecedent of a relative pronoun
}

// subject is the speaker of one cue.
type subject struct {
	noun
	start  int  // first item of the clause the speaker stands in
	ante   noun // what a relative pronoun stands for
	aside  noun // the first noun phrase of an aside
	shared bool // taken from an earlier cue of the sentence
}

// sentence is the work on one sentence: items [lo, hi).
type sentence struct {
	*para
	lo, hi  int
	from    int     // where content on the left may start: after an earlier report
	base    int     // the same, not counting reports that stand after their cue
	last    subject // speaker of the latest cue in it
	reports []report
	open    subject // speaker of a cue whose content is to come
	opener  int     // its cue's item
}

// read finds the reports of the sentence.
func (z *sentence) read() {
	for i := z.lo; i < z.hi; i++ {
		if z.is(i, "according") && z.is(i+1, "to") && !z.is(i+2, "whether", "how") {
			i = max(i+1, z.according(i)-1)
			continue
		}
		if z.it[i].has(isWord) && z.is(i+1, "that") && claims[lowerASCII(z.it[i].In(z.s))] {
			if k := z.claim(i); k > i {
				i = k - 1
				continue
			}
		}
		c := z.it[i].cue
		if c == nil {
			continue
		}
		g, ok := z.group(i, z.lo, z.hi)
		if !ok || g.passive {
			continue
		}
		if next := z.cue(g, c); next > i {
			i = next - 1
		}
	}
}

// cue works on one verb group and returns the item to go on from.
func (z *sentence) cue(g group, c *cue) int {
	sub := z.subject(g)
	at, kind := z.content(g, z.hi)
	if kind == nothing && at < z.hi && z.has(at, be|have|aux) && speech(c) && z.is(sub.start-1, "which", "that") {
		kind = clause // "which he said was …"
	}
	fore := kind != nothing && kind != toCome
	limit := sub.start
	if !sub.ok() || sub.shared {
		limit = g.start
	}
	left := z.left(limit, z.from, !sub.shared)
	if !fore && sub.ok() && !sub.shared && z.from > z.base && (at >= z.hi || z.it[at].last || z.punct(at) == '.') {
		// a last "…, he said" takes the whole sentence
		if whole := z.left(limit, z.base, true); whole.b > whole.a {
			left = whole
		}
	}
	speech := speech(c)
	inverted := noun{}
	if (!sub.ok() || sub.shared || sub.start > z.lo && z.inverted(g)) && speech && (left.quote || c.frame&(takesClause|takesThat) != 0) && c.lemma != "tell" && left.b > left.a && c.form&(past|third|base) != 0 {
		if n := z.after(g.end, z.hi); n.ok() && !g.participle {
			inverted = n
		}
	}
	switch {
	case !sub.ok() && g.start == z.lo && speech && c.form&past != 0 && z.foremost(g):
		n := z.after(g.end, z.hi)
		r := z.adjuncts(n.b, z.hi)
		z.last = subject{noun: n, start: g.start}
		z.add(r+1, r+2, g, z.last, 'f')
		z.from = r + 2
		return r + 2
	case inverted.ok():
		sub = subject{noun: inverted, start: g.start}
		r := z.adjuncts(z.pastAside(inverted.b), z.hi)
		z.backward(g, c, sub, left, r)
		return inverted.b
	case !sub.ok() || z.is(sub.a, "there", "you", "nobody", "none", "what"):
		return g.head + 1
	case left.quote && speech && !g.participle && !(fore && !left.whole):
		z.last = sub
		r := g.end
		if kind == quoted {
			r = at - 1
		} else if c.frame&takesHearer != 0 {
			r = z.adjuncts(z.hearer(r, z.hi, c), z.hi)
		} else {
			r = z.adjuncts(r, z.hi)
		}
		z.backward(g, c, sub, left, r)
		return g.head + 1
	case fore:
		z.last = sub
		return z.forward(g, c, sub, at, kind)
	case kind == nothing && speech && !sub.shared && z.split(g, c, sub, left, at):
		z.last = sub
	case left.b > left.a && speech && c.frame&(takesClause|takesThat) != 0 && !sub.shared && (at >= z.hi || z.end(at, z.hi)):
		z.last = sub
		z.backward(g, c, sub, left, at)
	case kind == toCome:
		z.last, z.open, z.opener = sub, sub, g.head
	default:
		z.last = sub
	}
	return g.head + 1
}

// foremost reports whether the sentence is "Said Smith: “…”".
func (z *sentence) foremost(g group) bool {
	n := z.after(g.end, z.hi)
	if !n.ok() {
		return false
	}
	r := z.adjuncts(n.b, z.hi)
	return (z.punct(r) == ',' || z.punct(r) == ':') && z.has(r+1, isMark) && r+1 < z.hi
}

// inverted reports whether a comma stands before the cue and a noun phrase that
// ends its clause after it: "…, said Smith."
func (z *sentence) inverted(g group) bool {
	if z.punct(g.start-1) != ',' || g.participle || z.it[g.head].cue.lemma == "tell" {
		return false
	}
	n := z.after(g.end, z.hi)
	return n.ok() && (n.b >= z.hi || !z.has(n.b, isWord) || z.has(n.b, prep|when) && !z.verbal(n.b, min(z.hi, n.b+8)))
}

// split handles a report that the attribution interrupts without quotation
// marks before it: "The truth, he said, was that …".
func (z *sentence) split(g group, c *cue, sub subject, left leftward, r int) bool {
	if c.frame&(takesClause|takesThat) == 0 || z.punct(r) != ',' && z.punct(r) != '-' || r+2 >= z.hi {
		return false
	}
	if j := sub.start - 1; j > z.lo && z.punct(j) != ',' && z.punct(j) != '-' {
		return false
	}
	if z.has(r+1, rel|prep|subord) && !z.has(r+1, isMark) || z.gerund(r+1) || z.takesOver(r+1, z.hi) || !z.verbal(r+1, z.hi) {
		return false
	}
	if sub.start-1 <= z.lo {
		return false
	}
	end, claimed := z.clauseEnd(r+1, z.hi)
	if claimed {
		return false
	}
	a := z.from
	for a < sub.start && (z.has(a, conj|adv) || !z.has(a, isWord|isMark)) {
		a++
	}
	if b := sub.start - 1; a < b && !left.quote && !(z.has(a, prep|subord|when) && !z.has(a, det)) {
		z.add(a, b, g, sub, 'p')
	}
	z.add(r+1, end, g, sub, 'p')
	z.from = end
	return true
}

func speech(c *cue) bool { return c.frame&(takesClause|takesThat|takesQuote|quoteOnly) != 0 }

// pastAside steps over an aside after "said X, a resident of Y,".
func (z *sentence) pastAside(r int) int {
	if z.punct(r) != ',' || z.has(r+1, isMark) {
		return r
	}
	for k := r + 1; k < z.hi && k < r+25; k++ {
		if z.has(k, isMark) {
			return r
		}
		if z.punct(k) == ',' && (z.has(k+1, isMark) || z.gerund(k+1)) {
			return k
		}
	}
	return r
}

// leftward is content that stands before its cue.
type leftward struct {
	a, b  int
	quote bool // ends in a stretch between quotation marks
	whole bool // starts with it: a direct quotation
}

// left looks for content that ends right before item limit.
func (z *sentence) left(limit, from int, apart bool) leftward {
	j := limit - 1
	if z.is(j, "as") && apart {
		j--
	}
	comma := z.punct(j) == ',' || z.punct(j) == '-'
	for j >= from && (z.punct(j) == ',' || z.punct(j) == '-') {
		j--
	}
	if j < from {
		return leftward{}
	}
	a := from
	for a < j && (z.has(a, conj) || !z.has(a, isWord|isMark) || z.has(a, adv) && z.punct(a+1) == ',') {
		a++
	}
	if z.has(j, isMark) {
		m := z.marks[z.it[j].mark]
		if !comma && m.last != ',' && m.last != '?' && m.last != '!' && m.last != '-' && m.last != '—' && m.last != '–' && m.last != '…' && m.last != '.' && a < j {
			return leftward{}
		}
		return leftward{a, j + 1, true, a == j}
	}
	if !comma || j-a < 2 || !z.verbal(a, j+1) || z.has(a, subord|prep) && !z.mainClause(a, j+1) {
		return leftward{}
	}
	return leftward{a, j + 1, false, false}
}

// mainClause reports whether [a, b), which starts with a subordinate clause or
// a preposition, goes on to a main clause after a comma.
func (z *sentence) mainClause(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if z.punct(k) == ',' && z.verbal(k+1, b) {
			return true
		}
	}
	return false
}

// backward reports content before its cue; r is the item after the cue and
// whatever belongs to it, where a split quotation may go on.
func (z *sentence) backward(g group, c *cue, sub subject, left leftward, r int) {
	conf := 'c'
	if left.quote {
		conf = 'q'
		if !left.whole {
			conf = 'x'
		}
	}
	// an inner report is part of what is reported
	for n := len(z.reports); n > 0 && z.reports[n-1].Content.Start >= z.it[left.a].Start; n-- {
		z.reports = z.reports[:n-1]
	}
	z.add(left.a, left.b, g, sub, conf)
	z.from = g.end
	z.base = g.end
	if r < z.hi && left.quote && (z.punct(r) == ',' || z.punct(r) == '-' || z.punct(r) == ':') && z.has(r+1, isMark) && r+1 < z.hi {
		z.add(r+1, r+2, g, sub, 's')
		z.from = r + 2
	} else if r < z.hi && z.has(r, isMark) && left.quote {
		z.add(r, r+1, g, sub, 's')
		z.from = r + 1
	} else if r+2 < z.hi && !left.quote && z.punct(r) == ',' && !z.has(r+1, conj|subord|rel|prep) && !z.gerund(r+1) && z.verbal(r+1, z.hi) && !z.takesOver(r+1, z.hi) {
		end, claimed := z.clauseEnd(r+1, z.hi)
		if !claimed {
			z.add(r+1, end, g, sub, 'p')
			z.from = end
		}
	}
}

// forward reports content after its cue and returns the item after it.
func (z *sentence) forward(g group, c *cue, sub subject, at int, kind right) int {
	if g.linked && c.lemma == "put" {
		return g.end
	}
	end, claimed := at, false
	form := 't'
	switch {
	case z.has(at, isMark) && z.is(sub.start-1, "what") && kind == quoted:
		end, form = at+1, 'n'
	case z.has(at, isMark) && z.alone(at):
		end, form = at+1, 'f'
		if z.marks[z.it[at].mark].words < 3 && c.frame&takesQuote == 0 {
			form = 'n'
		}
	case kind == phrase:
		end = z.phraseEnd(at, z.hi)
		form = 'n'
	default:
		end, claimed = z.clauseEnd(at, z.hi)
		if z.is(at, "that") {
			form = 'T'
		}
	}
	if claimed {
		return g.end
	}
	if comma := z.subordinate(sub, at, end); comma > at {
		end = comma
	}
	marked := z.marksWithin(at, end)
	if c.lemma == "call" && !g.linked && (z.is(at, "a", "an", "the") && z.has(at+1, isMark) || z.has(at, isMark) && z.has(at+1, isWord)) && !z.is(sub.start-1, "what") {
		return g.end // "called a “day of rage” rally" only names it
	}
	if c.frame&takesMarks != 0 && !marked {
		return g.end
	}
	if c.frame&takesMarks != 0 {
		form = 'm'
	}
	if end <= at || form == 'n' && !z.speaks(sub) {
		return g.end
	}
	if !marked && end-at < 2 && kind == phrase && (z.has(at, obj) || c.frame&takesNoun == 0) {
		return g.end
	}
	z.add(at, end, g, sub, form)
	z.from = end
	return end
}

// subordinate returns the comma that ends the report of a sentence that starts
// "While he said …,", or 0.
func (z *sentence) subordinate(sub subject, at, end int) int {
	j := sub.start - 1
	if sub.shared || !z.has(j, subord) || z.is(j, "as") && z.has(j-1, isWord) {
		return 0
	}
	for k := z.lo; k < j; k++ {
		if z.has(k, isWord) && !z.has(k, conj|adv|subord) {
			return 0
		}
	}
	for k := at; k < end; k++ {
		if z.punct(k) == ',' || z.has(k, isMark) && k > at && z.marks[z.it[k].mark].last == ',' {
			if z.has(k, isMark) {
				return k + 1
			}
			return k
		}
	}
	return 0
}

// alone reports whether the stretch at item i is a quotation of its own and not
// the first words of a clause.
func (z *sentence) alone(i int) bool {
	m := z.marks[z.it[i].mark]
	if i+1 >= z.hi || z.it[i].last || !m.closed {
		return true
	}
	switch z.punct(i + 1) {
	case '.', '?', '!', ';':
		return true
	case ',', '-', ':', ')':
		return true
	}
	if m.last == '.' || m.last == ',' || m.last == '?' || m.last == '!' {
		return !z.has(i+1, conj) || !z.has(i+2, isMark) && !z.takesOver(i+1, z.hi) == false
	}
	return z.has(i+1, subord|conj) && z.takesOver(i+1, z.hi) || z.is(i+1, "when", "as", "while", "after", "before", "during", "if") && m.words > 3
}

// phraseEnd returns the end of a noun or infinitive content that starts at a.
func (z *sentence) phraseEnd(a, hi int) int {
	for k := a + 1; k < hi; k++ {
		switch r := z.punct(k); {
		case z.has(k, isMark) && z.marks[z.it[k].mark].last == ',' && !z.has(k+1, isMark):
			return k + 1
		case r == ',' || r == '-' || r == ';' || r == ':':
			if z.has(k+1, rel|subord|conj|prep|adv|aux|be|have) || z.gerund(k+1) || r != ',' || z.has(k+1, det) {
				return k
			}
		case z.has(k, subord) && !z.is(k, "as", "since", "like", "than", "where", "even", "whether") && !z.has(k, rel|wh), z.is(k, "during"):
			return k
		case z.has(k, conj) && (z.takesOver(k, hi) || z.finite(min(k+1, hi-1)) && k+1 < hi && !z.has(k+1, upper)):
			return k
		case z.has(k, prep) && !z.is(k, "of") && k+1 < hi && z.setting(k, hi) && !z.marksBeforeComma(k, hi), z.is(k, "on") && z.is(k+1, "twitter", "facebook", "television", "tv"), z.has(k, when) && !z.has(k-1, det|prep|clitic|poss) && k+1 >= hi-1:
			return k
		}
	}
	end := hi
	for end > a+1 && !z.has(end-1, isWord|isMark) && z.punct(end-1) != ')' && z.punct(end-1) != '%' {
		end--
	}
	return end
}

// according handles "according to X" at item i and returns where to go on.
func (z *sentence) according(i int) int {
	who := z.after(i+2, z.hi)
	if !who.ok() {
		return i + 2
	}
	sub := subject{noun: who, start: i}
	z.last = sub
	g := group{start: i, head: i, end: i + 2, polarity: Said}
	first := true
	for k := z.from; k < i; k++ {
		first = first && (z.has(k, conj|adv) || !z.has(k, isWord|isMark))
	}
	if first {
		k := who.b
		for k < z.hi && z.punct(k) != ',' {
			k++
		}
		if k+1 >= z.hi {
			return who.b
		}
		if z.has(k+1, isMark) && z.alone(k+1) {
			z.add(k+1, k+2, g, sub, 'f')
			z.from = k + 2
			return k + 2
		}
		end, claimed := z.clauseEnd(k+1, z.hi)
		if claimed {
			return who.b
		}
		z.add(k+1, end, g, sub, 'a')
		z.from = end
		return end
	}
	b := i
	for b > z.from && z.punct(b-1) != 0 {
		b--
	}
	a := z.from
	for a < b && (z.has(a, conj) || !z.has(a, isWord|isMark)) {
		a++
	}
	if a >= b || z.has(b-1, be) {
		return who.b
	}
	for n := len(z.reports); n > 0 && z.reports[n-1].Content.Start >= z.it[a].Start; n-- {
		z.reports = z.reports[:n-1]
	}
	z.add(a, b, g, sub, 'a')
	z.from = who.b
	if k := who.b; k+3 < z.hi && z.punct(k) == ',' && !z.has(k+1, conj|rel|subord|det) && z.verbal(k+1, z.hi) && !z.gerund(k+1) && !z.takesOver(k+1, z.hi) {
		if end, claimed := z.clauseEnd(k+1, z.hi); !claimed {
			z.add(k+1, end, g, sub, 'p')
			z.from = end
			return end
		}
	}
	return who.b
}

// add records [a, b) as said by sub.
func (z *sentence) add(a, b int, g group, sub subject, form rune) {
	for b > a && !z.has(b-1, isWord|isMark) && z.punct(b-1) != ')' && z.punct(b-1) != '%' {
		b--
	}
	for a < b && !z.has(a, isWord|isMark) && z.punct(a) != '(' && z.punct(a) != '$' {
		a++
	}
	if a >= b {
		return
	}
	q := Quote{Content: text.Span{Start: z.it[a].Start, End: z.it[b-1].End}, Speaker: z.span(sub.noun), Polarity: g.polarity}
	q.Cue = text.Span{Start: z.it[g.head].Start, End: z.it[g.head].End}
	if z.is(g.head, "according") {
		q.Cue.End = z.it[g.head+1].End
	}
	q.Kind = z.kind(a, b)
	if b-a == 1 && z.has(a, isMark) {
		q.Content = z.marks[z.it[a].mark].inner
	}
	if q.Content.Len() == 0 {
		return
	}
	z.reports = append(z.reports, report{Quote: q, who: sub.noun, form: form, marks: [2]int{a, b}, aside: sub.aside, relate: sub.ante})
}

// kind tells direct, mixed and indirect apart by the words between marks.
func (p *para) kind(a, b int) Kind {
	in, out := false, false
	for i := a; i < b; i++ {
		if p.it[i].has(isMark) {
			in = true
		} else if p.it[i].has(isWord) {
			out = true
		}
	}
	switch {
	case in && out:
		return Mixed
	case in:
		return Direct
	}
	return Indirect
}
