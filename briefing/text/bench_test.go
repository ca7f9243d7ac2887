package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// corpus returns the seeds and the test articles, repeated to about n bytes,
// each an article of its own.
func corpus(tb testing.TB, n int) []string {
	tb.Helper()
	var all []string
	for _, pattern := range []string{"../../seeds/*.txt", "testdata/layout/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			all = append(all, string(data))
		}
	}
	var out []string
	for size, i := 0, 0; size < n; i++ {
		out = append(out, all[i%len(all)])
		size += len(all[i%len(all)])
	}
	return out
}

func size(texts []string) (n int64) {
	for _, s := range texts {
		n += int64(len(s))
	}
	return n
}

func BenchmarkRead(b *testing.B) {
	texts := corpus(b, 1<<20)
	b.SetBytes(size(texts))
	b.ReportAllocs()
	sentences := 0
	for b.Loop() {
		for _, s := range texts {
			sentences += len(Read(s).Sentences)
		}
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkSentences(b *testing.B) {
	texts := corpus(b, 1<<20)
	b.SetBytes(size(texts))
	b.ReportAllocs()
	var buf []Span
	for b.Loop() {
		for _, s := range texts {
			buf = appendSentences(buf[:0], s, Span{0, len(s)})
		}
	}
}

func BenchmarkWords(b *testing.B) {
	texts := corpus(b, 1<<20)
	b.SetBytes(size(texts))
	b.ReportAllocs()
	var buf []Word
	words := 0
	for b.Loop() {
		for _, s := range texts {
			buf = AppendWords(buf[:0], s)
			words += len(buf)
		}
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkStem(b *testing.B) {
	for _, lang := range []string{"en", "it", "fr", "es"} {
		b.Run(lang, func(b *testing.B) {
			var words []Word
			for _, s := range corpus(b, 1<<16) {
				words = AppendWords(words, s)
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for _, w := range words {
					Stem(w.Fold, lang)
				}
				n += len(words)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

func BenchmarkFigures(b *testing.B) {
	var sentences []string
	var bytes int64
	for _, s := range corpus(b, 1<<18) {
		for _, q := range Read(s).Sentences {
			sentences = append(sentences, q.In(s))
			bytes += int64(q.Len())
		}
	}
	for _, f := range []struct {
		name string
		run  func(string)
	}{{"Numbers", func(s string) { Numbers(s) }}, {"Dates", func(s string) { Dates(s) }}} {
		b.Run(f.name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				for _, s := range sentences {
					f.run(s)
				}
			}
			b.ReportMetric(float64(b.N*len(sentences))/b.Elapsed().Seconds(), "sentences/s")
		})
	}
}

// BenchmarkHostile reads 1 MB of one mark or word, over and over.
func BenchmarkHostile(b *testing.B) {
	for _, h := range []struct{ name, unit string }{{"quotes", "\""}, {"curly", "“"}, {"nospace", "x"}, {"brackets", "("}, {"stops", ". "}, {"lines", "a\n"}, {"initials", "A. "}} {
		b.Run(h.name, func(b *testing.B) {
			s := strings.Repeat(h.unit, 1<<20/len(h.unit))
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Read(s)
			}
		})
	}
}

// No text takes more than time in proportion to its length. What is linear
// needs some 10 ms for each of these; what is quadratic would need many seconds.
func TestLinear(t *testing.T) {
	for _, h := range hostile() {
		if h == "" {
			continue
		}
		s := strings.Repeat(h, 1+(64<<10)/len(h))
		for _, f := range []struct {
			name string
			run  func(string)
		}{{"Read", func(s string) { Stated(s, Read(s)) }}, {"Words", func(s string) { Words(s) }}, {"Numbers", func(s string) { Numbers(s) }},
			{"Dates", func(s string) { Dates(s) }}, {"Fold", func(s string) { Fold(s) }}, {"Stem", func(s string) { Stem(Fold(s), "it") }}} {
			start := time.Now()
			f.run(s)
			if d := time.Since(start); d > 3*time.Second {
				t.Errorf("%s of %d bytes of %q took %v", f.name, len(s), h[:min(len(h), 20)], d)
			}
		}
	}
}
