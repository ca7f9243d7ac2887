// Package packed is the form in which the newsroom keeps what was dear to work
// out: numbers of as many bytes as they need, strings after their length, spans by
// their distance from the one before, one after another. What is read back is
// checked, for it may come from a damaged file.
package packed

import (
	"bufio"
	"encoding/binary"
	"io"

	"briefingbot/briefing/text"
)

// Writer writes one thing after another; after an error it does nothing, and
// Flush tells of it.
type Writer struct {
	w   *bufio.Writer
	b   []byte
	err error
}

// NewWriter returns a writer to w, which gets the last bytes by Flush.
func NewWriter(w io.Writer) *Writer { return &Writer{w: bufio.NewWriterSize(w, 1<<16)} }

// Flush writes what is still held back and returns the first error.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.err = w.w.Flush()
	}
	return w.err
}

// Fail has Flush return err, if there was none before.
func (w *Writer) Fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// Raw writes b as it is; [Reader.Take] reads it.
func (w *Writer) Raw(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

// Number writes a number that is not negative.
func (w *Writer) Number(n int) {
	w.b = binary.AppendUvarint(w.b[:0], uint64(n))
	w.Raw(w.b)
}

// Flag writes a yes or no.
func (w *Writer) Flag(on bool) {
	if on {
		w.Number(1)
	} else {
		w.Number(0)
	}
}

// Sum writes a number of four bytes.
func (w *Writer) Sum(n uint32) {
	w.b = binary.LittleEndian.AppendUint32(w.b[:0], n)
	w.Raw(w.b)
}

// Bytes writes b and, before it, its length.
func (w *Writer) Bytes(b []byte) {
	w.Number(len(b))
	w.Raw(b)
}

// Text writes a string.
func (w *Writer) Text(s string) {
	w.Number(len(s))
	if w.err == nil {
		_, w.err = w.w.WriteString(s)
	}
}

// Texts writes a list of strings.
func (w *Writer) Texts(all []string) {
	w.Number(len(all))
	for _, s := range all {
		w.Text(s)
	}
}

// AppendText appends a string to b, as [Reader.Text] reads it.
func AppendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// AppendSpan appends p to b by its distance from end, and returns its own end.
// Signed numbers are appended by [binary.AppendVarint].
func AppendSpan(b []byte, p text.Span, end int) ([]byte, int) {
	b = binary.AppendVarint(b, int64(p.Start-end))
	return binary.AppendVarint(b, int64(p.Len())), p.End
}
