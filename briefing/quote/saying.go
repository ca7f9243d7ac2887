package quote

// report is one stretch found, before persons are resolved.
type report struct {
	Quote
	who    noun // speaker in the items of paragraph
	para   int  // index of the paragraph it stands in
	home   int  // one more than the index of the paragraph its speaker stands in; 0 for para
	doubt  bool // the speaker is a thing that hardly speaks: "the move"
	far    bool // its verb has no subject of its own: ", saying"
	scant  bool // a word or two of a long paraphrase stand between marks
	form   rune // how the speaker was found: see the confidence table
	marks  [2]int
	loose  rune // the mark that opens its quotation, if the paragraph does not close it
	stray  bool // it counts only if a speaker turns up
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
	tongue  *tongue // nil for English
}

// babble is how many reports no sentence that anybody wrote holds.
const babble = 20

// read finds the reports of the sentence.
func (z *sentence) read() {
	for i := z.lo; i < z.hi && len(z.reports) < babble; i++ {
		if z.is(i, "according") && z.is(i+1, "to") && !z.is(i+2, "whether", "how") {
			i = max(i+1, z.according(i)-1)
			continue
		}
		if z.it[i].has(isWord) && z.is(i+1, "that") && listed(claims, z.it[i].In(z.s)) {
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
		if ok && z.lettered(g) {
			continue
		}
		if ok && g.passive && c.frame&takesQuiz != 0 {
			if at, kind := z.content(g, z.hi); kind == quoted && z.alone(at) { // "she was asked: “…”" by nobody named
				z.add(at, at+1, g, subject{}, 'd')
				z.from = at + 1
			}
		}
		if !ok || g.passive {
			continue
		}
		if next := z.cue(g, c); next > i {
			i = next - 1
		}
	}
}

// boards are things with words on them that nobody says.
var boards = words(`banner banners sign signs placard placards poster posters plaque shirt shirts t-shirt t-shirts hat hats cap caps
	button buttons badge badges sticker stickers billboard billboards flag flags tattoo tattoos cartello cartelli striscione striscioni`)

// lettered reports whether the verb of g tells what stands on a board: "a banner
// reading “…”".
func (z *sentence) lettered(g group) bool {
	k := g.start - 1
	if z.has(k, rel) {
		k--
	}
	return listed(boards, z.text(k))
}

// saying is what stands around one reporting verb.
type saying struct {
	g      group
	c      *cue
	sub    subject
	at     int // where the content after it starts
	kind   right
	left   leftward // the content before it
	fore   bool     // there is content after it
	speech bool
	apart  bool // no subject stands beside the verb
	turned bool // its form lets the subject follow: "said Smith"
}

// saying reads what stands around the verb group g.
func (z *sentence) saying(g group, c *cue) saying {
	v := saying{g: g, c: c, sub: z.subject(g), speech: speech(c)}
	if g.polarity == Said {
		v.g.polarity = z.mood(v.sub)
	}
	v.at, v.kind = z.content(v.g, z.hi)
	if v.kind == nothing && v.at < z.hi && z.has(v.at, be|have|aux) && v.speech && z.is(v.sub.start-1, "which", "that", "who", "whom") {
		v.kind = clause // "which he said was …"
	}
	v.fore = v.kind != nothing && v.kind != toCome
	v.left = z.leftOf(v.g, c, v.sub, v.fore, v.at)
	v.apart = !v.sub.ok() || v.sub.shared
	v.turned = v.speech && !g.participle && c.lemma != "tell" && c.form&(past|third|base) != 0
	return v
}

// mood is the polarity that the words before a subject give its report: "neither
// Roe nor Bell said", "no official said", "had Roe said …, they would".
func (z *sentence) mood(sub subject) Polarity {
	switch {
	case !sub.ok():
	case z.is(sub.a, "neither", "nobody"), z.is(sub.a-1, "nor"), z.is(sub.a, "no") && sub.b-sub.a > 1 && !z.has(sub.a+1, digit) && z.punct(sub.a+1) != '.':
		return Declined
	case sub.a-1 == z.lo && z.is(z.lo, "had", "should"), sub.start-1 == z.lo && z.is(z.lo, "if", "unless"):
		return Hedged
	}
	return Said
}

// inversion returns the subject that follows its verb: “…,” said Smith.
func (z *sentence) inversion(v saying) noun {
	if !v.turned || !v.apart && (v.sub.start <= z.lo || !z.inverted(v.g)) || v.left.b <= v.left.a || !v.left.quote && v.c.frame&(takesClause|takesThat) == 0 {
		return noun{}
	}
	at := v.g.end
	for z.is(at, "ieri", "oggi") {
		at++
	}
	n := z.after(at, z.hi)
	if n.ok() && !v.left.quote && n.b < z.hi && (z.finite(n.b) || z.has(n.b, be|have|aux)) {
		return noun{} // "Roe, in red, said the deal was off"
	}
	return n
}

// relayed makes of "the paper quoted Smith as saying" a group whose subject is
// Smith; ok is false when g is no such verb.
func (z *sentence) relayed(g group) (said group, by noun, ok bool) {
	if !z.is(g.head, "quoted", "quotes", "quoting", "cited", "cites", "citing") {
		return g, noun{}, false
	}
	n := z.after(g.end, z.hi)
	if !n.ok() || !z.is(n.b, "as") || !z.is(n.b+1, "saying", "telling", "writing") || n.b+1 >= z.hi {
		return g, noun{}, false
	}
	return group{start: g.start, head: n.b + 1, end: n.b + 2, polarity: g.polarity}, n, true
}

// cue works on one verb group and returns the item to go on from.
func (z *sentence) cue(g group, c *cue) int {
	if said, by, ok := z.relayed(g); ok {
		return z.relay(g, said, by)
	}
	v := z.saying(g, c)
	inverted := z.inversion(v)
	next := g.head + 1
	switch {
	case v.turned && c.form&past != 0 && v.apart && (!v.sub.ok() && g.start == z.lo || z.punct(g.start-1) == ',') && z.foremost(g):
		return z.saidFirst(v)
	case inverted.ok():
		v.sub = subject{noun: inverted, start: g.start, aside: z.renamed(inverted)}
		z.backward(v.g, c, v.sub, v.left, z.adjuncts(z.pastAside(inverted.b), z.hi))
		return inverted.b
	case !v.sub.ok() || z.is(v.sub.a, "there", "you", "nobody", "none", "what"):
		return next
	}
	z.last = v.sub
	switch {
	case v.left.quote && v.speech && !g.participle && !(v.fore && !v.left.whole):
		z.backward(v.g, c, v.sub, v.left, z.resumption(v))
	case v.fore:
		return z.forward(v.g, c, v.sub, v.at, v.kind)
	case v.kind == nothing && v.speech && !v.sub.shared && z.split(v.g, c, v.sub, v.left, v.at):
	case v.left.b > v.left.a && v.speech && c.frame&(takesClause|takesThat) != 0 && !v.sub.shared && (v.at >= z.hi || z.end(v.at, z.hi)):
		z.backward(v.g, c, v.sub, v.left, v.at)
	case v.kind == toCome:
		z.open, z.opener = v.sub, g.head
	}
	return next
}

// relay reports what the group said, with the subject by, holds: before g, or
// after it.
func (z *sentence) relay(g, said group, by noun) int {
	sub := subject{noun: by, start: g.start, aside: z.renamed(by)}
	outer := z.subject(g)
	z.last = sub
	c := z.it[said.head].cue
	if left := z.leftOf(said, c, outer, false, said.end); left.quote {
		z.backward(said, c, sub, left, z.adjuncts(said.end, z.hi))
		return said.end
	}
	at, kind := z.content(said, z.hi)
	if kind == nothing || kind == toCome {
		return said.end
	}
	return z.forward(said, c, sub, at, kind)
}

// saidFirst reports "Said Smith: “…”" and returns the item after it.
func (z *sentence) saidFirst(v saying) int {
	n := z.after(v.g.end, z.hi)
	r := z.adjuncts(n.b, z.hi)
	z.last = subject{noun: n, start: v.g.start}
	z.add(r+1, r+2, v.g, z.last, 'f')
	z.from = r + 2
	return r + 2
}

// resumption returns the item after a cue, its hearer and its adjuncts, where a
// split quotation may go on.
func (z *sentence) resumption(v saying) int {
	r := v.g.end
	switch {
	case v.kind == quoted:
		return v.at - 1
	case v.c.frame&takesHearer != 0:
		r = z.hearer(r, z.hi, v.c)
	}
	return z.adjuncts(r, z.hi)
}

func speech(c *cue) bool { return c.frame&(takesClause|takesThat|takesQuote|quoteOnly) != 0 }

// leftOf finds the content before a cue. fore tells that some stands after it,
// at item at.
func (z *sentence) leftOf(g group, c *cue, sub subject, fore bool, at int) leftward {
	limit := sub.start
	if !sub.ok() || sub.shared {
		limit = g.start
	}
	left := z.left(limit, z.from, !sub.shared)
	if left.b == left.a && c.frame&takesClause != 0 && z.inverted(g) && z.base < g.start-3 && !z.has(z.base, prep|subord|when) {
		left = leftward{a: z.base, b: g.start - 1, quote: z.has(g.start-2, isMark)}
	}
	if !fore && sub.ok() && !sub.shared && z.from > z.base && (at >= z.hi || z.it[at].last || z.punct(at) == '.') {
		// a last "…, he said" takes the whole sentence
		if whole := z.left(limit, z.base, true); whole.b > whole.a {
			left = whole
		}
	}
	return left
}
