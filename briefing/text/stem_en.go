package text

// stemEnglish is the English Snowball algorithm ("Porter 2",
// https://snowballstem.org/algorithms/english/stemmer.html), written for ASCII
// bytes on the stack: most stems are a prefix of the word and cost no memory.
func stemEnglish(word string) string {
	for i := range len(word) {
		if class[word[i]]&(classLower) == 0 && word[i] != '\'' {
			return word
		}
	}
	if s, ok := exceptions[word]; ok {
		return s
	}
	var room [64]byte
	e := english{w: append(room[:0], word...)}
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
	w      []byte
	p1, p2 int
}

// word returns the stem, as a prefix of the given word where it is one.
func (e *english) word(from string) string {
	for i, c := range e.w {
		if c == 'Y' {
			e.w[i] = 'y'
		}
	}
	if len(e.w) <= len(from) && from[:len(e.w)] == string(e.w) {
		return from[:len(e.w)]
	}
	return string(e.w)
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
	if e.w[0] == '\'' {
		e.w = e.w[1:]
	}
	for i, c := range e.w {
		if c == 'y' && (i == 0 || e.vowel(i-1)) {
			e.w[i] = 'Y'
		}
	}
	e.p1 = e.region(0)
	for _, p := range [...]string{"gener", "commun", "arsen"} {
		if len(e.w) >= len(p) && string(e.w[:len(p)]) == p {
			e.p1 = len(p)
		}
	}
	e.p2 = e.region(e.p1)
}

// region returns the end of the first non-vowel after a vowel at or after from.
func (e *english) region(from int) int {
	for i := from + 1; i < len(e.w); i++ {
		if !e.vowel(i) && e.vowel(i-1) {
			return i + 1
		}
	}
	return len(e.w)
}

func (e *english) ends(s string) bool {
	n := len(e.w) - len(s)
	return n >= 0 && string(e.w[n:]) == s
}

// in reports whether a suffix of n bytes lies in the region that begins at p.
func (e *english) in(p, n int) bool { return len(e.w)-n >= p }

func (e *english) cut(n int) { e.w = e.w[:len(e.w)-n] }

func (e *english) put(n int, s string) { e.w = append(e.w[:len(e.w)-n], s...) }

// hasVowel reports whether there is a vowel before the last n bytes.
func (e *english) hasVowel(n int) bool {
	for i := range len(e.w) - n {
		if e.vowel(i) {
			return true
		}
	}
	return false
}

// short reports whether the word ends in a short syllable.
func (e *english) short() bool {
	n := len(e.w)
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
	n := len(e.w)
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
	switch string(e.w) {
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
		n := len(e.w)
		switch {
		case e.ends("at"), e.ends("bl"), e.ends("iz"):
			e.w = append(e.w, 'e')
		case n >= 2 && e.w[n-1] == e.w[n-2] && double(e.w[n-1]):
			e.cut(1)
		case e.short() && e.p1 >= n:
			e.w = append(e.w, 'e')
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
	if n := len(e.w); n > 2 && (e.w[n-1] == 'y' || e.w[n-1] == 'Y') && !e.vowel(n-2) {
		e.w[n-1] = 'i'
	}
}

// suffix is a suffix and what replaces it.
type suffix struct{ from, to string }

// The suffixes of steps 2 to 4, by their last but one letter's rule: the
// longest that fits comes first.
var (
	longSuffixes = []suffix{{"ational", "ate"}, {"fulness", "ful"}, {"iveness", "ive"}, {"ization", "ize"}, {"ousness", "ous"},
		{"biliti", "ble"}, {"lessli", "less"}, {"tional", "tion"}, {"alism", "al"}, {"aliti", "al"}, {"ation", "ate"},
		{"entli", "ent"}, {"fulli", "ful"}, {"iviti", "ive"}, {"ousli", "ous"}, {"abli", "able"}, {"alli", "al"}, {"anci", "ance"},
		{"ator", "ate"}, {"enci", "ence"}, {"izer", "ize"}, {"bli", "ble"}, {"ogi", "og"}, {"li", ""}}
	adjectiveSuffixes = []suffix{{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"}, {"ative", ""}, {"icate", "ic"},
		{"iciti", "ic"}, {"ical", "ic"}, {"ness", ""}, {"ful", ""}}
	residueSuffixes = []string{"ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive",
		"ize", "ous", "al", "er", "ic"}
)

// long is step 2.
func (e *english) long() {
	for _, s := range longSuffixes {
		if !e.ends(s.from) {
			continue
		}
		n := len(s.from)
		if !e.in(e.p1, n) {
			return
		}
		before := byte(0)
		if len(e.w) > n {
			before = e.w[len(e.w)-n-1]
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
	for _, s := range adjectiveSuffixes {
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
	for _, s := range residueSuffixes {
		if !e.ends(s) {
			continue
		}
		n := len(s)
		if !e.in(e.p2, n) {
			return
		}
		if s == "ion" && (len(e.w) == n || e.w[len(e.w)-n-1] != 's' && e.w[len(e.w)-n-1] != 't') {
			return
		}
		e.cut(n)
		return
	}
}

// tail is step 5.
func (e *english) tail() {
	n := len(e.w)
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
				e.w = e.w[:n]
			}
		}
	case 'l':
		if e.in(e.p2, 1) && n > 1 && e.w[n-2] == 'l' {
			e.cut(1)
		}
	}
}

// exceptions are the words the algorithm lists as such.
var exceptions = map[string]string{
	"skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl", "ugly": "ugli",
	"early": "earli", "only": "onli", "singly": "singl", "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas",
	"cosmos": "cosmos", "bias": "bias", "andes": "andes",
}
