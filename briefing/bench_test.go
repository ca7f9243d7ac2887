package briefing

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	rs := seeds(b)
	sentences, bytes := 0, 0
	for _, r := range rs {
		sentences += len(r.Layout.Sentences)
		bytes += len(r.Article.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range rs {
			Read(Article{ID: r.Article.ID, Text: r.Article.Text})
		}
	}
	b.ReportMetric(float64(sentences*b.N)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkNewCorpusAndFirstAsk(b *testing.B) {
	rs := seeds(b)
	for b.Loop() {
		if a := NewCorpus(rs).Ask("how many officers will be deployed?", 3); len(a.Facts) == 0 {
			b.Fatal("no answer")
		}
	}
}

func BenchmarkAsk(b *testing.B) {
	c := NewCorpus(seeds(b))
	c.Ask("x", 1)
	for b.Loop() {
		c.Ask("how many officers will be deployed?", 3)
	}
}

func BenchmarkBrief(b *testing.B) {
	c := NewCorpus(seeds(b))
	c.Brief(Options{Topics: defaultTopics()})
	for b.Loop() {
		c.Brief(Options{Topics: defaultTopics()})
	}
}

// many makes n articles that differ, from the seeds' sentences.
func many(b *testing.B, n int) []Reading {
	rs := seeds(b)
	out := make([]Reading, n)
	for i := range out {
		r := rs[i%len(rs)]
		t := strings.ReplaceAll(r.Article.Text, "Milan", fmt.Sprintf("Town%d", i))
		out[i] = Read(Article{ID: fmt.Sprintf("n%06d", i), Text: strings.ReplaceAll(t, "Sala", fmt.Sprintf("Sala%c", 'a'+i%26))})
	}
	return out
}

func BenchmarkCorpusOf1000(b *testing.B) {
	rs := many(b, 1000)
	b.Run("new and first ask", func(b *testing.B) {
		for b.Loop() {
			NewCorpus(rs).Ask("how many officers will be deployed in Town7?", 3)
		}
	})
	c := NewCorpus(rs)
	b.Run("add", func(b *testing.B) {
		i := 0
		for b.Loop() {
			r := rs[i%len(rs)]
			a := *r.Article
			a.ID = fmt.Sprintf("x%d", i)
			r.Article = &a
			c.Add(r)
			i++
		}
	})
	c = NewCorpus(rs)
	for _, step := range []struct {
		name string
		run  func()
	}{
		{"people", func() { NewCorpus(rs).People() }}, {"figures", func() { NewCorpus(rs).Figures() }},
		{"ask", func() { c.Ask("how many officers will be deployed in Town7?", 3) }},
		{"said", func() { c.Said("Piantedosi", "security") }},
	} {
		b.Run(step.name, func(b *testing.B) {
			for b.Loop() {
				step.run()
			}
		})
	}
}
