package text

import "strings"

// stemItalian is the Italian Snowball algorithm
// (https://snowballstem.org/algorithms/italian/stemmer.html) for words without
// accents.
func stemItalian(word string) string {
	for i := range len(word) {
		if class[word[i]]&classLower == 0 {
			return word
		}
	}
	var room [64]byte
	w := append(room[:0], word...)
	markItalian(w)
	rv, r1, r2 := regionsItalian(w)
	w = cutPronoun(w, rv)
	n := len(w)
	w = cutSuffix(w, rv, r1, r2)
	if len(w) == n {
		w = cutVerb(w, rv)
	}
	w = cutVowel(w, rv)
	for i, c := range w {
		if c == 'U' || c == 'I' {
			w[i] = c + 32
		}
	}
	if len(w) <= len(word) && word[:len(w)] == string(w) {
		return word[:len(w)]
	}
	return string(w)
}

func vowelItalian(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// markItalian writes u after q, and u and i between vowels, as consonants.
func markItalian(w []byte) {
	for i := 1; i < len(w); i++ {
		switch {
		case w[i] == 'u' && w[i-1] == 'q':
			w[i] = 'U'
		case (w[i] == 'u' || w[i] == 'i') && i+1 < len(w) && vowelItalian(w[i-1]) && vowelItalian(w[i+1]):
			w[i] -= 32
		}
	}
}

func regionsItalian(w []byte) (rv, r1, r2 int) {
	n := len(w)
	next := func(from int, v bool) int { // past the next vowel or consonant
		for i := from; i < n; i++ {
			if vowelItalian(w[i]) == v {
				return i + 1
			}
		}
		return n
	}
	after := func(from int) int { return next(next(from, true), false) }
	r1 = after(0)
	r2 = after(r1)
	switch {
	case n < 3:
		rv = n
	case !vowelItalian(w[1]):
		rv = next(2, true)
	case vowelItalian(w[0]):
		rv = next(2, false)
	default:
		rv = 3
	}
	return rv, r1, r2
}

func hasEnd(w []byte, s string) bool { return len(w) >= len(s) && string(w[len(w)-len(s):]) == s }

// longest returns the longest of list that w ends with.
func longest(w []byte, list []string) string {
	best := ""
	for _, s := range list {
		if len(s) > len(best) && hasEnd(w, s) {
			best = s
		}
	}
	return best
}

var pronouns = strings.Fields(`ci gli la le li lo mi ne si ti vi sene gliela gliele glieli glielo gliene mela mele meli melo mene
	tela tele teli telo tene cela cele celi celo cene vela vele veli velo vene`)

// cutPronoun is step 0: the attached pronoun of a gerund or infinitive.
func cutPronoun(w []byte, rv int) []byte {
	p := longest(w, pronouns)
	if p == "" {
		return w
	}
	stem := w[:len(w)-len(p)]
	switch s := longest(stem, []string{"ando", "endo", "ar", "er", "ir"}); {
	case s == "" || len(stem)-len(s) < rv:
		return w
	case len(s) == 4:
		return stem
	}
	return append(stem, 'e')
}

// The suffixes of step 1, by what is done with them.
var (
	cutInR2 = strings.Fields(`anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti oso osi osa ose
		mente atrice atrici ante anti`)
	cutIcToo = strings.Fields(`azione azioni atore atori`)
	logSet   = strings.Fields(`logia logie`)
	uSet     = strings.Fields(`uzione uzioni usione usioni`)
	enteSet  = strings.Fields(`enza enze`)
	cutInRV  = strings.Fields(`amento amenti imento imenti`)
	amente   = []string{"amente"}
	ita      = []string{"ita"}
	ivo      = strings.Fields(`ivo ivi iva ive`)
)

// cutSuffix is step 1.
func cutSuffix(w []byte, rv, r1, r2 int) []byte {
	best, which := "", 0
	for i, list := range [...][]string{cutInR2, cutIcToo, logSet, uSet, enteSet, cutInRV, amente, ita, ivo} {
		if s := longest(w, list); len(s) > len(best) {
			best, which = s, i
		}
	}
	n := len(w) - len(best)
	if best == "" || which == 5 && n < rv || which == 6 && n < r1 || which != 5 && which != 6 && n < r2 {
		return w
	}
	w = w[:n]
	also := func(list ...string) bool {
		if s := longest(w, list); s != "" && len(w)-len(s) >= r2 {
			w = w[:len(w)-len(s)]
			return true
		}
		return false
	}
	switch which {
	case 1:
		also("ic")
	case 2:
		return append(w, "log"...)
	case 3:
		return append(w, 'u')
	case 4:
		return append(w, "ente"...)
	case 6:
		if hasEnd(w, "iv") {
			if also("iv") {
				also("at")
			}
		} else {
			also("os", "ic", "abil")
		}
	case 7:
		also("abil", "ic", "iv")
	case 8:
		if also("at") {
			also("ic")
		}
	}
	return w
}

var verbs = strings.Fields(`ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo
	enda ende endi endo era erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete ero erono essero ete eva evamo
	evano evate evi evo iamo immo ira irai iranno ire irebbe irebbero irei iremmo iremo ireste iresti irete iro irono isca iscano
	isce isci isco iscono issero ita ite iti ito iva ivamo ivano ivate ivi ivo ono uta ute uti uto ar ir`)

// cutVerb is step 2.
func cutVerb(w []byte, rv int) []byte {
	if rv > len(w) {
		return w
	}
	best := ""
	for _, s := range verbs {
		if len(s) > len(best) && len(w)-len(s) >= rv && hasEnd(w, s) {
			best = s
		}
	}
	return w[:len(w)-len(best)]
}

// cutVowel is step 3.
func cutVowel(w []byte, rv int) []byte {
	n := len(w)
	if n > rv && strings.IndexByte("aeio", w[n-1]) >= 0 {
		w = w[:n-1]
		if n--; n > rv && w[n-1] == 'i' {
			w = w[:n-1]
		}
	}
	if n = len(w); n > 1 && n > rv && w[n-1] == 'h' && (w[n-2] == 'c' || w[n-2] == 'g') {
		w = w[:n-1]
	}
	return w
}
