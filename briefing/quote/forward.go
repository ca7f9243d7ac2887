package quote

// forward reports content after its cue and returns the item after it.
func (z *sentence) forward(g group, c *cue, sub subject, at int, kind right) int {
	end, form := z.extent(c, sub, at, kind)
	if end <= at {
		return g.end
	}
	if comma := z.subordinate(sub, at, end); comma > at {
		end = comma
	}
	end = z.afterLastMark(at, end)
	marked := z.marksWithin(at, end)
	if c.frame&takesMarks != 0 {
		if k := z.firstMark(at, end); !marked || k > at+1 && z.comma(at, k-2) < k-2 && (z.punct(k-1) == ',' || z.punct(k-1) == ':') && z.it[k-2].cue != nil && speech(z.it[k-2].cue) {
			return g.end // "the man he thought had won replied, “…”"
		}
		form = 'm'
	}
	if z.onlyNames(g, c, sub, at, end) || form == 'n' && !z.speaks(sub) {
		return g.end
	}
	if !marked && end-at < 2 && kind == phrase && (z.has(at, obj) || c.frame&takesNoun == 0) {
		return g.end
	}
	z.add(at, end, g, sub, form)
	z.from = end
	return end
}

// extent returns where the content that starts at item at ends, and the form it
// is reported under; at itself when a later attribution claims it.
func (z *sentence) extent(c *cue, sub subject, at int, kind right) (end int, form rune) {
	switch {
	case z.is(sub.start-1, "which", "whom", "who") && z.has(at, isMark):
		return at + 1, 'n'
	case z.is(sub.start-1, "what") && z.firstMark(at, at+4) < at+4:
		return z.firstMark(at, at+4) + 1, 'n'
	case z.has(at, isMark) && z.alone(at):
		if z.marks[z.it[at].mark].words < 3 && c.frame&takesQuote == 0 {
			return at + 1, 'n'
		}
		return at + 1, 'f'
	case kind == phrase:
		return z.phraseEnd(at, z.hi), 'n'
	}
	end, claimed := z.clauseEnd(at, z.hi)
	if claimed {
		return at, 't'
	}
	form = 't'
	if z.is(at, "that") && z.verbal(at+1, end) {
		form = 'T'
	}
	if k := z.firstJoint(at, end); !z.has(at, rel|wh) && c.frame&takesNoun != 0 && k < end && !z.verbal(at, k) && !z.marksWithin(k, end) {
		end = min(end, z.phraseEnd(at, z.hi)) // "denied the charge and left"
	}
	return end, form
}

// onlyNames reports whether [at, end) reports nothing: "who asked not to be
// named", "called Jane Roe", "called a “day of rage” rally".
func (z *sentence) onlyNames(g group, c *cue, sub subject, at, end int) bool {
	switch c.lemma {
	case "ask":
		return z.is(at, "not") || z.is(at, "to") && z.is(at+1, "remain", "be", "stay")
	case "call":
		if g.linked {
			return false
		}
		if !z.marksWithin(at, end) && z.proper(at, end) || z.names(g, at, end) {
			return true
		}
		return (z.is(at, "a", "an", "the") && z.has(at+1, isMark) || z.has(at, isMark)) && !z.is(sub.start-1, "what", "which", "whom", "who")
	}
	return false
}

// names reports whether "call" tells the name of a thing, which nobody has to
// say: "weavers call it the “hint”", "the Persians call it “Half the World”",
// "have called the method a “standard”".
func (z *sentence) names(g group, at, end int) bool {
	k := z.firstMark(at, end)
	if k >= end || k == at || z.marks[z.it[k].mark].words > 4 || z.it[g.head].cue.form&(base|third) == 0 || z.is(at, "him", "her", "me", "us", "them", "you") {
		return false
	}
	return z.is(at, "it", "this", "these", "those") && k <= at+2
}

// proper reports whether [a, b) is nothing but a name.
func (z *sentence) proper(a, b int) bool {
	for k := a; k < b; k++ {
		if z.has(k, isWord) && !z.has(k, upper|det|prep|conj) {
			return false
		}
	}
	return true
}

// afterLastMark cuts what the writer adds behind the last quoted words of the
// report [a, b): ", an admission that …", ", who will …".
func (z *sentence) afterLastMark(a, b int) int {
	last := -1
	for k := a; k < b; k++ {
		if z.has(k, isMark) {
			last = k
		}
	}
	for k := last + 1; last >= 0 && k < b-3; k++ {
		if z.punct(k) == ',' && (z.is(k+1, "a", "an", "which", "who", "whose", "but", "though", "although") || z.gerund(k+1) || z.has(k+1, adv) && z.gerund(k+2)) {
			return k
		}
	}
	return b
}

// firstMark returns the first stretch between marks in [a, b), b if there is
// none.
func (z *sentence) firstMark(a, b int) int {
	for k := a; k < b && k < z.hi; k++ {
		if z.has(k, isMark) {
			return k
		}
	}
	return b
}

// firstJoint returns the first conjunction of [a, b) that a verb without a
// subject follows, b if there is none.
func (z *sentence) firstJoint(a, b int) int {
	for k := a; k < b; k++ {
		if z.has(k, conj) && z.verbNext(k+1, b) {
			return k
		}
	}
	return b
}

// subordinate returns the comma that ends the report of a sentence that starts
// "While he said …,", or 0.
func (z *sentence) subordinate(sub subject, at, end int) int {
	j := sub.start - 1
	if sub.ante.ok() && !sub.shared && z.punct(sub.a-1) == ',' || z.is(j, "which") {
		for k := at; k < end; k++ {
			if z.punct(k) == ',' && z.verbNext(k+1, end) {
				return k // "…, who said she would go, left"
			}
		}
		return 0
	}
	if z.is(j, "where", "when", "while", "after") && z.punct(j-1) == ',' && !sub.shared {
		for k := at; k < end; k++ {
			if z.punct(k) == ',' && z.speaksNext(k+1, end) {
				return k // "…, where he had promised jobs, Smith said …"
			}
		}
		return 0
	}
	if sub.shared || !z.has(j, subord) && !(j == z.lo && z.is(j, "had", "should")) || z.is(j, "as") && z.has(j-1, isWord) && !z.is(j-1, "even", "but") {
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
func (z *sentence) alone(i int) bool { return z.para.alone(i, z.hi) }

func (p *para) alone(i, hi int) bool {
	m := p.marks[p.it[i].mark]
	if i+1 >= hi || p.it[i].last || !m.closed {
		return true
	}
	switch p.punct(i + 1) {
	case '.', '?', '!', ';':
		return true
	case ',', '-', ':', ')':
		return true
	}
	if m.last == '.' || m.last == ',' || m.last == '?' || m.last == '!' {
		return !p.has(i+1, conj) || !p.has(i+2, isMark) && p.takesOver(i+1, hi)
	}
	return p.has(i+1, subord|conj) && p.takesOver(i+1, hi) || p.is(i+1, "when", "as", "while", "after", "before", "during", "if") && m.words > 3
}

// verbNext reports whether a verb without a subject of its own starts at k:
// "(and) later played it down".
func (z *sentence) verbNext(k, hi int) bool {
	for k < hi && z.has(k, adv) && !z.has(k, upper) {
		k++
	}
	return k < hi && !z.has(k, upper) && (z.finite(k) || z.word(k, "ed") && z.has(k+1, det|poss|prep|upper|subord))
}

// phraseEnd returns the end of a noun or infinitive content that starts at a.
func (z *sentence) phraseEnd(a, hi int) int {
	for k := a + 1; k < hi; k++ {
		switch r := z.punct(k); {
		case z.has(k, isMark) && z.marks[z.it[k].mark].last == ',':
			if next := z.firstMark(k+1, k+6); next == k+6 || z.verbal(k+1, next) {
				return k + 1
			}
		case r == ',' || r == '-' || r == ';' || r == ':':
			if z.has(k+1, rel|subord|conj|prep|adv|aux|be|have) || z.tail(k+1, hi) || z.gerund(k+1) || r != ',' || z.has(k+1, det) {
				return k
			}
		case z.has(k, subord) && !z.is(k, "as", "since", "like", "than", "where", "even", "whether") && !z.has(k, rel|wh), z.is(k, "during"):
			return k
		case z.has(k, conj) && z.verbNext(k+1, hi), z.has(k, conj) && z.takesOver(k, hi):
			return k
		case z.has(k, prep) && !z.is(k, "of") && k+1 < hi && z.setting(k, hi) && !z.marksBeforeComma(k, hi),
			z.is(k, "on") && z.is(k+1, "twitter", "facebook", "television", "tv"),
			z.has(k, when) && !z.has(k-1, det|prep|clitic|poss) && k+1 >= hi-1:
			return k
		}
	}
	end := hi
	for end > a+1 && !z.has(end-1, isWord|isMark) && z.punct(end-1) != ')' && z.punct(end-1) != '%' {
		end--
	}
	return end
}
