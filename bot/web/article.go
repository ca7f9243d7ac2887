package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// kindLabels name what is not the article's own running text.
var kindLabels = map[text.Kind]string{
	text.Heading: "Heading",
	text.Caption: "Picture caption",
	text.Credit:  "Credit or copyright",
	text.Byline:  "Byline",
	text.Stamp:   "Date or label",
	text.Appeal:  "Appeal to readers",
	text.Control: "Page control",
	text.Repeat:  "Repeated text",
}

// articlePage is an article as given, with the passage that was cited.
type articlePage struct {
	Article *briefing.Article
	Blocks  []block
	Notice  string            // why nothing is marked, or what text this is
	Current string            // address of the current text; empty on its own page
	Cited   *briefing.Passage // what is marked
	Origin  *Origin           // nil where it is not known
	Clutter int               // blocks that are not the article's own text
	Said    []saying

	Beside    []briefing.Citation // of other articles, that carry what is marked
	More      int                 // of them that are not shown
	Sources   int                 // how many independent sources carry it
	Conflicts []briefing.Conflict // where they differ
}

// mostBeside is how many passages are shown beside the one that is marked.
const mostBeside = 30

// block is a stretch of paragraphs of one kind.
type block struct {
	Kind       text.Kind
	Label      string
	Paragraphs [][]piece
}

// Dim reports whether the block is clutter.
func (b block) Dim() bool { return b.Kind != text.Prose && b.Kind != text.Heading }

// saying is one quote of the article.
type saying struct {
	Person     string           `json:"person"`
	Words      briefing.Passage `json:"words"`
	Paraphrase bool             `json:"paraphrase,omitempty"`
}

// piece is a stretch of text that is marked as a whole or not at all.
type piece struct {
	text.Span
	Text   string
	Marked bool
	First  bool // the piece that a link leads to
}

// blocks lays an article out. Every byte that is not white space is in it once,
// whatever l leaves out; mark, where it is not empty, is set apart.
func blocks(a *briefing.Article, l *text.Layout, mark briefing.Span) []block {
	var out []block
	m := &marker{text: a.Text, mark: mark}
	for _, st := range append(stretches(l), text.Paragraph{Span: text.Span{Start: len(a.Text), End: len(a.Text)}}) {
		pieces := m.pieces(st.Span)
		if len(pieces) == 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Kind == st.Kind && st.Kind != text.Heading {
			out[n-1].Paragraphs = append(out[n-1].Paragraphs, pieces)
			continue
		}
		out = append(out, block{st.Kind, kindLabels[st.Kind], [][]piece{pieces}})
	}
	return out
}

// stretches cuts paragraphs where the kind of their sentences changes.
func stretches(l *text.Layout) []text.Paragraph {
	var out []text.Paragraph
	next := 0
	for i, p := range l.Paragraphs {
		out = append(out, p)
		for first := true; next < len(l.Sentences) && l.Sentences[next].Paragraph <= i; next++ {
			s, last := l.Sentences[next], &out[len(out)-1]
			switch {
			case first:
				last.Kind, first = s.Kind, false
			case s.Kind != last.Kind && last.Start < s.Start && s.Start < p.End:
				last.End = s.Start
				out = append(out, text.Paragraph{Span: text.Span{Start: s.Start, End: p.End}, Kind: s.Kind})
			}
		}
	}
	return out
}

// marker cuts a text at the ends of its mark.
type marker struct {
	text   string
	mark   briefing.Span
	at     int // how far the text is cut
	marked bool
}

// pieces cuts the text up to the end of p, from p's start or from where the
// last cut ended if there are words in between.
func (m *marker) pieces(p text.Span) []piece {
	if p.Start > m.at && strings.TrimSpace(m.text[m.at:p.Start]) == "" {
		m.at = p.Start
	}
	var out []piece
	for m.at < p.End {
		from, until := m.at, p.End
		in := m.mark.Start <= from && from < m.mark.End
		if in {
			until = min(until, m.mark.End)
		} else if from < m.mark.Start {
			until = min(until, m.mark.Start)
		}
		out = append(out, piece{text.Span{Start: from, End: until}, m.text[from:until], in, in && !m.marked})
		m.marked = m.marked || in
		m.at = until
	}
	return out
}

func (s *site) article(w http.ResponseWriter, r *http.Request) {
	id := unsegment(r.PathValue("id"))
	reading, ok := s.Corpus.Reading(id)
	if !ok {
		s.missing(w, r, s.absence(r, id, "There is no article with this name any more, or there never was one."))
		return
	}
	view := articlePage{Article: reading.Article}
	for _, q := range reading.Quotes {
		person := cmp.Or(q.Person, q.Speaker.In(reading.Article.Text))
		view.Said = append(view.Said, saying{person, briefing.Passage{Article: reading.Article, Span: q.Content}, q.Kind == quote.Indirect})
	}
	s.showArticle(w, r, http.StatusOK, view, reading.Layout, briefing.Span{})
}

// passage shows a cited passage in the text it was cited from, or says why it
// cannot.
func (s *site) passage(w http.ResponseWriter, r *http.Request) {
	id := unsegment(r.PathValue("id"))
	span, ok := parseSpan(r.PathValue("span"))
	sum, ok2 := parseSum(r.PathValue("sum"))
	if !ok || !ok2 {
		s.missing(w, r, "This link to a passage is not complete. Links end in the passage’s place and the first digits of its text’s SHA-256.")
		return
	}
	reading, known := s.Corpus.Reading(id)
	view := articlePage{Article: reading.Article}
	layout, status := reading.Layout, http.StatusOK
	if !known || !hasSum(reading.Article, sum) {
		old := s.revision(r, id, sum)
		switch {
		case old != nil && known:
			view = articlePage{Article: old, Current: articlePath(id), Notice: "The article has changed since this passage was cited. Below is the text as it was cited."}
		case old != nil:
			view = articlePage{Article: old, Notice: s.absence(r, id, "This article is kept only because it was cited: it was too old, or there were too many.") + " Below is the text as it was cited."}
		case known:
			view.Notice = "The article has changed since this passage was cited, and the text as cited is not kept. Below is the text as it is now; nothing is marked in it."
			s.showArticle(w, r, http.StatusGone, view, layout, briefing.Span{})
			return
		default:
			s.missing(w, r, s.absence(r, id, "There is no article with this name any more, or there never was one."))
			return
		}
		layout = text.Read(old.Text)
	}
	if !fits(view.Article.Text, span) {
		view.Notice = fmt.Sprintf("This link is wrong: its passage, bytes %d to %d, does not fit the text of %d bytes. Nothing is marked.", span.Start, span.End, len(view.Article.Text))
		s.showArticle(w, r, http.StatusNotFound, view, layout, briefing.Span{})
		return
	}
	view.Cited = &briefing.Passage{Article: view.Article, Span: span}
	view.beside(s.Corpus, *view.Cited)
	s.showArticle(w, r, status, view, layout, span)
}

// beside notes what other articles carry the passage, and where they differ.
func (v *articlePage) beside(c *briefing.Corpus, p briefing.Passage) {
	f, ok := c.Fact(p)
	if !ok {
		return
	}
	var n briefing.Numbering
	f = n.Fact(f)
	for _, cited := range f.Citations {
		if cited.Article.ID != p.Article.ID {
			v.Beside = append(v.Beside, cited)
		}
	}
	v.Sources, v.Conflicts = f.Sources, f.Conflicts
	v.More = max(0, len(v.Beside)-mostBeside)
	v.Beside = v.Beside[:len(v.Beside)-v.More]
}

// absence says why an article is not among those that are read; unless it was
// withdrawn, what is given.
func (s *site) absence(r *http.Request, id, otherwise string) string {
	if s.Withdrawn != nil {
		if w := s.Withdrawn(r.Context(), id); !w.At.IsZero() {
			return "This article was withdrawn on " + day(w.At) + ": " + w.Why + "."
		}
	}
	return otherwise
}

func hasSum(a *briefing.Article, sum string) bool {
	return len(sum) <= len(a.SHA256) && a.SHA256[:len(sum)] == sum
}

// revision returns the text that was cited where it is kept, and nil otherwise.
func (s *site) revision(r *http.Request, id, sum string) *briefing.Article {
	if s.Revision == nil {
		return nil
	}
	a, err := s.Revision(r.Context(), id, sum)
	if err != nil || a == nil || !hasSum(a, sum) {
		return nil
	}
	return a
}

func (s *site) showArticle(w http.ResponseWriter, r *http.Request, status int, v articlePage, l *text.Layout, mark briefing.Span) {
	if s.Origin != nil {
		if o := s.Origin(r.Context(), v.Article); o.Extractor != "" {
			v.Origin = &o
		}
	}
	if wantsJSON(r) {
		s.writeJSON(w, status, v.value())
		return
	}
	v.Blocks = blocks(v.Article, l, mark)
	for _, b := range v.Blocks {
		if b.Dim() {
			v.Clutter++
		}
	}
	s.render(w, r, status, "article", page{Title: visible(s.label(v.Article)), Path: "/sources", Data: v})
}

// value is the page as JSON.
func (v articlePage) value() any {
	return struct {
		Article   *briefing.Article   `json:"article"`
		Body      string              `json:"body"`
		Notice    string              `json:"notice,omitempty"`
		Passage   *briefing.Passage   `json:"passage,omitempty"`
		Beside    []briefing.Citation `json:"beside,omitempty"`
		Sources   int                 `json:"independent_sources,omitempty"`
		Conflicts []briefing.Conflict `json:"conflicts,omitempty"`
		Said      []saying            `json:"said,omitempty"`
		Origin    *Origin             `json:"origin,omitempty"`
	}{v.Article, v.Article.Text, v.Notice, v.Cited, v.Beside, v.Sources, v.Conflicts, v.Said, v.Origin}
}
