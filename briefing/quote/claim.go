package quote

// claims are the nouns that report what their possessor says.
var claims = words(`claim claims argument arguments assertion assertions statement statements suggestion suggestions
	allegation allegations accusation accusations contention warning warnings prediction predictions complaint complaints
	declaration promise pledge vow announcement insistence admission acknowledgment acknowledgement remark remarks comment
	comments assurance assurances denial charge report reports testimony conclusion belief emphasis demand demands words
	observation proposal`)

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
	if !who.ok() {
		return i
	}
	end, claimed := z.clauseEnd(i+1, z.hi)
	if claimed {
		return i
	}
	for k := i + 2; k < end; k++ { // the claim is part of a sentence of its own
		if z.punct(k) == ',' {
			end = k
			break
		}
	}
	g := group{start: i, head: i, end: i + 1, polarity: Said}
	if z.is(i, "denial") {
		g.polarity = Denied
	}
	z.add(i+1, end, g, subject{noun: who, start: who.a}, 'N')
	return end
}
