package text

// stemEnglish is the English Snowball algorithm ("Porter 2",
// https://snowballstem.org/algorithms/english/stemmer.html), written for ASCII
// bytes on the stack: most stems are a prefix of the word and cost no memory.
func stemEnglish(word string) string {
	for i := range len(word) {
		if class[word[i]]&(classLower) == 0 && (word[i] != '\'' || i == 0) {
			return word
		}
	}
	if len(word) <= 6 {
		if s, ok := exceptions[word]; ok {
			return s
		}
	}
	var e english
	e.n = copy(e.w[:], word)
	e.mark()
	e.plural()
	if e.invariant() {
		return e.word(word)
	}
	e.past()
	e.finalY()
	e.long()
	e.adjective()
	e.residue()
	e.tail()
	return e.word(word)
}

// english is a word being stemmed. A y that is a consonant is written Y. p1 and
// p2 are where the regions R1 and R2 of the algorithm begin.
type english struct {
	w      [64]byte
	n      int // its length
	p1, p2 int
}

// word returns the stem, as a prefix of the given word where it is one.
func (e *english) word(from string) string {
	for i, c := range e.w[:e.n] {
		if c == 'Y' {
			e.w[i] = 'y'
		}
	}
	if e.n <= len(from) && from[:e.n] == string(e.w[:e.n]) {
		return from[:e.n]
	}
	return string(e.w[:e.n])
}

func (e *english) vowel(i int) bool {
	switch e.w[i] {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// mark tells consonant y from vowel y and finds the regions.
func (e *english) mark() {
	for i, c := range e.w[:e.n] {
		if c == 'y' && (i == 0 || e.vowel(i-1)) {
			e.w[i] = 'Y'
		}
	}
	e.p1 = e.region(0)
	for _, p := range [...]string{"gener", "commun", "arsen"} {
		if e.n >= len(p) && string(e.w[:len(p)]) == p {
			e.p1 = len(p)
		}
	}
	e.p2 = e.region(e.p1)
}

// region returns the end of the first non-vowel after a vowel at or after from.
func (e *english) region(from int) int {
	for i := from + 1; i < e.n; i++ {
		if !e.vowel(i) && e.vowel(i-1) {
			return i + 1
		}
	}
	return e.n
}

func (e *english) ends(s string) bool {
	n := e.n - len(s)
	return n >= 0 && string(e.w[n:e.n]) == s
}

// in reports whether a suffix of n bytes lies in the region that begins at p.
func (e *english) in(p, n int) bool { return e.n-n >= p }

func (e *english) cut(n int) { e.n -= n }

func (e *english) put(n int, s string) { e.n += copy(e.w[e.n-n:], s) - n }

// hasVowel reports whether there is a vowel before the last n bytes.
func (e *english) hasVowel(n int) bool {
	for i := range e.n - n {
		if e.vowel(i) {
			return true
		}
	}
	return false
}

// short reports whether the word ends in a short syllable.
func (e *english) short() bool {
	n := e.n
	switch {
	case n == 2:
		return e.vowel(0) && !e.vowel(1)
	case n < 3 || e.vowel(n-3) || !e.vowel(n-2) || e.vowel(n-1):
		return false
	}
	c := e.w[n-1]
	return c != 'w' && c != 'x' && c != 'Y'
}

// plural is steps 0 and 1a.
func (e *english) plural() {
	for _, s := range [...]string{"'s'", "'s", "'"} {
		if e.ends(s) {
			e.cut(len(s))
			break
		}
	}
	n := e.n
	switch {
	case n == 0 || e.w[n-1] != 's' && e.w[n-1] != 'd':
	case e.ends("sses"):
		e.cut(2)
	case e.ends("ied"), e.ends("ies"):
		if n > 4 {
			e.cut(2)
		} else {
			e.cut(1)
		}
	case e.ends("us"), e.ends("ss"), e.ends("d"):
	case n > 2 && e.hasVowel(2):
		e.cut(1)
	}
}

func (e *english) invariant() bool {
	switch string(e.w[:e.n]) {
	case "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed":
		return true
	}
	return false
}

// past is step 1b.
func (e *english) past() {
	for _, s := range [...]string{"eedly", "eed"} {
		if e.ends(s) {
			if e.in(e.p1, len(s)) {
				e.put(len(s), "ee")
			}
			return
		}
	}
	for _, s := range [...]string{"ingly", "edly", "ing", "ed"} {
		if !e.ends(s) {
			continue
		}
		if !e.hasVowel(len(s)) {
			return
		}
		e.cut(len(s))
		n := e.n
		switch {
		case e.ends("at"), e.ends("bl"), e.ends("iz"):
			e.put(0, "e")
		case n >= 2 && e.w[n-1] == e.w[n-2] && double(e.w[n-1]):
			e.cut(1)
		case e.short() && e.p1 >= n:
			e.put(0, "e")
		}
		return
	}
}

func double(c byte) bool {
	switch c {
	case 'b', 'd', 'f', 'g', 'm', 'n', 'p', 'r', 't':
		return true
	}
	return false
}

// finalY is step 1c.
func (e *english) finalY() {
	if n := e.n; n > 2 && (e.w[n-1] == 'y' || e.w[n-1] == 'Y') && !e.vowel(n-2) {
		e.w[n-1] = 'i'
	}
}

// filed returns the suffixes that end in the word's last letter.
func (e *english) filed(t *[128][]suffix) []suffix {
	if e.n < 3 {
		return nil
	}
	return t[e.w[e.n-1]&127]
}

// long is step 2.
func (e *english) long() {
	for _, s := range e.filed(&longSuffixes) {
		if !e.ends(s.from) {
			continue
		}
		n := len(s.from)
		if !e.in(e.p1, n) {
			return
		}
		before := byte(0)
		if e.n > n {
			before = e.w[e.n-n-1]
		}
		if s.from == "ogi" && before != 'l' || s.from == "li" && !liEnding(before) {
			return
		}
		e.put(n, s.to)
		return
	}
}

func liEnding(c byte) bool {
	switch c {
	case 'c', 'd', 'e', 'g', 'h', 'k', 'm', 'n', 'r', 't':
		return true
	}
	return false
}

// adjective is step 3.
func (e *english) adjective() {
	for _, s := range e.filed(&adjectiveSuffixes) {
		if !e.ends(s.from) {
			continue
		}
		n := len(s.from)
		if e.in(e.p1, n) && (s.from != "ative" || e.in(e.p2, n)) {
			e.put(n, s.to)
		}
		return
	}
}

// residue is step 4.
func (e *english) residue() {
	for _, s := range e.filed(&residueSuffixes) {
		if !e.ends(s.from) {
			continue
		}
		n := len(s.from)
		if !e.in(e.p2, n) {
			return
		}
		if s.from == "ion" && (e.n == n || e.w[e.n-n-1] != 's' && e.w[e.n-n-1] != 't') {
			return
		}
		e.cut(n)
		return
	}
}

// tail is step 5.
func (e *english) tail() {
	n := e.n
	if n == 0 {
		return
	}
	switch e.w[n-1] {
	case 'e':
		if e.in(e.p2, 1) {
			e.cut(1)
		} else if e.in(e.p1, 1) {
			e.cut(1)
			if e.short() {
				e.n = n
			}
		}
	case 'l':
		if e.in(e.p2, 1) && n > 1 && e.w[n-2] == 'l' {
			e.cut(1)
		}
	}
}
