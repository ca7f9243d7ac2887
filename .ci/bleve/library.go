package main

import (
	"math/rand"
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// library is made-up articles of 25 sentences of about 21 words, a third of them
// function words. How often the others come falls as in a language (Zipf's law
// over 300,000 words); two of five are of the fifty its article is about.
type library struct {
	docs      []search.Doc
	passages  int
	near, far []string // questions: two to five words of a passage, or of none
}

const (
	perArticle = 25
	subjects   = 50
	questions  = 2000
)

func newLibrary(passages int) library {
	rnd := rand.New(rand.NewSource(1))
	zipf := rand.NewZipf(rnd, 1.07, 20, 300_000-1)
	function := strings.Fields("the of to and in a that for is was on with as by at from it its has be are this not but his")
	word := func() string { return spell(int(zipf.Uint64())) }
	var l library
	every := max(1, passages/questions)
	for l.passages < passages {
		about := make([]string, subjects)
		for i := range about {
			about[i] = word()
		}
		var s strings.Builder
		for range min(perArticle, passages-l.passages) {
			var words, telling []string
			for range 12 + rnd.Intn(18) {
				w := ""
				switch k := rnd.Intn(15); {
				case k < 5:
					w = function[rnd.Intn(len(function))]
				case k < 9:
					w = about[rnd.Intn(subjects)]
				default:
					w = word()
				}
				if len(w) > 4 {
					telling = append(telling, w)
				}
				if rnd.Intn(12) == 0 {
					w = strings.ToUpper(w[:1]) + w[1:]
				}
				words = append(words, w)
			}
			words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
			s.WriteString(strings.Join(words, " ") + ". ")
			if l.passages++; l.passages%every == 0 && len(telling) > 1 {
				rnd.Shuffle(len(telling), func(i, j int) { telling[i], telling[j] = telling[j], telling[i] })
				l.near = append(l.near, strings.Join(telling[:min(len(telling), 2+rnd.Intn(4))], " "))
			}
		}
		t := strings.TrimSpace(s.String())
		l.docs = append(l.docs, search.Doc{Title: about[0] + " " + about[1], Text: t, Layout: text.Read(t)})
	}
	for range questions {
		ws := make([]string, 2+rnd.Intn(4))
		for i := range ws {
			ws[i] = word()
		}
		l.far = append(l.far, strings.Join(ws, " "))
	}
	return l
}

// spell writes a number as a word of one to four syllables.
func spell(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b []byte
	for n += 70; n > 0; n /= 70 {
		b = append(b, consonants[n%14], vowels[n/14%5])
	}
	return string(b) + "x"
}
