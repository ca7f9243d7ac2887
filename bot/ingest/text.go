package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxArticle is the size of the longest article that is taken, in bytes.
const maxArticle = 64 << 20

const bom = "\ufeff"

// checkText says what keeps b from being an article's text: it must be UTF-8,
// without NUL (which no database keeps the same way), and say something.
func checkText(b []byte) *Error {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return &Error{Reason: "is UTF-16", Remedy: "save it as UTF-8"}
	}
	if i := badByte(b); i >= 0 {
		line := 1 + bytes.Count(b[:i], []byte("\n"))
		if b[i] == 0 {
			return &Error{Line: line, Reason: fmt.Sprintf("byte %d is NUL", i), Remedy: "save it as text in UTF-8"}
		}
		return &Error{Line: line, Reason: fmt.Sprintf("byte %d (0x%02X) is not UTF-8", i, b[i]), Remedy: "save it as UTF-8"}
	}
	if blank(string(b)) {
		return &Error{Reason: "is empty", Remedy: "put the article's text in, or remove it"}
	}
	return nil
}

// badByte returns the offset of the first NUL or byte that is not UTF-8, or -1.
func badByte(b []byte) int {
	end := bytes.IndexByte(b, 0)
	if end < 0 {
		end = len(b)
	}
	if utf8.Valid(b[:end]) {
		if end == len(b) {
			return -1
		}
		return end
	}
	for i := 0; ; {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
}

func blank(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }) == ""
}

// oneLine makes a stated title or name one line without control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}
