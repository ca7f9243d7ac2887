package web

import (
	"net/http"
	"slices"
	"strings"

	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

func (s *site) briefing(w http.ResponseWriter, r *http.Request) {
	b := s.current()
	s.show(w, r, http.StatusOK, "briefing", page{Title: "The briefing", Path: "/", Data: newFront(b)}, b)
}

// front is the briefing as a page: the news first, then the topics.
type front struct {
	briefing.Briefing
	Lead *briefing.Item // the news; its section goes on without it
}

func newFront(b briefing.Briefing) front {
	f := front{Briefing: b}
	f.Sections = slices.Clone(b.Sections)
	for i, s := range f.Sections {
		if len(s.Items) > 0 {
			f.Lead, f.Sections[i].Items = &s.Items[0], s.Items[1:]
			break
		}
	}
	return f
}

// Cited is how many articles are cited.
func (f front) Cited() int { return len(references(f.Citations)) }

// Leads reports whether the lead is of the section, which has nothing more.
func (f front) Leads(i int) bool {
	return f.Lead != nil && len(f.Sections[i].Items) == 0 && i < len(f.Briefing.Sections) && len(f.Briefing.Sections[i].Items) > 0
}

func (s *site) speakers(w http.ResponseWriter, r *http.Request) {
	all := s.Corpus.People()
	v := listing[*briefing.Person]{Total: len(all)}
	v.Entries, v.Pager = paged(all, r)
	s.show(w, r, http.StatusOK, "speakers", page{Title: "Speakers", Path: "/speakers", Data: v}, listed("people", v.Entries, v.Pager, v.Total))
}

func (s *site) speaker(w http.ResponseWriter, r *http.Request) {
	p := person(s.Corpus.People(), unsegment(r.PathValue("name")))
	if p == nil {
		s.missing(w, r, "The corpus quotes nobody of this name.")
		return
	}
	some, at := paged(s.Corpus.Statements(p), r)
	s.show(w, r, http.StatusOK, "speaker", page{Title: visible(p.Name), Path: "/speakers", Data: speakerPage{p, some, at}},
		map[string]any{"person": p, "statements": some, "page": at.Number, "pages": at.Last})
}

type speakerPage struct {
	*briefing.Person
	Statements []briefing.Statement
	Pager      pager
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

// figureView is one figure; Noun is what is counted.
type figureView struct {
	Noun     briefing.Passage
	Conflict bool
	Rows     []figureRow
	More     int // values that are left out
}

// mostRows is how many values of one figure are shown: those that most articles
// print. Its JSON has all.
const mostRows = 24

// listing is a page of entries with the citations of all of them.
type listing[T any] struct {
	Entries   []T
	Citations []briefing.Citation
	Total     int // of all pages
	Pager     pager
}

func (s *site) figures(w http.ResponseWriter, r *http.Request) {
	all := s.Corpus.Figures()
	some, at := paged(all, r)
	v := figureViews(some)
	v.Pager = at
	s.show(w, r, http.StatusOK, "figures", page{Title: "Figures", Path: "/figures", Data: v}, listed("figures", some, at, len(all)))
}

func figureViews(fs []briefing.Figure) listing[figureView] {
	var out listing[figureView]
	var n briefing.Numbering
	for _, f := range fs {
		v := figureView{Noun: f.Noun, Conflict: f.Conflict}
		v.More = max(0, len(f.Variants)-mostRows)
		for i, variant := range f.Variants[:len(f.Variants)-v.More] {
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
	all := s.Corpus.Timeline()
	some, at := paged(all, r)
	v := timelineOf(all, some)
	v.Pager = at
	s.show(w, r, http.StatusOK, "timeline", page{Title: "Timeline", Path: "/timeline", Data: v}, listed("events", some, at, len(all)))
}

// timelinePage is the events, those with a date apart from those that are dated
// only by a word, and the picture of all.
type timelinePage struct {
	Picture   *picture
	Dated     []moment
	Undated   []moment
	Citations []briefing.Citation
	Pager     pager
}

func timelineOf(all, some []briefing.Event) timelinePage {
	v := timelinePage{Picture: draw(all)}
	ms := moments(some)
	v.Citations = ms.Citations
	for _, m := range ms.Entries {
		if when(m.Event) != "" {
			v.Dated = append(v.Dated, m)
		} else {
			v.Undated = append(v.Undated, m)
		}
	}
	return v
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
	v := sourcesPage{listing: listing[sourceRow]{Total: len(all), Pager: at}}
	for _, a := range some {
		v.Entries = append(v.Entries, s.row(a))
	}
	value := listed("articles", some, at, len(all))
	if s.Sources != nil {
		v.look(s.Sources(r.Context()))
		if len(v.Looked) > 0 {
			value["sources"] = v.values
		}
	}
	s.show(w, r, http.StatusOK, "sources", page{Title: "Sources", Path: "/sources", Data: v}, value)
}

// sourcesPage is the articles, and where they come from.
type sourcesPage struct {
	listing[sourceRow]
	Looked  []Source // those that fail first
	Failing int
	Others  int // that are not shown
	values  []any
}

// mostSources is how many sources are shown with their health.
const mostSources = 50

func (v *sourcesPage) look(all []Source) {
	v.Looked = slices.Clone(all)
	for _, a := range all {
		v.values = append(v.values, a.Value)
		if a.Failing {
			v.Failing++
		}
	}
	slices.SortStableFunc(v.Looked, func(a, b Source) int {
		switch {
		case a.Failing == b.Failing:
			return 0
		case a.Failing:
			return -1
		}
		return 1
	})
	v.Others = max(0, len(all)-mostSources)
	v.Looked = v.Looked[:len(all)-v.Others]
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
