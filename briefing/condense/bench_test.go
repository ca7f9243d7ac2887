package condense

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing/text"
)

// newsroom writes articles: a few stories, each a stock of facts that several
// articles tell in nearly the same words, and sentences of their own. Every day
// has its own.
func newsroom(day uint64, articles, sentences int) []Doc {
	r := rand.New(rand.NewPCG(day, uint64(articles)))
	zipf := rand.NewZipf(r, 1.1, 8, 30000)
	word := func() string {
		n := zipf.Uint64()
		if n < uint64(len(frequent)) {
			return frequent[n]
		}
		return fmt.Sprintf("%s%s%s", syllables[n%17], syllables[(n/17)%19], syllables[(n/323)%23])
	}
	sentence := func() []string {
		s := make([]string, 12+r.IntN(20))
		for i := range s {
			s[i] = word()
		}
		if r.IntN(3) == 0 {
			s[r.IntN(len(s))] = fmt.Sprint(10 + r.IntN(5000))
		}
		return s
	}
	stories := 1 + articles/50
	facts := make([][][]string, stories)
	for i := range facts {
		for range 30 {
			facts[i] = append(facts[i], sentence())
		}
	}
	var docs []Doc
	for range articles {
		story := facts[r.IntN(stories)]
		var b strings.Builder
		for range sentences {
			s := sentence()
			if r.IntN(3) == 0 {
				s = slices.Clone(story[r.IntN(len(story))])
				s[r.IntN(len(s))] = word()
				s[r.IntN(len(s))] = word()
			}
			line := strings.Join(s, " ")
			b.WriteString(strings.ToUpper(line[:1]) + line[1:] + ".\n")
		}
		docs = append(docs, Doc{Text: b.String(), Layout: text.Read(b.String()), Date: time.Unix(int64(r.IntN(1e6)), 0).UTC()})
	}
	return docs
}

var frequent = strings.Fields("the of and to in a that for on is was with said he as it by at from his be an are will were has " +
	"have had not this but they which who would their been more its after new also year police government two people one")

var syllables = strings.Fields("ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu ar el in os un ta mi ko re")

func countSentences(docs []Doc) int {
	n := 0
	for _, d := range docs {
		n += len(d.Layout.Sentences)
	}
	return n
}

// measure runs f on clusters of so many articles, one of eight after the other:
// no two in a row tell the same.
func measure(b *testing.B, sizes []int, f func([]Doc)) {
	for _, n := range sizes {
		var days [][]Doc
		for day := range uint64(max(1, min(8, 4000/n))) {
			days = append(days, newsroom(7+day, n, 25))
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			i, sentences, from := 0, 0, cpuSeconds()
			for b.Loop() {
				docs := days[i%len(days)]
				f(docs)
				sentences += countSentences(docs)
				i++
			}
			b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
			if used := cpuSeconds() - from; used > 0 {
				b.ReportMetric(float64(sentences)/used, "sentences/cpu-s")
			}
		})
	}
}

func BenchmarkSummarize(b *testing.B) {
	measure(b, []int{10, 30, 100, 1000, 10000}, func(docs []Doc) { Summarize(docs, Options{Words: 300}) })
}

func BenchmarkFacts(b *testing.B) {
	measure(b, []int{10, 30, 100, 1000, 10000}, func(docs []Doc) { Facts(docs) })
}

// BenchmarkTextRank is the baseline: the plain algorithm, with its graph of all
// pairs of sentences.
func BenchmarkTextRank(b *testing.B) {
	measure(b, []int{10, 30, 100}, func(docs []Doc) { textRank(docs, 300) })
}

// textRank is Mihalcea and Tarau's: sentences vote for those they share words
// with, by the number shared over the logarithms of their lengths.
func textRank(docs []Doc, words int) []Ref {
	var refs []Ref
	var bags []map[string]bool
	var lengths []int
	for d := range docs {
		for i, s := range docs[d].Layout.Sentences {
			bag := map[string]bool{}
			for _, w := range text.Words(s.In(docs[d].Text)) {
				if !text.Stop(w.Fold, "") {
					bag[text.Stem(w.Fold, "")] = true
				}
			}
			refs, bags, lengths = append(refs, Ref{d, i}), append(bags, bag), append(lengths, fields(s.In(docs[d].Text)))
		}
	}
	n := len(refs)
	edges := make([][]float64, n)
	out := make([]float64, n)
	for i := range n {
		edges[i] = make([]float64, n)
		for j := range i {
			shared := 0
			for w := range bags[i] {
				if bags[j][w] {
					shared++
				}
			}
			if shared > 0 {
				x := float64(shared) / (math.Log(1+float64(len(bags[i]))) + math.Log(1+float64(len(bags[j]))))
				edges[i][j], edges[j][i] = x, x
				out[i] += x
				out[j] += x
			}
		}
	}
	score := slices.Repeat([]float64{1}, n)
	for range 30 {
		next := slices.Repeat([]float64{0.15}, n)
		for i := range n {
			for j := range n {
				if edges[j][i] > 0 {
					next[i] += 0.85 * edges[j][i] / out[j] * score[j]
				}
			}
		}
		score = next
	}
	best := make([]int, n)
	for i := range best {
		best[i] = i
	}
	slices.SortStableFunc(best, func(a, b int) int {
		if score[a] > score[b] {
			return -1
		}
		return 1
	})
	var chosen []Ref
	for _, i := range best {
		if words >= lengths[i] {
			words -= lengths[i]
			chosen = append(chosen, refs[i])
		}
	}
	return chosen
}
