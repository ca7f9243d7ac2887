package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing"
)

// sumDigits is how much of a text's SHA-256 a permalink carries: 64 bits tell
// the revisions of one article apart.
const sumDigits = 16

// Permalink returns the address of p: its article, its bytes, and the text they
// belong to, as /p/ARTICLE/START-END/SHA256#p. base is the URL of the site, or
// empty for a link on the site itself.
func Permalink(base string, p briefing.Passage) string {
	if p.Article == nil {
		return strings.TrimRight(base, "/") + "/"
	}
	sum := p.Article.SHA256
	sum = sum[:min(len(sum), sumDigits)]
	return fmt.Sprintf("%s/p/%s/%d-%d/%s#p", strings.TrimRight(base, "/"), segment(p.Article.ID), p.Span.Start, p.Span.End, sum)
}

// segment writes any string as one segment of a path that no browser or proxy
// takes for another: "." and ".." mean folders even when they are escaped, and
// net/http keeps a lone "/" for itself.
func segment(s string) string {
	e := url.PathEscape(s)
	switch {
	case e == "", e == ".", e == "..", e == "%2F", e[0] == '~':
		return "~" + e
	}
	return e
}

// unsegment undoes segment, on the segment as the router has unescaped it.
func unsegment(s string) string { return strings.TrimPrefix(s, "~") }

func articlePath(id string) string   { return "/article/" + segment(id) }
func speakerPath(name string) string { return "/speaker/" + segment(name) }
func askPath(q string) string        { return "/ask?q=" + url.QueryEscape(q) }

// parseSpan reads "START-END".
func parseSpan(s string) (briefing.Span, bool) {
	from, until, ok := strings.Cut(s, "-")
	start, err := strconv.ParseUint(from, 10, 40)
	end, err2 := strconv.ParseUint(until, 10, 40)
	return briefing.Span{Start: int(start), End: int(end)}, ok && err == nil && err2 == nil
}

// parseSum reads the first digits of a SHA-256.
func parseSum(s string) (string, bool) {
	s = strings.ToLower(s)
	return s, len(s) >= sumDigits && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// fits reports whether p is a stretch of words: in s, not blank, and not inside
// a character.
func fits(s string, p briefing.Span) bool {
	return 0 <= p.Start && p.Start < p.End && p.End <= len(s) && boundary(s, p.Start) && boundary(s, p.End) && strings.TrimSpace(p.In(s)) != ""
}

// boundary reports whether a character, or a byte that is none, begins or ends
// at i.
func boundary(s string, i int) bool {
	for j := i - 1; j >= 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(s[j]) {
			_, n := utf8.DecodeRuneInString(s[j:])
			return j+n <= i
		}
	}
	return true
}

// external returns the address of the article's source where it is one that a
// browser may open; anything but http and https is no link.
func external(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// host is the part of an address that says whose it is.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
