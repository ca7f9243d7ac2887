package quote

// report is one stretch found, before persons are resolved.
type report struct {
	Quote
	who    noun // speaker in the items of paragraph
	para   int  // index of the paragraph it stands in
	home   int  // one more than the index of the paragraph its speaker stands in; 0 for para
	doubt  bool // the speaker is a thing that hardly speaks: "the move"
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

// cue works on one verb group and returns the item to go on from.
func (z *sentence) cue(g group, c *cue) int {
	sub := z.subject(g)
	if sub.ok() && z.is(sub.a, "neither", "nobody") && g.polarity == Said {
		g.polarity = Declined
	}
	at, kind := z.content(g, z.hi)
	if kind == nothing && at < z.hi && z.has(at, be|have|aux) && speech(c) && z.is(sub.start-1, "which", "that", "who", "whom") {
		kind = clause // "which he said was …"
	}
	fore := kind != nothing && kind != toCome
	left := z.leftOf(g, c, sub, fore, at)
	speech := speech(c)
	apart := !sub.ok() || sub.shared // no subject stands beside the verb
	turned := speech && !g.participle && c.lemma != "tell" && c.form&(past|third|base) != 0
	inverted := noun{}
	if turned && (apart || sub.start > z.lo && z.inverted(g)) && left.b > left.a && (left.quote || c.frame&(takesClause|takesThat) != 0) {
		at := g.end
		for z.is(at, "ieri", "oggi") {
			at++
		}
		inverted = z.after(at, z.hi)
	}
	switch {
	case turned && c.form&past != 0 && apart && (!sub.ok() && g.start == z.lo || z.punct(g.start-1) == ',') && z.foremost(g):
		n := z.after(g.end, z.hi)
		r := z.adjuncts(n.b, z.hi)
		z.last = subject{noun: n, start: g.start}
		z.add(r+1, r+2, g, z.last, 'f')
		z.from = r + 2
		return r + 2
	case inverted.ok():
		sub = subject{noun: inverted, start: g.start, aside: z.renamed(inverted)}
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
