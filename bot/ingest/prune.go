package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// clutter are words that name what is no part of an article when they stand in
// an element's class or id; two joined by - are next to each other there.
var clutter = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`
		abbonamento abbonati ad-slot ads adslot advert advertisement audio-player banner breadcrumb breadcrumbs comment
		comment-list comments consent cookie cookies correlati disqus donate donation follow-us gdpr leggi-anche
		login mailing-list modal more-from most-popular most-read newsletter newsletters outbrain pagination paywall
		popup post-navigation promo promoted promotion read-more readmore recommended recommendations related
		relatedposts share share-bar sharedaddy sharing sidebar sign-up signup social sponsor sponsored subscribe
		subscription support-us supportus taboola tags trending video-player widget you-may-like`) {
		words[w] = true
	}
	return words
}()

// prune takes out of doc what names itself clutter, so that what is left can be
// weighed as text. It spares what holds a heading of the page or more than a
// third of its running text: some pages name their whole body after one box.
func prune(doc *html.Node) {
	prose := map[*html.Node]int{}
	total := weigh(doc, prose)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode && named(c) && 3*prose[c] <= total && prose[c] >= 0 {
				n.RemoveChild(c)
			} else {
				walk(c)
			}
			c = next
		}
	}
	walk(doc)
}

// weigh notes for every element how many bytes of running text it holds, or -1
// when it holds what must stay.
func weigh(n *html.Node, prose map[*html.Node]int) int {
	sum, keep := 0, false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			sum += len(strings.TrimSpace(c.Data))
		case html.ElementNode, html.DocumentNode:
			if c.Data == "script" || c.Data == "style" || c.Data == "noscript" || c.Data == "template" {
				continue
			}
			sum += max(weigh(c, prose), 0)
			keep = keep || prose[c] < 0
		}
	}
	if n.Type == html.ElementNode {
		switch n.Data {
		case "html", "head", "body", "main", "article", "h1":
			keep = true
		}
	}
	prose[n] = sum
	if keep {
		prose[n] = -1
	}
	return sum
}

// named reports whether an element is clutter by its tag, class or id.
func named(n *html.Node) bool {
	switch n.Data {
	case "nav", "button", "form", "dialog":
		return true
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 1000 {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			before := ""
			for _, w := range nameParts(name) {
				if clutter[w] || clutter[before+"-"+w] {
					return true
				}
				before = w
			}
		}
	}
	return false
}

// nameParts splits a class name at everything but letters and where capitals
// begin: "share-bar__item" and "shareBarItem".
func nameParts(s string) []string {
	var parts []string
	start := -1
	var last rune
	for i, r := range s {
		capital := unicode.IsUpper(r) && unicode.IsLower(last)
		if start >= 0 && (!unicode.IsLetter(r) || capital) {
			parts, start = append(parts, strings.ToLower(s[start:i])), -1
		}
		if start < 0 && unicode.IsLetter(r) {
			start = i
		}
		last = r
	}
	if start >= 0 {
		parts = append(parts, strings.ToLower(s[start:]))
	}
	return parts
}
