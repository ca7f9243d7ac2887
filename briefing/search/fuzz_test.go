package search

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// FuzzSearch: no question and no article upsets the index; every span lies in
// its text and cuts no character; asked twice, it answers alike.
func FuzzSearch(f *testing.F) {
	f.Add("Who said the wall is safe?", "“The wall is safe,” Ruth Vinter said. It cost 6,000 dollars.", "Walls")
	f.Add("quanti \"agenti\" a Milano", "Milano.\n\nAgenti: 6.000.", "")
	f.Add("\xff \"\" why", "\xe2\x80\x9c\xff . a. B", "\x00")
	f.Add("how many how many", "a\na\na\n", "how")
	f.Fuzz(func(t *testing.T, question, body, title string) {
		x := New()
		l := text.Read(body)
		var sp []Speech
		for i, s := range l.Sentences {
			if i%2 == 0 {
				sp = append(sp, Speech{Content: s.Span, Speaker: text.Span{Start: s.Start, End: s.Start + (s.End-s.Start)/2}, Person: title})
			}
		}
		x.Add(Doc{Title: title, Text: body, Layout: l, Speech: sp})
		x.Add(Doc{Title: question, Text: body, Lang: "it"})
		x.Add(Doc{Text: title})
		texts := []string{body, body, title}
		for _, q := range []Query{{Text: question}, {Text: question + " " + body, Limit: 3, Only: func(d int) bool { return d != 1 }}} {
			r := x.Search(q)
			if again := x.Search(q); fmt.Sprint(r) != fmt.Sprint(again) {
				t.Fatalf("%v\n%v", r, again)
			}
			if r.Score < 0 || r.Score > 1 {
				t.Fatalf("score %v", r.Score)
			}
			for i, h := range r.Hits {
				s := texts[h.Doc]
				if h.Span.Start < 0 || h.Span.Start > h.Span.End || h.Span.End > len(s) {
					t.Fatalf("span %v of %d bytes", h.Span, len(s))
				}
				for _, at := range []int{h.Span.Start, h.Span.End} {
					if at > 0 && at < len(s) && utf8.ValidString(s) && !utf8.RuneStart(s[at]) {
						t.Fatalf("span %v cuts a character", h.Span)
					}
				}
				for _, o := range r.Hits[:i] {
					if o.Doc == h.Doc && o.Span.Meets(h.Span) {
						t.Fatalf("passages %v and %v overlap", o.Span, h.Span)
					}
				}
				if i > 0 && h.Score > r.Hits[i-1].Score {
					t.Fatalf("hit %d scores more than the one before", i)
				}
				if q.Only != nil && !q.Only(h.Doc) {
					t.Fatalf("article %d may not answer", h.Doc)
				}
			}
		}
	})
}

// FuzzPostings: what is written is read, and seek finds what a walk finds.
func FuzzPostings(f *testing.F) {
	f.Add([]byte{1, 2, 3}, uint16(2))
	f.Add(make([]byte, 1000), uint16(500))
	f.Fuzz(func(t *testing.T, gaps []byte, target uint16) {
		const base = 7
		gaps = gaps[:min(len(gaps), 2000)]
		var ps []posting
		id := uint32(base)
		for i, g := range gaps {
			id += uint32(g)*uint32(g) + 1
			ps = append(ps, posting{id, 1 + uint32(g)%uint32(1+i%2)})
		}
		list := appendList(nil, base, ps)
		e := entry{n: len(ps), list: append(list, make([]byte, padding)...)[:len(list)]}
		if got := e.read(nil, base); !slices.Equal(got, ps) {
			t.Fatalf("read %v\nwant %v", got, ps)
		}
		var walked []posting
		for c := e.open(base); c.id != done; c.next() {
			walked = append(walked, posting{c.id, c.times()})
		}
		if !slices.Equal(walked, ps) {
			t.Fatalf("walked %v\nwant %v", walked, ps)
		}
		c := e.open(base)
		for at := uint32(0); at <= id; at += uint32(target) + id/1000 + 1 {
			c.seek(at)
			i, _ := slices.BinarySearchFunc(ps, at, func(p posting, at uint32) int { return int(p.id) - int(at) })
			if i == len(ps) && c.id != done || i < len(ps) && c.id != ps[i].id {
				t.Fatalf("seek %d: at %d", at, c.id)
			}
		}
	})
}

// FuzzWords: the words of a sentence are read as they were written, whatever
// follows them.
func FuzzWords(f *testing.F) {
	f.Add([]byte{}, []byte{1, 2, 3})
	f.Add([]byte{0, 0, 0, 1, 9, 9, 9, 9}, []byte{0xff})
	f.Add(make([]byte, 300), []byte{})
	f.Fuzz(func(t *testing.T, ids, after []byte) {
		var want []code
		var b []byte
		for i := 0; i+4 <= len(ids); i += 4 {
			// Of every length, not nearly all of the greatest.
			c := code(binary.LittleEndian.Uint32(ids[i:]) >> (4 + ids[i]%28))
			want = append(want, c)
			b = binary.AppendUvarint(b, uint64(c))
		}
		n := len(b)
		b = append(append(b, after...), make([]byte, padding)...)
		if got := words(nil, b[:n]); !slices.Equal(got, want) {
			t.Fatalf("words %v\nwant %v", got, want)
		}
	})
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"piantedosi", "piantedosi", 0},
		{"piantdosi", "piantedosi", 1},
		{"piantadosi", "piantedosi", 1},
		{"paintedosi", "piantedosi", 1},
		{"piantedossi", "piantedosi", 1},
		{"pintdosi", "piantedosi", 2},
		{"skating", "stating", 2},
		{"", "ab", 2},
		{"abcd", "wxyz", 3},
	} {
		if got := slips([]byte(c.a), c.b, 2); got != c.want {
			t.Errorf("slips(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := slips([]byte(c.b), c.a, 2); got != c.want {
			t.Errorf("slips(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
		if got := one([]byte(c.a), c.b); got != min(c.want, 2) {
			t.Errorf("one(%q, %q) = %d, want %d", c.a, c.b, got, min(c.want, 2))
		}
	}
}

// FuzzSlips: the quick test for one slip agrees with the table.
func FuzzSlips(f *testing.F) {
	f.Add("skating", "stating")
	f.Add("ab", "ba")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) >= maxWord || len(b) >= maxWord {
			return
		}
		if x, y := one([]byte(a), b), slips([]byte(a), b, 2); min(y, 2) != x {
			t.Fatalf("one(%q, %q) = %d, slips %d", a, b, x, y)
		}
	})
}

// TestVocab: what a word is searched as does not depend on what was met before.
func TestVocab(t *testing.T) {
	words := []string{"generously", "generous", "gener", "generate", "policies", "police", "polic", "6000", "the", "us"}
	want := map[string]string{}
	for round := range 20 {
		v := newVocab()
		for i := range words {
			v.add(words[(i*7+round)%len(words)], "")
			v.add(words[(i*3+round)%len(words)], "it")
		}
		for _, w := range words {
			id, ok := v.find(w)
			if !ok {
				t.Fatalf("%s is lost", w)
			}
			got := v.text(v.words[id].term)
			if round > 0 && want[w] != got {
				t.Errorf("%s is searched as %q, and as %q in another order", w, got, want[w])
			}
			want[w] = got
		}
	}
}

func TestNumbersInTokens(t *testing.T) {
	x := New()
	x.Add(Doc{Text: "Six thousand officers came and 2 million people watched."})
	s := x.now.Load()
	var got []string
	for _, c := range words(nil, s.docs[0].sentence(0)) {
		got = append(got, s.vocab.text(c.entry()))
	}
	for _, want := range []string{"6000", "2000000"} {
		if !slices.Contains(got, want) {
			t.Errorf("%v lacks %s", got, want)
		}
	}
}
