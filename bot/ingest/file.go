package ingest

import (
	"fmt"
	"path"
	"strings"

	"briefingbot/briefing"
)

// readers are the kinds of file that hold one article, by extension.
var readers = map[string]func([]byte) (briefing.Article, *Error){
	".txt": plain, ".md": markdown, ".markdown": markdown, ".html": page, ".htm": page,
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// File reads the article of one file that is not JSON Lines; its ID is the
// name, and the name's extension says how to read it. The error is an [*Error].
func File(name string, b []byte) (briefing.Article, error) {
	read := readers[extension(name)]
	if read == nil {
		return briefing.Article{}, unknown(name)
	}
	if len(b) > maxArticle {
		return briefing.Article{}, tooLong(name)
	}
	a, e := read(b)
	if e != nil {
		e.ID = name
		return briefing.Article{}, e
	}
	a.ID = name
	return a, nil
}

func unknown(name string) *Error {
	return &Error{ID: name, Err: ErrForeign, Reason: fmt.Sprintf("a file with the ending %q is no article", shorten(path.Ext(name))), Remedy: "use .txt, .md, .html or .jsonl, or move it elsewhere"}
}

func tooLong(name string) *Error {
	return &Error{ID: name, Reason: fmt.Sprintf("is longer than %d MiB", maxArticle>>20), Remedy: "split it"}
}

// plain keeps the bytes as they are. Nothing is stated beside the text.
func plain(b []byte) (briefing.Article, *Error) {
	if e := checkText(b); e != nil {
		return briefing.Article{}, e
	}
	return briefing.Article{Text: string(b)}, nil
}

// markdown keeps the bytes as they are, too, front matter included, so that
// offsets are offsets into the file.
func markdown(b []byte) (briefing.Article, *Error) {
	a, e := plain(b)
	if e != nil {
		return a, e
	}
	for key, value := range frontMatter(a.Text) {
		switch key {
		case "title":
			a.Title = oneLine(value)
		case "outlet", "publisher", "source", "site":
			a.Outlet = oneLine(value)
		case "date", "published":
			a.Published = date(value)
		case "url", "link", "canonical":
			a.URL = address(value)
		case "lang", "language":
			a.Lang = lang(value)
		}
	}
	return a, nil
}

// frontMatter returns the plain "key: value" lines between a first line --- and
// the next one. Without that next line there is no front matter.
func frontMatter(s string) map[string]string {
	rest, ok := cutLine(strings.TrimPrefix(s, bom), "---")
	if !ok {
		return nil
	}
	stated := map[string]string{}
	for range 200 {
		line, after, more := strings.Cut(rest, "\n")
		line = strings.TrimRight(line, "\r \t")
		if line == "---" || line == "..." {
			return stated
		}
		if !more {
			return nil
		}
		rest = after
		key, value, ok := strings.Cut(line, ":")
		if ok && key == strings.TrimSpace(key) {
			stated[strings.ToLower(key)] = unquote(strings.TrimSpace(value))
		}
	}
	return nil
}

// cutLine takes line off the beginning of s.
func cutLine(s, line string) (rest string, ok bool) {
	first, rest, more := strings.Cut(s, "\n")
	return rest, more && strings.TrimRight(first, "\r \t") == line
}

// unquote takes the quotes off a value, and a comment off one without quotes.
func unquote(s string) string {
	for _, q := range []string{`"`, `'`} {
		if inner, ok := strings.CutPrefix(s, q); ok {
			if end := strings.LastIndex(inner, q); end >= 0 {
				return strings.ReplaceAll(inner[:end], `\"`, `"`)
			}
		}
	}
	if strings.HasPrefix(s, "|") || strings.HasPrefix(s, ">") || strings.HasPrefix(s, "[") || strings.HasPrefix(s, "{") {
		return "" // not a plain value
	}
	s, _, _ = strings.Cut(s, " #")
	return strings.TrimSpace(s)
}
