package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing"
)

// record is one line. Pointers tell "not there" from "empty".
type record struct {
	ID        *ident  `json:"id"`
	Title     string  `json:"title"`
	Text      *string `json:"text"`
	URL       string  `json:"url"`
	Outlet    string  `json:"outlet"`
	Published stamp   `json:"published"`
	Date      stamp   `json:"date"`
	Lang      string  `json:"lang"`
}

// ident is a string or a number.
type ident string

// UnmarshalJSON takes a string's value and a number's digits.
func (id *ident) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(id))
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return &json.UnmarshalTypeError{Value: kindOf(b), Field: "id"}
	}
	*id = ident(n)
	return nil
}

// stamp is a stated date; whatever is no string states none.
type stamp string

// UnmarshalJSON takes a string's value and ignores everything else.
func (s *stamp) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(s))
	}
	return nil
}

// parseLine reads one article.
func parseLine(line []byte) (briefing.Article, *Error) {
	var r record
	if e := decode(line, &r); e != nil {
		if r.ID != nil {
			e.ID = string(*r.ID)
		}
		return briefing.Article{}, e
	}
	return r.article()
}

// decode reads one object after a look at its raw bytes.
func decode(line []byte, into any) *Error {
	if bytes.HasPrefix(line, []byte{0xFF, 0xFE}) || bytes.HasPrefix(line, []byte{0xFE, 0xFF}) {
		return &Error{Reason: "is UTF-16", Remedy: "save it as UTF-8"}
	}
	if !utf8.Valid(line) {
		i := badByte(bytes.ReplaceAll(line, []byte{0}, []byte{1}))
		return &Error{ID: idOf(line), Reason: fmt.Sprintf("byte %d (0x%02X) of the line is not UTF-8", i, line[i]), Remedy: "save the file as UTF-8"}
	}
	if i := loneSurrogate(line); i >= 0 {
		return &Error{ID: idOf(line), Reason: fmt.Sprintf(`byte %d of the line begins half a character (%s)`, i, line[i:i+6]), Remedy: "write the character in full"}
	}
	if err := json.Unmarshal(line, into); err != nil {
		e := malformed(err, line)
		e.ID = idOf(line)
		return e
	}
	return nil
}

func (r record) article() (briefing.Article, *Error) {
	if r.ID == nil || *r.ID == "" {
		return briefing.Article{}, &Error{Reason: `has no "id"`, Remedy: "give each article an id of its own"}
	}
	id := string(*r.ID)
	if e := checkID(id); e != nil {
		return briefing.Article{}, e
	}
	if r.Text == nil {
		return briefing.Article{}, &Error{ID: id, Reason: `has no "text"`, Remedy: "put the article's text in"}
	}
	if strings.IndexByte(*r.Text, 0) >= 0 {
		return briefing.Article{}, &Error{ID: id, Reason: fmt.Sprintf("byte %d of the text is NUL", strings.IndexByte(*r.Text, 0)), Remedy: "take it out"}
	}
	if blank(*r.Text) {
		return briefing.Article{}, &Error{ID: id, Reason: "the text is empty", Remedy: "put the article's text in, or remove the line"}
	}
	published := r.Published
	if published == "" {
		published = r.Date
	}
	return briefing.Article{
		ID: id, URL: address(r.URL), Title: oneLine(r.Title), Outlet: oneLine(r.Outlet),
		Published: date(string(published)), Lang: lang(r.Lang), Text: *r.Text,
	}, nil
}

// malformed says in a reader's words why a line could not be decoded.
func malformed(err error, line []byte) *Error {
	e := &Error{Err: err, Remedy: "write one JSON object a line"}
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		field, _, _ := strings.Cut(kind.Field, ".")
		e.Reason, e.Remedy = fmt.Sprintf("%q is %s", field, kindName(kind.Value)), wanted(kind.Type)
	case errors.As(err, &kind):
		e.Reason = "is " + kindName(kind.Value) + ", not an object"
	case errors.As(err, &syntax) && strings.HasPrefix(err.Error(), "unexpected end"):
		e.Reason = "ends in the middle of the object"
	case errors.As(err, &syntax):
		e.Reason = fmt.Sprintf("is not JSON at byte %d", max(syntax.Offset-1, 0))
	default:
		e.Reason = "is not JSON"
	}
	return e
}

// wanted says what would be right where a value of type t is expected.
func wanted(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == nil || t.Kind() == reflect.String:
		return "write a text in quotes"
	case t.Kind() == reflect.Int:
		return "write a whole number"
	case t.Kind() == reflect.Slice:
		return "write a list in [ ]"
	}
	return "write an object in { }"
}

var kindNames = map[string]string{"number": "a number", "bool": "true or false", "array": "a list", "object": "an object", "string": "a text"}

func kindName(value string) string {
	value, _, _ = strings.Cut(value, " ") // "number 1.5"
	if n := kindNames[value]; n != "" {
		return n
	}
	return "something else"
}

func kindOf(b []byte) string {
	switch {
	case len(b) > 0 && b[0] == '{':
		return "object"
	case len(b) > 0 && b[0] == '[':
		return "array"
	}
	return "bool"
}
