package briefing

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// vocabulary is every word of the corpus's running text, for reading what was
// misspelt. It only grows, and may be read while it does.
type vocabulary struct {
	mu    sync.RWMutex
	words map[string]spelling
	sizes map[int][]sketch // words by length in runes
}

// spelling is how a word is printed and how often.
type spelling struct {
	printed string
	count   int
	proper  bool // only ever printed with a capital
}

func newVocabulary() *vocabulary {
	return &vocabulary{words: map[string]spelling{}, sizes: map[int][]sketch{}}
}

// learn adds the words of r's prose.
func (v *vocabulary) learn(r Reading) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range r.Layout.Sentences {
		if s.Kind != text.Prose {
			continue
		}
		t := s.In(r.Article.Text)
		for _, w := range text.Words(t) {
			if w.Len() < 2 || w.Len() > 40 {
				continue
			}
			e, ok := v.words[w.Fold]
			if !ok {
				e = spelling{printed: w.In(t)[:bare(t, w.Span)-w.Start], proper: true}
			}
			e.count++
			if !capital(w.In(t)) {
				e.proper = false
			}
			if !ok {
				v.enter(w.Fold, e)
			} else {
				v.words[w.Fold] = e
			}
		}
	}
}

// enter puts a new word in.
func (v *vocabulary) enter(fold string, e spelling) {
	n := utf8.RuneCountInString(fold)
	v.sizes[n] = append(v.sizes[n], sketch{letters: lettersOf(fold), fold: fold})
	v.words[fold] = e
}

// has reports whether the corpus prints the folded word.
func (v *vocabulary) has(fold string) bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	_, ok := v.words[fold]
	return ok
}

// inflects reports whether the corpus prints a word in another form: "dockers" for
// "docker", "launched" for "launch".
func (v *vocabulary) inflects(fold string) bool {
	one := singular(fold)
	if one != fold && v.has(one) {
		return true
	}
	for _, end := range []string{"s", "es", "ed", "d", "ing"} {
		if v.has(one + end) {
			return true
		}
		if stem, ok := strings.CutSuffix(fold, end); ok && len(stem) > 3 && (v.has(stem) || v.has(stem+"e")) {
			return true
		}
	}
	return false
}

// proper reports whether the corpus prints the folded word, and only with a
// capital.
func (v *vocabulary) proper(fold string) bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.words[fold].proper
}

// nearest returns the word of the corpus that fold most likely was meant to
// be, as it is printed. Names are corrected more freely than other words, which
// may well be right and only absent from the corpus.
func (v *vocabulary) nearest(fold string) (printed string, ok bool) {
	n := utf8.RuneCountInString(fold)
	if n < 4 || n > 40 || !lettered(fold) {
		return "", false
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	if _, known := v.words[fold]; known {
		return "", false
	}
	best, word, letters := 1000, "", lettersOf(fold)
	for size := n - 2; size <= n+2; size++ {
		for _, k := range v.sizes[size] {
			w := k.fold
			if distant(letters, k.letters, min(slack(n, true), best/2)) {
				continue
			}
			e := v.words[w]
			d := distance(fold, w, slack(n, e.proper))
			if d > slack(n, e.proper) || !e.proper && (n < 6 || w[0] != fold[0] || text.Stem(w, "") == text.Stem(fold, "")) {
				continue
			}
			cost := 2 * d
			if !e.proper {
				cost++
			}
			if cost < best || cost == best && (e.count > v.words[word].count || e.count == v.words[word].count && w < word) {
				best, word = cost, w
			}
		}
	}
	return v.words[word].printed, word != ""
}

// slack is how many slips are forgiven in a word of n letters.
func slack(n int, proper bool) int {
	if proper && n >= 7 {
		return 2
	}
	return 1
}

func lettered(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '\'' && r != '-' {
			return false
		}
	}
	return true
}

// distance is the number of letters put in, left out, mistaken or swapped
// between a and b; past most it returns most+1.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, last, now := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		low := i
		for j := 1; j <= len(y); j++ {
			d := last[j-1]
			if x[i-1] != y[j-1] {
				d++
			}
			d = min(d, last[j]+1, now[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
			low = min(low, d)
		}
		if low > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}
