package search

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/briefing/text"
)

// sizes are the numbers of passages that the benchmarks index: SEARCH_SIZES, a
// list like "10000,100000,1000000", or 10,000.
func sizes(b *testing.B) []int {
	var out []int
	for s := range strings.SplitSeq(os.Getenv("SEARCH_SIZES"), ",") {
		if n, err := strconv.Atoi(s); err == nil {
			out = append(out, n)
		} else if s != "" {
			b.Fatalf("SEARCH_SIZES: %q is no number of passages", s)
		}
	}
	if out == nil {
		out = []int{10_000}
	}
	return out
}

// library makes articles of 25 sentences of about 21 words whose frequencies
// fall as those of a language do (Zipf's law over 300,000 words, a third of
// them function words), and questions of 2 to 5 of their words.
type library struct {
	docs      []Doc
	questions []string
	bytes     int
}

func newLibrary(passages int) library {
	const perArticle, vocabulary = 25, 300_000
	rnd := rand.New(rand.NewSource(1))
	zipf := rand.NewZipf(rnd, 1.07, 20, vocabulary-1)
	function := strings.Fields("the of to and in a that for is was on with as by at from it its has be are this not but his")
	word := func() string {
		if rnd.Intn(3) == 0 {
			return function[rnd.Intn(len(function))]
		}
		return spell(int(zipf.Uint64()))
	}
	var l library
	for n := 0; n < passages; n += perArticle {
		var s strings.Builder
		for range min(perArticle, passages-n) {
			for k := range 12 + rnd.Intn(18) {
				w := word()
				if k == 0 || rnd.Intn(12) == 0 {
					w = strings.ToUpper(w[:1]) + w[1:]
				}
				if k > 0 {
					s.WriteByte(' ')
				}
				s.WriteString(w)
			}
			s.WriteString(". ")
		}
		t := strings.TrimSpace(s.String())
		l.bytes += len(t)
		l.docs = append(l.docs, Doc{Title: spell(int(zipf.Uint64())) + " " + spell(int(zipf.Uint64())), Text: t, Layout: text.Read(t)})
	}
	for range 2000 {
		var ws []string
		for len(ws) < 2+rnd.Intn(4) {
			ws = append(ws, spell(int(zipf.Uint64())))
		}
		l.questions = append(l.questions, strings.Join(ws, " "))
	}
	return l
}

// spell writes a number as a word of one to five syllables.
func spell(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b []byte
	for n += 70; n > 0; n /= 70 {
		b = append(b, consonants[n%14], vowels[n/14%5])
	}
	return string(b) + "x"
}

var libraries sync.Map

func shelf(n int) library {
	l, _ := libraries.LoadOrStore(n, sync.OnceValue(func() library { return newLibrary(n) }))
	return l.(func() library)()
}

func fill(l library) *Index {
	x := New()
	for _, d := range l.docs {
		x.Add(d)
	}
	return x
}

// BenchmarkBuild indexes a library; bytes/index leaves out the articles' own
// text and layout, which the index shares with its caller.
func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := shelf(n)
			runtime.GC()
			b.SetBytes(int64(l.bytes))
			b.ResetTimer()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			var x *Index
			cpu := threadTime()
			for b.Loop() {
				x = fill(l)
			}
			b.ReportMetric(float64((threadTime()-cpu).Nanoseconds())/float64(b.N)/float64(n), "cpu-ns/passage")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/passage")
			b.ReportMetric(float64(x.Size())/1e6, "MB/index")
		})
	}
}

// BenchmarkSearch asks questions end to end: parse, retrieve, rank, refuse. On a
// busy machine the time of its own thread (cpu) says more than the wall's.
func BenchmarkSearch(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := shelf(n)
			x := fill(l)
			runtime.GC()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			var took, busy []time.Duration
			i := 0
			for b.Loop() {
				at, cpu := time.Now(), threadTime()
				x.Search(Query{Text: l.questions[i%len(l.questions)]})
				took, busy = append(took, time.Since(at)), append(busy, threadTime()-cpu)
				i++
			}
			slices.Sort(took)
			slices.Sort(busy)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(busy[len(busy)/2].Microseconds()), "p50-cpu-µs")
			b.ReportMetric(float64(busy[len(busy)*99/100].Microseconds()), "p99-cpu-µs")
		})
	}
}

// BenchmarkAdd adds articles to a full index.
func BenchmarkAdd(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := shelf(n)
			x := fill(l)
			i, passages := 0, 0
			for b.Loop() {
				d := l.docs[i%len(l.docs)]
				x.Add(d)
				passages += len(d.Layout.Sentences)
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(passages), "ns/passage")
		})
	}
}

// BenchmarkLoad saves a full index and loads it again.
func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := shelf(n)
			var saved bytes.Buffer
			x := fill(l)
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			cpu := threadTime()
			if err := x.Save(&saved, ""); err != nil {
				b.Fatal(err)
			}
			cpu = threadTime() - cpu
			runtime.GC()
			at := threadTime()
			for b.Loop() {
				if _, err := Load(saved.Bytes(), "", l.docs); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((threadTime()-at).Milliseconds())/float64(b.N), "cpu-ms/load")
			b.ReportMetric(float64(cpu.Milliseconds()), "cpu-ms/save")
			b.ReportMetric(float64(saved.Len())/1e6, "MB/file")
		})
	}
}
