package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/url"
	"strings"
	"time"

	"briefingbot/briefing"
)

// Extractor names what makes the text of an article out of a web page; the text
// is kept with this name.
const Extractor = "go-readability 2.1.1, pruned 1"

// maxWebPage is the size in bytes of the longest page of the web that is taken:
// the worst that was made of so many costs a few seconds.
const maxWebPage = 3 << 20

// InFeed names what makes the text of an article that stands in its feed.
const InFeed = "feed item 1"

// Web reads what was sent from an address: an article, or what a feed or a
// sitemap offers; one of the two is not nil. now is the time at which it came.
func Web(b []byte, contentType, from string, now time.Time) (*briefing.Article, *Offer, error) {
	at, err := url.Parse(from)
	if err != nil {
		return nil, nil, &Error{Source: from, Reason: "is not a web address", Remedy: "correct it", Err: err}
	}
	a, o, e := web(b, contentType, at, now)
	if e != nil {
		e.Source, e.Line = from, 0 // nobody counts the lines of a page
		return nil, nil, e
	}
	return a, o, nil
}

func web(b []byte, contentType string, at *url.URL, now time.Time) (*briefing.Article, *Offer, *Error) {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
	}
	media = strings.TrimSpace(media)
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, nil, &Error{Reason: "is empty", Remedy: "correct the address"}
	case media != "text/html" && isJSONFeed(b):
		o, e := feed(b, at, now)
		return nil, o, e
	}
	switch kind := root(utf8Of(b[:min(len(b), 8<<10)], contentType)); kind {
	case "html":
		media = "text/html" // whatever it is sent as
	case "rss", "rdf", "feed", "urlset", "sitemapindex":
		b, e := plainXML(b, contentType)
		if e != nil {
			return nil, nil, e
		}
		read := feed
		if kind == "urlset" || kind == "sitemapindex" {
			read = sitemap
		}
		o, e := read(b, at, now)
		return nil, o, e
	}
	switch media {
	case "text/html", "application/xhtml+xml", "":
	case "text/plain":
		a, e := plain(utf8Of(b, contentType))
		a.ID = clean(at.String(), nil)
		a.URL = a.ID
		return &a, nil, e
	default:
		return nil, nil, &Error{Reason: fmt.Sprintf("is of the kind %q, which is not read", shorten(oneLine(media))), Remedy: "name a feed, a sitemap or a web page"}
	}
	if len(b) > maxWebPage {
		return nil, nil, &Error{Reason: fmt.Sprintf("is a page longer than %d MiB", maxWebPage>>20), Remedy: "name a shorter page"}
	}
	a, e := page(utf8Of(b, contentType))
	if e != nil {
		return nil, nil, e
	}
	if a.URL = clean(a.URL, at); a.URL == "" || !sameSite(a.URL, at) { // nobody is believed about other people's pages
		a.URL = clean(at.String(), nil)
	}
	a.ID = clean(at.String(), nil) // not what the page calls itself: some sites call all their pages the same
	a.Published = credible(a.Published, now)
	return &a, nil, nil
}

func isJSONFeed(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte(bom)))
	return len(b) > 0 && b[0] == '{' && bytes.Contains(b, []byte("jsonfeed.org/version")) && json.Valid(b)
}

// sameSite reports whether an address is of the site at is on.
func sameSite(s string, at *url.URL) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	bare := func(h string) string { return strings.TrimPrefix(strings.ToLower(h), "www.") }
	a, b := bare(u.Hostname()), bare(at.Hostname())
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}
