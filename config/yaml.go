package config

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// invalid returns the offset of the first byte that is no UTF-8 text, or -1.
func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 || r == 0 {
			return i
		}
		i += n
	}
	return -1
}

func parse(b []byte) (f *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	return parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey())
}

// syntaxFaults are the parser's messages that people meet, and what to do.
var syntaxFaults = []struct {
	message string
	fault   Fault
}{
	{"reserved character", Fault{"a value may not begin with this character", `put the value in quotes: "@name:server"`}},
	{"pre-defined", Fault{"the line goes on after the value has ended", `put the whole value in quotes: "0 8 * * 1-5"`}},
	{"mapping value is not allowed", Fault{"there are two colons", "put the value in quotes, or begin a new line"}},
	{"cannot start any token", Fault{"a tab is used to indent", "indent with spaces"}},
	{"']'", Fault{"the list is not closed", "add ]"}},
	{"'}'", Fault{"the group is not closed", "add }"}},
	{"end character of double-quoted", Fault{"the quoted text is not closed", `add "`}},
	{"end character of single-quoted", Fault{"the quoted text is not closed", "add '"}},
	{"block sequence entries", Fault{"a list cannot begin here", "begin it on a line of its own"}},
	{"unexpected key name", Fault{"this line does not fit the one above", "write key: value, with the same number of spaces in front as its neighbours"}},
	{"non-map value", Fault{"this line is no setting", "write key: value"}},
	{"value is not allowed in this context", Fault{"this line does not fit the one above", "give it the same number of spaces in front as its neighbours"}},
	{"directive", Fault{"a value may not begin with %", "put the value in quotes"}},
	{"header option", Fault{"a value may not begin with | or >", "put the value in quotes"}},
}

// syntax notes that the file is no YAML. The parser's own message may quote the
// file and is never shown.
func (r *report) syntax(err error) {
	var at place
	var e *yaml.SyntaxError
	if errors.As(err, &e) && e.Token != nil {
		at = spot(e.Token)
	}
	for _, s := range syntaxFaults {
		if strings.Contains(err.Error(), s.message) || e != nil && strings.Contains(e.Message, s.message) {
			r.addAt(at, "", s.fault)
			return
		}
	}
	r.addAt(at, "", Fault{"is not YAML", "check colons, quotes and the spaces in front of the lines"})
}

// comment matches a key whose value was meant to begin with #.
var comment = regexp.MustCompile(`^[^#]*:\s+#[^\s#]`)

// line returns a line of the file, counted from 1.
func (r *report) line(n int) []byte {
	for text := range bytes.Lines(r.text) {
		if n--; n == 0 {
			return text
		}
	}
	return nil
}

// where returns the place at which n begins.
func where(n ast.Node) place {
	for {
		switch m := n.(type) {
		case *ast.MappingNode:
			if m.IsFlowStyle || len(m.Values) == 0 {
				return spot(m.GetToken())
			}
			n = m.Values[0]
		case *ast.MappingValueNode:
			return spot(m.Key.GetToken())
		default:
			return spot(n.GetToken())
		}
	}
}

func spot(t *token.Token) place {
	if t == nil || t.Position == nil {
		return place{}
	}
	return place{t.Position.Line, t.Position.Column}
}
