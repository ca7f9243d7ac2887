package web

import (
	"cmp"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// parse reads the templates: one page each, in the common layout. They are
// embedded, so a mistake in them is one in the program.
func (s *site) parse() map[string]*template.Template {
	base := template.Must(template.New("").Funcs(template.FuncMap{
		"inert": inert, "visible": visible, "label": s.label, "lang": lang, "tongue": tongue, "external": external, "host": host,
		"permalink": func(p briefing.Passage) string { return Permalink("", p) },
		"article":   articlePath, "speaker": speakerPath, "ask": askPath,
		"day": day, "date": isoDate, "when": when, "plural": plural, "cut": cut,
		"said": said, "spoken": spoken, "emphasis": emphasis, "topicID": topicID, "outlets": outlets, "references": listedReferences, "period": period,
		"few": few, "wordings": wordings, "moreWordings": moreWordings, "others": others, "local": local, "shape": shape,
		"entries": func() []entry { return navigation }, "plus": func(a, b int) int { return a + b }, "minus": func(a, b int) int { return a - b },
	}).ParseFS(templates, "templates/layout.html", "templates/parts.html"))
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		panic(err)
	}
	pages := map[string]*template.Template{}
	for _, file := range names {
		if name := path.Base(file); name == "layout.html" || name == "parts.html" {
			continue
		}
		t := template.Must(template.Must(base.Clone()).ParseFS(templates, file))
		pages[strings.TrimSuffix(path.Base(file), ".html")] = t
	}
	return pages
}

// entry is one page of the navigation.
type entry struct{ Path, Name string }

var navigation = []entry{{"/", "Briefing"}, {"/speakers", "Speakers"}, {"/figures", "Figures"}, {"/timeline", "Timeline"}, {"/sources", "Sources"}}

// label names an article: its title, else its headline or first sentence, else
// its name in the corpus.
func (s *site) label(a *briefing.Article) string {
	if a.Title != "" {
		return cut(a.Title, 90)
	}
	if r, ok := s.Corpus.Reading(a.ID); ok && r.Article.SHA256 == a.SHA256 {
		for _, p := range r.Layout.Sentences {
			if p.Kind == text.Prose || p.Kind == text.Heading {
				return opening(p.In(a.Text))
			}
		}
	}
	return cmp.Or(opening(a.Text), a.ID)
}

// opening returns the first words of s between quotation marks.
func opening(s string) string {
	words := strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), 400)], "")), " ")
	if words == "" {
		return ""
	}
	return "“" + cut(words, 64) + "”"
}

// cut shortens s to at most n runes, at a space where there is one, and shows
// that it did.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	short := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(short, ' '); i > len(short)/2 {
		short = short[:i]
	}
	return short + "…"
}

var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// lang returns a as a lang attribute takes it; empty when it is not known.
func lang(a *briefing.Article) string {
	if a == nil {
		return ""
	}
	return tongue(a.Lang)
}

// tongue returns a language as a lang attribute takes it.
func tongue(s string) string {
	if !langTag.MatchString(s) {
		return ""
	}
	return s
}

func day(t time.Time) string     { return t.UTC().Format(fullDay) }
func isoDate(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// when writes an event's time no more precisely than the text does.
func when(e briefing.Event) string {
	layout := map[string]string{"day": fullDay, "month": "January 2006", "year": "2006"}[e.Precision]
	switch {
	case layout == "" || e.When.IsZero():
		return ""
	case e.Until.IsZero():
		return e.When.UTC().Format(layout)
	case layout == fullDay:
		return days(e.When, e.Until)
	}
	return e.When.UTC().Format(layout) + " – " + e.Until.UTC().Format(layout)
}

const fullDay = "2 January 2006"

// days writes a range of days without saying a month or a year twice.
func days(from, until time.Time) string {
	from, until = from.UTC(), until.UTC()
	switch {
	case day(from) == day(until):
		return day(until)
	case from.Year() != until.Year():
		return day(from) + " – " + day(until)
	case from.Month() != until.Month():
		return from.Format("2 January") + " – " + day(until)
	}
	return from.Format("2") + "–" + day(until)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// said names what kind of speech q is, where a reader could be misled.
func said(q briefing.Quote) []string {
	var out []string
	switch q.Kind {
	case quote.Indirect:
		out = append(out, "paraphrase")
	case quote.Mixed:
		out = append(out, "partly quoted")
	}
	if q.Polarity != "" && q.Polarity != quote.Said {
		out = append(out, string(q.Polarity))
	}
	return out
}

// phrase is a passage with a part of it that matters most.
type phrase struct {
	Before, Main, After template.HTML
	Quoted              bool // Main is a whole quotation that stands alone
	Passage             briefing.Passage
}

// spoken shows what was said: words alone where they are a quotation of their
// own, in their sentence where only that makes sense of them.
func spoken(q briefing.Quote) phrase {
	if q.Kind == quote.Direct || q.Context.IsZero() || !q.Context.Span.Covers(q.Words.Span) {
		return phrase{Main: inert(q.Words.Text()), Quoted: q.Kind == quote.Direct, Passage: q.Words}
	}
	return emphasis(q.Context, q.Words)
}

// emphasis sets part apart in whole, where it is in it.
func emphasis(whole, part briefing.Passage) phrase {
	p := phrase{Passage: whole}
	if whole.Article == nil {
		return p
	}
	if part.Article != whole.Article || part.Span.Len() <= 0 || !whole.Span.Covers(part.Span) {
		p.Before = inert(whole.Text())
		return p
	}
	words := whole.Article.Text
	p.Before = inert(words[whole.Span.Start:part.Span.Start])
	p.Main = inert(part.Text())
	p.After = inert(words[part.Span.End:whole.Span.End])
	return p
}

// mostCites is how many citations of one fact are shown; a wire story may be in
// a thousand articles.
const mostCites = 24

func few(cs []briefing.Citation) []briefing.Citation { return cs[:min(len(cs), mostCites)] }

// others is how many citations few leaves out.
func others(cs []briefing.Citation) int { return max(0, len(cs)-mostCites) }

// mostWordings is how many wordings of one statement are shown.
const mostWordings = 24

func wordings(s briefing.Statement) []briefing.Quote {
	return s.Quotes[:min(len(s.Quotes), mostWordings)]
}

func moreWordings(s briefing.Statement) int { return max(0, len(s.Quotes)-mostWordings) }

// local returns an address of this site; anything else is none.
func local(a string) string {
	if !strings.HasPrefix(a, "/") || strings.HasPrefix(a, "//") || strings.Contains(a, "\\") {
		return ""
	}
	return a
}

// shape writes a number of an SVG.
func shape(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// topicID is the anchor of a section; the number keeps two of them apart.
func topicID(i int) string { return fmt.Sprintf("topic-%d", i+1) }

// outlets lists who prints the citations, once each, as far as they are stated.
func outlets(cs []briefing.Citation) []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range cs {
		if o := c.Article.Outlet; o != "" && !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	return out
}

// reference is an article with the numbers it is cited by.
type reference struct {
	Article   *briefing.Article
	Citations []briefing.Citation
}

// mostReferences is how many articles the list of a page's sources names.
const mostReferences = 200

// references groups citations by article, in the order of the first of each.
func references(cs []briefing.Citation) []reference {
	var out []reference
	at := map[*briefing.Article]int{}
	for _, c := range cs {
		i, ok := at[c.Article]
		if !ok {
			i = len(out)
			at[c.Article] = i
			out = append(out, reference{Article: c.Article})
		}
		out[i].Citations = append(out[i].Citations, c)
	}
	return out
}

// listedReferences are the references that a page lists.
func listedReferences(cs []briefing.Citation) []reference {
	rs := references(cs)
	return rs[:min(len(rs), mostReferences)]
}

// period says from when until when the dated articles are; empty when none is.
func period(as []*briefing.Article) string {
	var first, last time.Time
	for _, a := range as {
		t := a.Published
		if t.IsZero() {
			continue
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	if first.IsZero() {
		return ""
	}
	return days(first, last)
}
