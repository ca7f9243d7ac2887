package ingest

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// utf8Of returns what was sent as contentType in UTF-8 without a byte order
// mark. What is UTF-8 counts as that, whatever a header or the text itself
// says; else the header is believed, then the text, and at last it is
// windows-1252, as browsers do. Bytes that are no character become U+FFFD.
func utf8Of(b []byte, contentType string) []byte {
	if rest, ok := bytes.CutPrefix(b, []byte(bom)); ok && utf8.Valid(rest) {
		return rest
	}
	declared := declaredEncoding(b)
	if utf8.Valid(b) && !strings.HasPrefix(declared, "iso-2022-") && !strings.HasPrefix(declared, "utf-16") && bytes.IndexByte(b, 0) < 0 {
		return b
	}
	e, name, _ := charset.DetermineEncoding(b, contentType)
	if _, params, err := mime.ParseMediaType(contentType); (err != nil || params["charset"] == "") && declared != "" {
		if by, as := charset.Lookup(declared); by != nil {
			e, name = by, as
		}
	}
	if name == "utf-8" || name == "replacement" || e == encoding.Nop {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return bytes.TrimPrefix(bytes.ToValidUTF8(out, []byte("\ufffd")), []byte(bom))
}

// declaration is the one at the beginning of an XML document.
var declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]{0,200}\?>`)

var encodingOf = regexp.MustCompile(`encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// declaredEncoding is the encoding that an XML document names, in small letters.
func declaredEncoding(b []byte) string {
	m := encodingOf.FindSubmatch(declaration.Find(b[:min(len(b), 512)]))
	if m == nil {
		return ""
	}
	return strings.ToLower(string(m[1]))
}
