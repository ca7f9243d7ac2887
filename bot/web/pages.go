package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

// longestQuestion is in runes; a search box is not asked for more.
const longestQuestion = 400

// answers is how many passages an answer shows at most, and nearest how many
// are shown where there is none.
const (
	answers = 6
	nearest = 3
)

func (s *site) briefing(w http.ResponseWriter, r *http.Request) {
	s.render(w, http.StatusOK, "briefing", page{Title: "The briefing", Path: "/", Data: front{s.current()}})
}

// front is the briefing as a page.
type front struct{ briefing.Briefing }

// Cited is how many articles are cited.
func (f front) Cited() int { return len(references(f.Citations)) }

type askPage struct {
	briefing.Answer
	Asked  bool
	Cut    bool // the question was longer than one may be
	Topics []briefing.Topic
}

func (s *site) ask(w http.ResponseWriter, r *http.Request) {
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	v := askPage{Topics: s.Topics, Asked: q != ""}
	if utf8.RuneCountInString(q) > longestQuestion {
		q, v.Cut = string([]rune(q)[:longestQuestion]), true
	}
	title := "Ask the corpus"
	if v.Asked {
		if v.Answer = s.Corpus.Ask(q, answers); !v.Found {
			v.Facts = v.Facts[:min(len(v.Facts), nearest)]
		}
		title = visible(cut(q, 80))
	}
	s.render(w, http.StatusOK, "ask", page{Title: title, Path: "/ask", Question: strings.ToValidUTF8(q, "\uFFFD"), Data: v})
}

func (s *site) speakers(w http.ResponseWriter, r *http.Request) {
	all := s.Corpus.People()
	v := listing[*briefing.Person]{Total: len(all)}
	v.Entries, v.Pager = paged(all, r)
	s.render(w, http.StatusOK, "speakers", page{Title: "Speakers", Path: "/speakers", Data: v})
}

func (s *site) speaker(w http.ResponseWriter, r *http.Request) {
	p := person(s.Corpus.People(), unsegment(r.PathValue("name")))
	if p == nil {
		s.missing(w, r, "The corpus quotes nobody of this name.")
		return
	}
	s.render(w, http.StatusOK, "speaker", page{Title: visible(p.Name), Path: "/speakers", Data: speakerPage{p, s.Corpus.Statements(p)}})
}

type speakerPage struct {
	*briefing.Person
	Statements []briefing.Statement
}

// person finds who is called name, in full or otherwise; nil when nobody is.
func person(people []*briefing.Person, name string) *briefing.Person {
	for _, p := range people {
		if p.Name == name {
			return p
		}
	}
	for _, p := range people {
		for _, a := range append([]string{p.Name}, p.Aliases...) {
			if strings.EqualFold(a, name) {
				return p
			}
		}
	}
	return nil
}

// figureRow is one value of a figure with the sentence it stands in.
type figureRow struct {
	briefing.Variant
	Context phrase
}

type figureView struct {
	Noun     briefing.Passage
	Conflict bool
	Rows     []figureRow
}

// listing is a page of entries with the citations of all of them.
type listing[T any] struct {
	Entries   []T
	Citations []briefing.Citation
	Total     int // of all pages
	Pager     pager
}

func (s *site) figures(w http.ResponseWriter, r *http.Request) {
	some, at := paged(s.Corpus.Figures(), r)
	v := figureViews(some)
	v.Pager = at
	s.render(w, http.StatusOK, "figures", page{Title: "Figures", Path: "/figures", Data: v})
}

func figureViews(fs []briefing.Figure) listing[figureView] {
	var out listing[figureView]
	var n briefing.Numbering
	for _, f := range fs {
		v := figureView{Noun: f.Noun, Conflict: f.Conflict}
		for i, variant := range f.Variants {
			variant.Citations = n.List(variant.Citations)
			row := figureRow{Variant: variant}
			if i < len(f.Context) {
				row.Context = emphasis(f.Context[i], variant.Words)
			}
			v.Rows = append(v.Rows, row)
		}
		out.Entries = append(out.Entries, v)
	}
	out.Citations = n.Citations()
	return out
}

// moment is one event with its sentence.
type moment struct {
	briefing.Event
	Sentence phrase
}

func (s *site) timeline(w http.ResponseWriter, r *http.Request) {
	some, at := paged(s.Corpus.Timeline(), r)
	v := moments(some)
	v.Pager = at
	s.render(w, http.StatusOK, "timeline", page{Title: "Timeline", Path: "/timeline", Data: v})
}

func moments(es []briefing.Event) listing[moment] {
	var out listing[moment]
	var n briefing.Numbering
	for _, e := range es {
		e.Fact = n.Fact(e.Fact)
		out.Entries = append(out.Entries, moment{e, emphasis(e.Fact.Passage, e.Words)})
	}
	out.Citations = n.Citations()
	return out
}

// sourceRow is one article with what was found in it.
type sourceRow struct {
	*briefing.Article
	Sentences int // of the article's own text
	Clutter   int // sentences that are something else
	Quotes    int
}

func (s *site) sources(w http.ResponseWriter, r *http.Request) {
	all := s.Corpus.Articles()
	some, at := paged(all, r)
	v := listing[sourceRow]{Total: len(all), Pager: at}
	for _, a := range some {
		v.Entries = append(v.Entries, s.row(a))
	}
	s.render(w, http.StatusOK, "sources", page{Title: "Sources", Path: "/sources", Data: v})
}

func (s *site) row(a *briefing.Article) sourceRow {
	row := sourceRow{Article: a}
	reading, ok := s.Corpus.Reading(a.ID)
	if !ok {
		return row
	}
	row.Quotes = len(reading.Quotes)
	for _, sentence := range reading.Layout.Sentences {
		switch sentence.Kind {
		case text.Prose:
			row.Sentences++
		case text.Heading:
		default:
			row.Clutter++
		}
	}
	return row
}
