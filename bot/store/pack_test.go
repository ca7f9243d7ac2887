package store

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"briefingbot/briefing"
)

// FuzzParse feeds the parsers any bytes: they must refuse or return spans that
// fit the text, and what they return must pack to a reading that is the same.
func FuzzParse(f *testing.F) {
	for _, words := range strange {
		r := reader("a", words)
		f.Add(packLayout(r.Layout), packQuotes(r.Quotes), len(words))
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f}, []byte{1}, 10)
	f.Fuzz(func(t *testing.T, layout, quotes []byte, size int) {
		if size < 0 {
			return
		}
		if l, err := parseLayout(layout, size); err == nil {
			for _, s := range l.Sentences {
				if !fits(s.Span, size) || s.Paragraph >= len(l.Paragraphs) {
					t.Fatalf("sentence %+v of a text of %d bytes", s, size)
				}
			}
			for _, p := range l.Paragraphs {
				if !fits(p.Span, size) {
					t.Fatalf("paragraph %+v of a text of %d bytes", p, size)
				}
			}
			again, err := parseLayout(packLayout(l), size)
			if err != nil || !reflect.DeepEqual(again, l) {
				t.Fatalf("%+v packs to %+v, %v", l, again, err)
			}
		}
		qs, err := parseQuotes(quotes, size)
		if err != nil {
			return
		}
		for _, q := range qs {
			if !fits(q.Content, size) || !fits(q.Speaker, size) || !fits(q.Cue, size) {
				t.Fatalf("quote %+v of a text of %d bytes", q, size)
			}
		}
		// Compared packed: a confidence may be a NaN here, which equals nothing.
		packed := packQuotes(qs)
		if again, err := parseQuotes(packed, size); err != nil || string(packQuotes(again)) != string(packed) {
			t.Fatalf("%+v packs to %+v, %v", qs, again, err)
		}
	})
}

// TestAnalyser holds that the same analyser always has the same name.
func TestAnalyser(t *testing.T) {
	if a, b := analyser(), analyser(); a != b || !strings.HasPrefix(a, reading+"-") {
		t.Errorf("analyser is %q, then %q", a, b)
	}
}

func corpus(n int) []briefing.Reading {
	rs := make([]briefing.Reading, n)
	for i := range rs {
		words := strings.Repeat(fmt.Sprintf("Sentence of article %d, which is about as long as one in the news, some twenty words or so. ", i), 24)
		rs[i] = briefing.Read(briefing.Article{ID: fmt.Sprintf("article-%d", i), Text: words})
	}
	return rs
}

func BenchmarkOpenNew(b *testing.B) {
	for b.Loop() {
		s, err := Temporary(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

func BenchmarkAnalyser(b *testing.B) {
	for b.Loop() {
		analyser()
	}
}

func BenchmarkPutAll(b *testing.B) {
	rs := corpus(2000)
	for b.Loop() {
		s, err := Open(context.Background(), filepath.Join(b.TempDir(), "b.db"))
		if err != nil {
			b.Fatal(err)
		}
		if err := s.PutAll(context.Background(), rs); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	b.ReportMetric(float64(len(rs)*b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkReadings(b *testing.B) {
	rs := corpus(2000)
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "b.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := s.PutAll(context.Background(), rs); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, err := range s.Readings(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(rs)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
