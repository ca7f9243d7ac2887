package search

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

// mixed are articles with all that is saved of one: speech, two languages, no
// sentence at all, more words than two bytes count.
func mixed() []Doc {
	docs := slices.Clone(harbour)
	for i := range docs {
		docs[i].Layout = text.Read(docs[i].Text)
		for k, s := range docs[i].Layout.Sentences {
			docs[i].Speech = append(docs[i].Speech, Speech{Content: s.Span, Speaker: text.Span{Start: s.Start, End: s.Start + 5}, Person: fmt.Sprint("Person ", k%2)})
		}
	}
	return append(docs, Doc{Title: "Vuoto"}, Doc{Title: "Il porto", Lang: "it", Text: "Il sindaco ha parlato dei lavoratori del porto di Genova."},
		Doc{Title: "Long", Text: strings.Repeat("The quarrymen of Holm walked to the lighthouse again. ", 6000)})
}

func fillWith(docs []Doc) *Index {
	x := New()
	for _, d := range docs {
		x.Add(d)
	}
	return x
}

func saved(t testing.TB, x *Index) []byte {
	var b bytes.Buffer
	if err := x.Save(&b, "v1"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bareOf leaves out what is saved.
func bareOf(docs []Doc) []Doc {
	out := slices.Clone(docs)
	for i := range out {
		out[i].Layout, out[i].Speech = nil, nil
	}
	return out
}

// TestLoad: an index that was saved answers as before, also of what is added to
// it later.
func TestLoad(t *testing.T) {
	l := newLibrary(1500)
	docs := append(mixed(), l.docs...)
	more := newLibrary(3000).docs[60:]
	x := fillWith(docs)
	y, err := Load(saved(t, x), "v1", bareOf(docs))
	if err != nil {
		t.Fatal(err)
	}
	questions := append([]string{"Who said the wall would protect homes?", "What did Person 1 say about the wall?", "lavoratori del porto",
		"quarymen of Holm", "20,000 visitors", "lanterne festivall"}, l.questions[:60]...)
	same := func(when string) {
		t.Helper()
		for _, q := range questions {
			if a, b := fmt.Sprint(x.Search(Query{Text: q})), fmt.Sprint(y.Search(Query{Text: q})); a != b {
				t.Fatalf("%s, %s:\n%.400s\n%.400s", when, q, a, b)
			}
		}
	}
	same("loaded")
	for i := range docs {
		a, _ := x.Doc(i)
		b, _ := y.Doc(i)
		if fmt.Sprint(a.Speech, *a.Layout) != fmt.Sprint(b.Speech, *b.Layout) {
			t.Fatalf("article %d: %v\nwas %v", i, b, a)
		}
	}
	for _, d := range more {
		x.Add(d)
		y.Add(d)
	}
	same("added to")
	if !bytes.Equal(saved(t, x), saved(t, y)) {
		t.Error("saved again, the two differ")
	}
}

// TestLoadRefuses: what cannot be trusted is refused, saying why.
func TestLoadRefuses(t *testing.T) {
	docs := mixed()
	good := saved(t, fillWith(docs))
	other := slices.Clone(docs)
	other[1].Text += "."
	swapped := slices.Clone(docs)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	newer := slices.Clone(good)
	newer[len(savedMark)]++
	flipped := slices.Clone(good)
	flipped[len(good)/2] ^= 4
	for _, c := range []struct {
		b     []byte
		stamp string
		docs  []Doc
		want  string
	}{
		{nil, "v1", docs, "it is no saved index"},
		{[]byte(strings.Repeat("x", 1000)), "v1", docs, "it is no saved index"},
		{good[:len(good)-1], "v1", docs, "it is damaged"},
		{flipped, "v1", docs, "it is damaged"},
		{sealed(newer), "v1", docs, "it is of another version (5, not 4)"},
		{good, "v2", docs, `it is stamped "v1", not "v2"`},
		{good, "v1", docs[1:], "it holds 6 articles, not 5"},
		{good, "v1", other, `article 1 ("Council approves sea wall") is another than it was`},
		{good, "v1", swapped, `article 0 ("Council approves sea wall") is another than it was`},
	} {
		_, err := Load(c.b, c.stamp, c.docs)
		if want := "loading the saved index: " + c.want + ": build it from the articles"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// sealed gives bytes the sum they should have.
func sealed(b []byte) []byte {
	if len(b) < 4 {
		return b
	}
	b = slices.Clone(b)
	binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
	return b
}

// TestSaveFails: an error of the writer is told.
func TestSaveFails(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	if err := fillWith(mixed()).Save(w, ""); err == nil {
		t.Error("no error")
	}
}

// FuzzLoad: bytes that were changed are refused and never upset the loader, not
// even where their sum is right.
func FuzzLoad(f *testing.F) {
	docs := mixed()[:5]
	good := saved(f, fillWith(docs))
	f.Add(0, byte(0), uint16(0))
	for at := len(savedMark); at < len(good); at += len(good) / 50 {
		f.Add(at, byte(0xff), uint16(at))
	}
	f.Fuzz(func(t *testing.T, at int, change byte, cut uint16) {
		b := slices.Clone(good)
		at = max(0, at) % len(b)
		b[at] ^= change
		if _, err := Load(b, "v1", docs); (err == nil) != (change == 0) {
			t.Fatalf("byte %d changed by %x: %v", at, change, err)
		}
		if _, err := Load(sealed(b), "v1", docs); err != nil && !strings.HasPrefix(err.Error(), "loading the saved index: ") {
			t.Fatal(err)
		}
		if from := int(cut) % len(b); from > 0 {
			if _, err := Load(sealed(b[:from]), "v1", docs); err == nil {
				t.Fatalf("%d of %d bytes were enough", from, len(b))
			}
		}
	})
}
