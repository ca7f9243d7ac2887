package packed

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"

	"briefingbot/briefing/text"
)

// TestWrittenAndRead: everything is read as it was written, and nothing is left.
func TestWrittenAndRead(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	w.Raw([]byte("mark"))
	w.Number(0)
	w.Number(1 << 40)
	w.Flag(true)
	w.Sum(0xfedcba98)
	w.Bytes([]byte{0xff, 0})
	w.Text("Rúnfjord")
	w.Texts([]string{"", "harbour"})
	spans, _ := AppendSpan(nil, text.Span{Start: 40, End: 45}, 0)
	spans, _ = AppendSpan(spans, text.Span{Start: 3, End: 3}, 45)
	w.Raw(AppendText(spans, "quay"))
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	r := NewReader(b.Bytes())
	end := 0
	for _, c := range []struct{ what, got, want any }{
		{"mark", string(r.Take(4)), "mark"},
		{"nought", r.Number(), 0},
		{"large number", r.Number(), 1 << 40},
		{"flag", r.Flag(), true},
		{"sum", r.Sum(), uint32(0xfedcba98)},
		{"bytes", string(r.Bytes()), "\xff\x00"},
		{"text", r.Text(), "Rúnfjord"},
		{"texts", slices.Compare(r.Texts(), []string{"", "harbour"}), 0},
		{"span", r.Span(&end, 45), text.Span{Start: 40, End: 45}},
		{"span before it", r.Span(&end, 45), text.Span{Start: 3, End: 3}},
		{"appended text", r.Text(), "quay"},
		{"bad", r.Bad(), false},
		{"left", len(r.Rest()), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
}

// TestRefused: what cannot be is told, and gives noughts.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		what string
		b    []byte
		read func(*Reader) any
		want any
	}{
		{"nothing left", nil, func(r *Reader) any { return r.Number() }, 0},
		{"a number without end", []byte{0x80, 0x80}, func(r *Reader) any { return r.Number() }, 0},
		{"more than there is room for", []byte{200, 1, 1}, func(r *Reader) any { return r.Count(1) }, 0},
		{"more of a size than there is room for", []byte{2, 1, 1, 1}, func(r *Reader) any { return r.Count(2) }, 0},
		{"not below", []byte{5}, func(r *Reader) any { return r.Below(5) }, 0},
		{"below nothing", []byte{0}, func(r *Reader) any { return r.Below(0) }, 0},
		{"a text cut short", []byte{3, 'a', 'b'}, func(r *Reader) any { return r.Text() }, ""},
		{"a sum cut short", []byte{1, 2, 3}, func(r *Reader) any { return r.Sum() }, uint32(0)},
		{"a span past the text", []byte{2, 20}, func(r *Reader) any { end := 0; return r.Span(&end, 10) }, text.Span{}},
		{"a span before it", []byte{1, 2}, func(r *Reader) any { end := 0; return r.Span(&end, 10) }, text.Span{}},
		{"a span from behind", []byte{4, 1}, func(r *Reader) any { end := 0; return r.Span(&end, 10) }, text.Span{}},
		{"less than nothing", []byte{1}, func(r *Reader) any { return len(r.Take(-1)) }, 0},
	} {
		r := NewReader(c.b)
		if got := c.read(r); got != c.want || !r.Bad() || len(r.Rest()) > 0 {
			t.Errorf("%s: %v, bad %v, %d bytes left", c.what, got, r.Bad(), len(r.Rest()))
		}
	}
}

// TestWriterFails: the first error is told, whatever is written after it.
func TestWriterFails(t *testing.T) {
	w := NewWriter(io.Discard)
	first := errors.New("first")
	w.Fail(first)
	w.Fail(errors.New("second"))
	w.Text("harbour")
	if err := w.Flush(); err != first {
		t.Errorf("%v, want the first error", err)
	}
	in, out := io.Pipe()
	in.Close()
	w = NewWriter(out)
	w.Bytes(make([]byte, 1<<17))
	if err := w.Flush(); err != io.ErrClosedPipe {
		t.Errorf("%v, want %v", err, io.ErrClosedPipe)
	}
}

// FuzzReader: whatever is read of whatever bytes, spans lie in their text, nothing
// asks for more memory than there are bytes, and once bad the reader stays bad.
func FuzzReader(f *testing.F) {
	f.Add([]byte{3, 'a', 'b', 'c', 2, 4, 0, 0}, []byte{5, 8, 3})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Fuzz(func(t *testing.T, b, steps []byte) {
		r := NewReader(b)
		end, bad := 0, false
		for _, s := range steps {
			n := 0
			switch s % 9 {
			case 0:
				if r.Number() < 0 {
					t.Fatal("a number below nought")
				}
			case 1:
				r.Signed()
			case 2:
				n = r.Count(1 + int(s/9))
			case 3:
				if v := r.Below(int(s)); v >= int(s) && v > 0 {
					t.Fatalf("%d is not below %d", v, s)
				}
			case 4:
				n = len(r.Take(int(s) - 20))
			case 5:
				n = len(r.Text())
			case 6:
				n = len(r.Texts())
			case 7:
				r.Sum()
			case 8:
				if p := r.Span(&end, int(s)); p.Start < 0 || p.End < p.Start || p.End > int(s) {
					t.Fatalf("span %v of %d bytes", p, s)
				}
			}
			if n > len(b) {
				t.Fatalf("%d of %d bytes", n, len(b))
			}
			if bad && (!r.Bad() || n != 0) {
				t.Fatal("bad, it gives something")
			}
			bad = r.Bad()
		}
	})
}
