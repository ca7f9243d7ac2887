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

// ending1 is a suffix of step 1 and the group that says what is done with it.
type ending1 struct {
	text  string
	group int
}

// endings are the suffixes of step 1 by their last letter. The groups: 0 cut in
// R2; 1 and "ic" before it too; 2 becomes "log", 3 "u", 4 "ente"; 5 cut in RV; 6
// "amente"; 7 "ita"; 8 "ivo".
var endings = func() (t [128][]ending1) {
	for group, list := range [...]string{
		`anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti oso osi osa ose
			mente atrice atrici ante anti`,
		`azione azioni atore atori`, `logia logie`, `uzione uzioni usione usioni`, `enza enze`, `amento amenti imento imenti`,
		`amente`, `ita`, `ivo ivi iva ive`,
	} {
		for s := range strings.FieldsSeq(list) {
			c := s[len(s)-1]
			t[c] = append(t[c], ending1{s, group})
		}
	}
	return t
}()

// cutSuffix is step 1.
func cutSuffix(w []byte, rv, r1, r2 int) []byte {
	if len(w) == 0 {
		return w
	}
	best, which := "", 0
	for _, s := range endings[w[len(w)-1]&127] {
		if len(s.text) > len(best) && hasEnd(w, s.text) {
			best, which = s.text, s.group
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

var verbs = byEnd(`ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo
	enda ende endi endo era erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete ero erono essero ete eva evamo
	evano evate evi evo iamo immo ira irai iranno ire irebbe irebbero irei iremmo iremo ireste iresti irete iro irono isca iscano
	isce isci isco iscono issero ita ite iti ito iva ivamo ivano ivate ivi ivo ono uta ute uti uto ar ir`)

// byEnd files suffixes under their last letter.
func byEnd(list string) (t [128][]string) {
	for s := range strings.FieldsSeq(list) {
		t[s[len(s)-1]] = append(t[s[len(s)-1]], s)
	}
	return t
}

// cutVerb is step 2.
func cutVerb(w []byte, rv int) []byte {
	if rv >= len(w) {
		return w
	}
	best := ""
	for _, s := range verbs[w[len(w)-1]&127] {
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
