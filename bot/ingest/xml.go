package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// The caps of one XML document.
const (
	xmlDepth    = 64
	xmlElements = 500_000
)

// plainXML returns an XML document in UTF-8, without a declaration. It refuses
// one that declares entities of its own, or that is nested or repeated so much
// that taking it apart would cost more than its size.
func plainXML(b []byte, contentType string) ([]byte, *Error) {
	b = utf8Of(b, contentType)
	b = undeclared(b)
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	for depth, n := 0, 0; ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil { // a feed that is torn still has its first items
			return b, nil
		}
		switch t := token.(type) {
		case xml.Directive:
			if s := strings.ToUpper(string(t)); strings.Contains(s, "<!ENTITY") || strings.HasPrefix(s, "DOCTYPE") && strings.Contains(s, "[") {
				return nil, &Error{Reason: "declares entities, which are not read", Remedy: "name a feed without a document type of its own"}
			}
		case xml.StartElement:
			n++
			if depth++; depth > xmlDepth || n > xmlElements {
				return nil, &Error{Reason: "has elements nested or repeated beyond measure", Remedy: "name another feed"}
			}
		case xml.EndElement:
			depth = max(0, depth-1)
		}
	}
}

// root is the name of a document's first element, in small letters; empty when
// it is no XML.
func root(b []byte) string {
	d := xml.NewDecoder(bytes.NewReader(undeclared(b)))
	d.Strict = false
	for {
		token, err := d.RawToken()
		if err != nil {
			return ""
		}
		if t, ok := token.(xml.StartElement); ok {
			return strings.ToLower(t.Name.Local)
		}
	}
}

// undeclared takes the declaration off an XML document: it may name an encoding
// that the document is not in any more.
func undeclared(b []byte) []byte {
	if at := declaration.FindIndex(b[:min(len(b), 512)]); at != nil {
		return b[at[1]:]
	}
	return b
}
