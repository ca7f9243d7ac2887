package quote

// claims are the nouns that report what their possessor says.
var claims = words(`claim claims argument arguments assertion assertions statement statements suggestion suggestions
	allegation allegations accusation accusations contention warning warnings prediction predictions complaint complaints
	declaration promise pledge vow announcement insistence admission acknowledgment acknowledgement remark remarks comment
	comments assurance assurances denial charge report reports testimony conclusion belief emphasis demand demands words
	observation proposal reminder hint point`)

// claim handles "his claim that …" at item i, the noun, and returns where to go
// on; i itself when it is no such claim.
func (z *sentence) claim(i int) int {
	if !z.is(i+1, "that") || i+4 > z.hi {
		return i
	}
	j := i - 1
	for j > z.lo && i-j < 4 && !z.has(j, poss|clitic) && z.has(j, isWord) && !z.has(j, det|prep) {
		j--
	}
	who := noun{}
	switch {
	case z.has(j, poss) && !z.is(j, "my", "your", "our", "whose"):
		who = noun{j, j + 1}
	case z.is(j, "'s", "’s"):
		who = z.tight(z.before(j-1, z.lo))
	}
	if !who.ok() && z.has(j, det) && z.is(j, "the", "a", "an", "this") && listed(light, z.it[max(j-1, z.lo)].In(z.s)) {
		who = z.share(group{start: j - 1}).noun
		if who.ok() && who.b > j-1 {
			who = noun{}
		}
	}
	if !who.ok() {
		return i
	}
	end, claimed := z.clauseEnd(i+1, z.hi)
	if claimed {
		return i
	}
	led := !z.verbal(z.lo, i) // "Contrary to his claim that …, the …"
	for k := i + 2; k < end; k++ {
		if z.has(k, isMark) && z.marks[z.it[k].mark].last == ',' && led {
			end = k + 1
		} else if z.punct(k) == ',' && (led || z.verbNext(k+1, end) || z.has(k+1, conj|rel)) {
			end = k
		}
	}
	g := group{start: i, head: i, end: i + 1, polarity: Said}
	if z.is(i, "denial") {
		g.polarity = Denied
	}
	z.add(i+1, end, g, subject{noun: who, start: who.a}, 'N')
	return end
}

// light are the verbs that with such a noun say no more than the noun does:
// "made the claim that".
var light = words(`made make makes making issued issues issue gave gives giving came come comes reached reaches drew draws
	brings brought voiced voices expressed expresses repeated repeats raised raises delivered delivers aired airs in to up with`)

// sayings are the nouns whose author speaks: "the words of Smith:".
var sayings = words("quote words line motto quip joke saying reply answer remark response verdict")

// byline finds the speaker of "the words of Smith:" and "a message from Smith:"
// where item j stands before the colon.
func (z *sentence) byline(j int) noun {
	n := z.core(z.before(j, z.lo))
	if n.ok() && z.has(n.b-1, upper) && z.punct(n.a-1) == '-' && n.b-n.a < 6 {
		return n // "Polls agree - Jane Roe: “…”"
	}
	if n.ok() && z.has(n.b-1, upper) && z.is(n.a-1, "by", "from", "of") && (z.has(n.a-2, paper) || listed(sayings, z.text(n.a-2))) {
		return n
	}
	return noun{}
}

// wordsOf finds the speaker in "Those were the words of Smith", "That is how
// Smith put it" and "With these words Smith left", said of the quotation before
// the sentence.
func (z *sentence) wordsOf() noun {
	if z.is(z.lo, "with") && z.is(z.lo+1, "these", "those") && z.is(z.lo+2, "words") {
		k := z.lo + 3
		if z.punct(k) == ',' {
			k++
		}
		return z.after(k, z.hi)
	}
	if !z.is(z.lo, "those", "these", "that", "this") || !z.has(z.lo+1, be) {
		return noun{}
	}
	if z.is(z.lo+2, "how") {
		n := z.after(z.lo+3, z.hi)
		for k := n.b; n.ok() && k < z.hi; k++ {
			if z.is(k, "put") && z.is(k+1, "it") {
				return n
			}
		}
		return noun{}
	}
	for k := z.lo + 2; k < z.hi && k < z.lo+9; k++ {
		if z.is(k, "words", "message", "verdict", "view", "assessment", "conclusion") && z.is(k+1, "of", "from") {
			return z.after(k+2, z.hi)
		}
	}
	return noun{}
}
