package ingest

import (
	"encoding/json"
	"slices"
	"strings"

	"briefingbot/briefing"

	"golang.org/x/net/html"
)

// statements are what a page says about its article. Of several statements of
// one thing the one with the lowest rank counts, then the first.
type statements struct {
	values map[string]string
	ranks  map[string]int
	titles int // how many h1 there are
}

func (s *statements) add(what string, rank int, value string) {
	value = oneLine(value)
	if value == "" {
		return
	}
	if old, there := s.ranks[what]; there && old <= rank {
		return
	}
	s.values[what], s.ranks[what] = value, rank
}

// metaNames say which thing a meta element's property, name or itemprop states,
// and its rank.
var metaNames = map[string]struct {
	what string
	rank int
}{
	"og:title": {"title", 1}, "twitter:title": {"title", 5},
	"og:site_name":           {"outlet", 1},
	"article:published_time": {"published", 1}, "datepublished": {"published", 3}, "og:article:published_time": {"published", 2},
	"parsely-pub-date": {"published", 4}, "dc.date.issued": {"published", 4}, "dcterms.issued": {"published", 4},
	"sailthru.date": {"published", 5}, "pubdate": {"published", 4}, "publishdate": {"published", 4},
	"publish-date": {"published", 4}, "publication_date": {"published", 4}, "date": {"published", 6}, "dc.date": {"published", 6},
	"og:url": {"url", 2},
}

// stated returns an Article with what the page states, and without text.
func stated(doc *html.Node) briefing.Article {
	s := &statements{values: map[string]string{}, ranks: map[string]int{}}
	s.read(doc)
	if s.titles > 1 && s.ranks["title"] == rankHeading {
		s.values["title"] = s.values["head"]
	} else if s.values["title"] == "" {
		s.values["title"] = s.values["head"]
	}
	return briefing.Article{
		Title: s.values["title"], Outlet: s.values["outlet"], URL: address(s.values["url"]),
		Published: date(s.values["published"]), Lang: lang(s.values["lang"]),
	}
}

const rankHeading = 9

func (s *statements) read(n *html.Node) {
	if n.Type == html.ElementNode {
		s.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.read(c)
	}
}

func (s *statements) element(n *html.Node) {
	switch n.Data {
	case "html":
		s.add("lang", 1, attr(n, "lang"))
	case "title":
		if n.Parent != nil && n.Parent.Data == "head" {
			s.add("head", 1, inner(n))
		}
	case "h1":
		s.titles++
		s.add("title", rankHeading, inner(n))
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			s.add("url", 1, attr(n, "href"))
		}
	case "meta":
		for _, key := range []string{"property", "name", "itemprop"} {
			if m, ok := metaNames[strings.ToLower(attr(n, key))]; ok {
				if m.what == "published" && date(attr(n, "content")).IsZero() {
					continue
				}
				s.add(m.what, m.rank, attr(n, "content"))
			}
		}
	case "time":
		class := nameParts(attr(n, "class"))
		if attr(n, "itemprop") == "datePublished" || slices.Contains(class, "published") || has(n, "pubdate") {
			s.add("published", 5, attr(n, "datetime"))
		}
	case "script":
		if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) < 1<<20 {
			var v any
			if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
				s.linked(v, 0)
			}
		}
	}
}

// linked reads JSON-LD: the article may stand alone, in a list or in a graph.
func (s *statements) linked(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			s.linked(e, depth+1)
		}
	case map[string]any:
		s.linked(v["@graph"], depth+1)
		if !isArticle(v["@type"]) {
			return
		}
		headline, _ := v["headline"].(string)
		s.add("title", 2, html.UnescapeString(headline))
		published, _ := v["datePublished"].(string)
		if !date(published).IsZero() {
			s.add("published", 2, published)
		}
		if p, ok := v["publisher"].(map[string]any); ok {
			name, _ := p["name"].(string)
			s.add("outlet", 2, html.UnescapeString(name))
		}
		url, _ := v["url"].(string)
		s.add("url", 3, url)
	}
}

// isArticle reports whether a JSON-LD type is a kind of article.
func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	case []any:
		return slices.ContainsFunc(t, isArticle)
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// inner returns the text of an element.
func inner(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
