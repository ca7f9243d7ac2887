package text

import "strings"

// keys are the names that lines of data about the article begin with: in front
// matter between "---" lines, or at the very top of a text.
var keys = map[string]string{
	"title": "title", "headline": "title", "titolo": "title", "date": "published", "published": "published", "pubdate": "published",
	"published_at": "published", "publish_date": "published", "date_published": "published", "datetime": "published", "created": "published",
	"data": "published", "pubblicato": "published", "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet",
	"site": "outlet", "newspaper": "outlet", "fonte": "outlet", "testata": "outlet", "author": "author", "authors": "author", "byline": "author", "autore": "author",
	"by": "author", "url": "url", "link": "url", "canonical": "url", "lang": "lang", "language": "lang", "lingua": "lang",
	"updated": "", "modified": "", "lastmod": "", "section": "", "category": "", "categories": "", "tags": "", "keywords": "", "topics": "",
	"description": "", "summary": "", "subtitle": "", "slug": "", "id": "", "image": "", "draft": "", "layout": "", "location": "", "place": "", "type": "",
}

// entry is one line of a preface taken apart.
type entry struct {
	key   string
	value Span
}

// preface returns how many of the first lines are data about the article: front
// matter, or two or more "Key: value" lines with known keys.
func preface(s string, ls []line) int {
	if len(ls) == 0 {
		return 0
	}
	if first := ls[0].In(s); first == "---" || first == "+++" {
		for i := 1; i < len(ls) && i < 80; i++ {
			switch t := ls[i].In(s); {
			case t == first || t == "...":
				return i + 1
			case !fieldLike(t):
				return 0
			}
		}
		return 0
	}
	n := 0
	for n < len(ls) && n < 20 {
		if _, known := field(s, ls[n].Span); !known || n > 0 && ls[n].gap && n < 2 {
			break
		}
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// fieldLike reports whether a line may stand in front matter.
func fieldLike(t string) bool {
	if t[0] == '#' || t[0] == '-' || t[0] == '"' || t[0] == ']' || t[0] == '[' {
		return true
	}
	i := strings.IndexAny(t, ":=")
	return i > 0 && i < 40 && strings.Count(t[:i], " ") <= 2
}

// field takes a "key: value" line apart; known is false for any other line.
func field(s string, p Span) (e entry, known bool) {
	t := p.In(s)
	i := strings.IndexAny(t, ":=")
	if i <= 0 || i > 30 {
		return e, false
	}
	key := strings.ReplaceAll(strings.ToLower(strings.Trim(t[:i], " *\"_")), "-", "_")
	name, known := keys[key]
	if !known {
		return e, false
	}
	v := trim(s, Span{p.Start + i + 1, p.End})
	for _, q := range [...]string{`""`, "''", "[]"} {
		if v.Len() >= 2 && s[v.Start] == q[0] && s[v.End-1] == q[1] {
			v = trim(s, Span{v.Start + 1, v.End - 1})
		}
	}
	return entry{name, v}, true
}
