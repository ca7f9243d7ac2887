package ingest

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"briefingbot/briefing"
)

// mostSitemaps is how many sitemaps of an index are looked at.
const mostSitemaps = 10

// place is one address of a sitemap, with Google's news extension.
type place struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
	News    struct {
		Title     string `xml:"title"`
		Published string `xml:"publication_date"`
		Outlet    struct {
			Name string `xml:"name"`
			Lang string `xml:"language"`
		} `xml:"publication"`
	} `xml:"http://www.google.com/schemas/sitemap-news/0.9 news"`
}

// sitemap reads a sitemap, or an index of sitemaps.
func sitemap(b []byte, at *url.URL, now time.Time) (*Offer, *Error) {
	o := &Offer{Kind: "sitemap"}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	var maps, pages []place
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) || err != nil && len(maps)+len(pages) > 0 {
			break
		}
		if err != nil {
			return nil, &Error{Reason: "is a sitemap that cannot be read", Remedy: "look at it with a validator", Err: err}
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var p place
		if d.DecodeElement(&p, &start) != nil || clean(p.Loc, at) == "" {
			continue
		}
		if start.Name.Local == "sitemap" {
			maps = append(maps, p)
		} else {
			pages = append(pages, p)
		}
	}
	newestFirst(maps)
	newestFirst(pages)
	for _, p := range maps[:min(len(maps), mostSitemaps)] {
		o.Sitemaps = append(o.Sitemaps, clean(p.Loc, at))
	}
	o.Over = max(0, len(pages)-MostItems)
	seen := map[string]bool{}
	for _, p := range pages[:min(len(pages), MostItems)] {
		i := Item{
			URL: clean(p.Loc, at), Title: oneLine(p.News.Title), Outlet: oneLine(p.News.Outlet.Name), Lang: lang(p.News.Outlet.Lang),
			Published: credible(date(p.News.Published), now),
		}
		i.Key = i.URL
		i.Print = briefing.Sum(strings.Join([]string{i.Title, p.Lastmod}, "\x00"))[:32]
		if !seen[i.Key] {
			o.Items = append(o.Items, i)
		}
		seen[i.Key] = true
	}
	return o, nil
}

// newestFirst sorts by the stated date; what has none comes last, in its order.
func newestFirst(all []place) {
	slices.SortStableFunc(all, func(a, b place) int {
		return date(cmp.Or(b.Lastmod, b.News.Published)).Compare(date(cmp.Or(a.Lastmod, a.News.Published)))
	})
}
