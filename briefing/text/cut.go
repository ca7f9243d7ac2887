package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splits decides whether a sentence ends with n when the next word or mark is
// at next, behind white space.
func (c *cutter) splits(n ending, next int) bool {
	at, dash := opening(c.s, next)
	r, size := utf8.DecodeRuneInString(c.s[at:])
	switch {
	case unicode.IsLower(r):
		if !c.startsLower(at+size) && !c.caseless() {
			return false
		}
	case unicode.IsLetter(r), unicode.IsNumber(r):
	case at > next: // a mark with nothing behind it
	case strings.ContainsRune(",;:)]}”»’'", r):
		return false
	}
	switch {
	case n.asks && n.closed:
		return !c.asked(at)
	case n.asks:
		return !exclaiming[strings.ToLower(c.s[c.before(n.at):n.at])]
	case n.elision:
		return !c.curly && !c.straight
	case n.full && !n.closed:
		return !c.abbreviates(n, at, dash)
	}
	return true
}

// opening skips the quotation marks, brackets and dashes at i.
func opening(s string, i int) (at int, dash bool) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '"', '\'', '“', '‘', '„', '«', '‹', '(', '[', '¿', '¡', '`', '*', '_', '’', '”', '>':
		case '-', '–', '—', '•', '·':
			dash = true
			n += skipSpace(s[i+n:], 0)
		default:
			return i, dash
		}
		i += n
	}
	return i, dash
}

// startsLower reports whether a word whose second letter is at i is a name that
// begins in lower case: "iPhone", "eBay".
func (c *cutter) startsLower(i int) bool {
	return i < len(c.s) && class[c.s[i]]&classUpper != 0
}

// caseless reports whether the paragraph has no capital at all.
func (c *cutter) caseless() bool {
	if c.cased == 0 {
		c.cased = -1
		for _, r := range c.s[c.first:] {
			if unicode.IsUpper(r) {
				c.cased = 1
				break
			}
		}
	}
	return c.cased < 0
}

// asked reports whether the words at i tie the quotation before them to a
// speaker: “Why?” Sala asked.
func (c *cutter) asked(i int) bool {
	for range 4 {
		w, end := c.word(i)
		if w == "" {
			return false
		}
		if askers[w] {
			return true
		}
		if class[c.s[i]]&classUpper == 0 || starters[w] {
			return false
		}
		if i = skipSpace(c.s, end); i == end {
			return false
		}
	}
	return false
}

// word returns the letters at i in lower case and where they end; at most 24
// bytes are looked at.
func (c *cutter) word(i int) (string, int) {
	end := i
	for end < len(c.s) && end < i+24 && (class[c.s[end]]&classLetter != 0 || c.s[end] >= utf8.RuneSelf && letterAt(c.s, end)) {
		_, n := utf8.DecodeRuneInString(c.s[end:])
		end += n
	}
	return strings.ToLower(c.s[i:end]), end
}

// before returns the start of the token that ends at i, without opening marks;
// at most 24 bytes are looked at.
func (c *cutter) before(i int) int {
	b := i
	for b > c.start && i-b < 24 {
		r, n := utf8.DecodeLastRuneInString(c.s[:b])
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '.' && r != '§' && r != '\'' && r != '’' {
			break
		}
		b -= n
	}
	return b
}

// abbreviates reports whether the full stop of n belongs to an abbreviation
// that does not end its sentence, with the next word at i.
func (c *cutter) abbreviates(n ending, i int, dash bool) bool {
	b := c.before(n.at)
	elided := c.elision(c.s[b:n.at])
	b += elided
	token := c.s[b:n.at]
	if token == "" {
		return false
	}
	next, _ := c.word(i)
	starter := starters[next] && !dash && !(len(next) == 1 && c.dottedLetter(i))
	opens := b == trim(c.s, Span{c.start, n.at}).Start
	first, size := utf8.DecodeRuneInString(token)
	upper := unicode.IsUpper(first) || elided > 0
	switch {
	case unicode.IsNumber(first):
		return opens && len(token) <= 3 || len(token) <= 2 && germanMonths[next]
	case opens && len(token) <= 4 && roman(token):
		return true
	case strings.IndexByte(token, '.') >= 0:
		return c.acronym(b, token, i, next, starter)
	case size == len(token) && upper:
		return c.initial(b, token, next, starter, opens)
	case size == len(token) && !n.bracket && c.dottedLetter(i):
		return true // "44 a. C."
	}
	k := stopOf[strings.ToLower(token)]
	if k&lower == 0 && !upper {
		k = 0
	}
	digit := next == "" && i < len(c.s) && (digitAt(c.s, i) || c.s[i] == '#')
	switch {
	case k&never != 0:
		return true
	case digit:
		return k&(counted|month) != 0
	case k&counted != 0 && upperRoman(c.s[i:]):
		return true
	case k&title != 0:
		return !starter || next == "la" || next == "le"
	case k&(month|corporate) != 0:
		return !starter && !maybe[next]
	}
	return k == 0 && upper && !starter && consonants(token)
}

// elision returns the length of the article cut before a vowel that a token
// begins with: "l’avv", "dell’on".
func (c *cutter) elision(token string) int {
	for i, r := range token {
		if apostrophe(r) {
			if n := i + utf8.RuneLen(r); elides(token[:i], token[n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// acronym is abbreviates for a token with dots inside: "U.S", "a.m", "Ph.D".
func (c *cutter) acronym(b int, token string, i int, next string, starter bool) bool {
	switch strings.ToLower(token) {
	case "a.m", "p.m":
		return zones[next]
	case "e.g", "i.e", "p.es", "p.ex", "z.b", "d.h", "u.a", "c.f":
		return true
	}
	switch {
	case starter || maybe[next] && next != "will" && next != "may":
		return false
	case crowds[next] && (token == "U.S" || token == "U.K" || token == "U.N" || token == "E.U"):
		return !c.placed(b)
	}
	return true
}

// placed reports whether the token at b is a place the sentence speaks of: "in
// the U.S.".
func (c *cutter) placed(b int) bool {
	s := strings.TrimRight(c.s[max(c.start, b-24):b], " \n")
	s, ok := strings.CutSuffix(s, " the")
	if !ok {
		return false
	}
	switch s[strings.LastIndexAny(s, " \n")+1:] {
	case "in", "across", "to", "from", "into", "throughout", "outside", "within", "leave", "entering", "around":
		return true
	}
	return false
}

// initial is abbreviates for a single capital letter.
func (c *cutter) initial(b int, token, next string, starter, opens bool) bool {
	if opens {
		return true
	}
	if starter {
		return false
	}
	left := strings.TrimRight(c.s[max(c.start, b-24):b], " \n")
	left = left[strings.LastIndexAny(left, " \n(“\"")+1:]
	if lettered[strings.ToLower(left)] || len(left) == 2 && left[1] == '.' && class[left[0]]&classLower != 0 { // "753 a. C."
		return false
	}
	return next != "" || token == "M"
}

// dottedLetter reports whether a single letter with a full stop is at i.
func (c *cutter) dottedLetter(i int) bool {
	return i+1 < len(c.s) && class[c.s[i]]&classUpper != 0 && c.s[i+1] == '.'
}

func roman(s string) bool { return s != "" && strings.Trim(s, "IVXLC") == "" }

// upperRoman reports whether s begins with a Roman numeral of its own.
func upperRoman(s string) bool {
	n := 0
	for n < len(s) && n < 8 && strings.IndexByte("IVXLC", s[n]) >= 0 {
		n++
	}
	return n > 0 && !letterAt(s, n) && !(n == 1 && (s[0] == 'I' || s[0] == 'C'))
}

// consonants reports whether a capitalised token of two to five letters has no
// vowel, as abbreviations of titles and places have.
func consonants(s string) bool {
	return len(s) >= 2 && len(s) <= 5 && class[s[1]]&classUpper == 0 && !strings.ContainsAny(s, "aeiouyAEIOUY0123456789") && ascii(s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
