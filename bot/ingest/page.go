package ingest

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"

	"briefingbot/briefing"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// maxPage is the size of the longest web page that is taken, in bytes: as a
// tree in memory it needs more than ten times that.
const maxPage = 8 << 20

// page extracts the article of a web page. What the page itself states about it
// is taken from its metadata.
//
// go-readability was measured against go-trafilatura on the pages of
// testdata/pages: both find the article, but the latter compiles a WebAssembly
// module at every start of the program (0.14 s and 55 MB of memory).
func page(b []byte) (briefing.Article, *Error) {
	if len(b) > maxPage {
		return briefing.Article{}, &Error{Reason: fmt.Sprintf("is a page longer than %d MiB", maxPage>>20), Remedy: "save the article alone, as .txt"}
	}
	if e := checkText(b); e != nil {
		return briefing.Article{}, e
	}
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil { // the parser's only complaint about bytes in memory
		return briefing.Article{}, &Error{Reason: "has elements nested more than 500 deep", Remedy: "save the article's text as .txt", Err: err}
	}
	a := stated(doc)
	prune(doc)
	a.Text, err = extract(doc)
	if err != nil || blank(a.Text) {
		return briefing.Article{}, &Error{Reason: "has no article that could be found", Remedy: "save the article's text as .txt", Err: err}
	}
	return a, nil
}

// extract returns the text of the article in doc, a line for each block. It
// takes doc apart.
func extract(doc *html.Node) (text string, err error) {
	defer func() {
		if p := recover(); p != nil { // a page must not end the program
			err = fmt.Errorf("extract an article: %v", p)
		}
	}()
	p := readability.NewParser()
	p.Logger = slog.New(slog.DiscardHandler)
	p.DisableJSONLD = true
	found, err := p.ParseAndMutate(doc, nil)
	if err != nil || found.Node == nil {
		return "", err
	}
	var w strings.Builder
	if err := found.RenderText(&w); err != nil {
		return "", err
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(w.String(), "\ufffd"), "\x00", "\ufffd")
	return strings.TrimSpace(text), nil
}
