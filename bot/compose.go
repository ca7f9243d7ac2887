package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

// The compose files are the only ones that speak both the newsroom's language
// and the chat's.

// label names an article in a citation: outlet and date where they are stated,
// else its title, else its opening words.
func (d *desk) label(a *briefing.Article) string {
	name := cut(a.Outlet, 40)
	if name == "" {
		name = cut(a.Title, 40)
	}
	if name == "" {
		name = "“" + cut(d.opening(a).Text(), 32) + "”"
	}
	if !a.Published.IsZero() {
		name += ", " + day(a.Published)
	}
	return name
}

func day(t time.Time) string { return t.UTC().Format("2 Jan 2006") }

// opening returns the article's first sentence of running text.
func (d *desk) opening(a *briefing.Article) briefing.Passage {
	p := briefing.Passage{Article: a}
	r, ok := d.corpus.Reading(a.ID)
	if !ok {
		return p
	}
	for _, s := range r.Layout.Sentences {
		if s.Kind == text.Prose {
			p.Span = s.Span
			break
		}
	}
	return p
}

// cut shortens words to at most n runes, at a space where there is one, and
// marks the cut.
func cut(words string, n int) string {
	words = strings.Join(strings.Fields(strings.ToValidUTF8(words, "\uFFFD")), " ")
	if utf8.RuneCountInString(words) <= n {
		return words
	}
	runes := []rune(words)[:n-1]
	short := string(runes)
	if i := strings.LastIndexByte(short, ' '); i > len(short)/2 {
		short = short[:i]
	}
	return short + "…"
}

func (d *desk) origin(c briefing.Citation) chat.Source {
	return chat.Source{N: c.N, Label: d.label(c.Article), URL: d.link(c.Passage), Quote: c.Text()}
}

func (d *desk) sourcesOf(cs []briefing.Citation) []chat.Source {
	var out []chat.Source
	for _, c := range cs {
		out = append(out, d.origin(c))
	}
	return out
}

// quotation sets p with the words of marks in bold, which are in order.
// Quotation marks are the adapter's: it sets a quotation apart.
func quotation(p briefing.Passage, marks ...briefing.Span) []chat.Run {
	var runs []chat.Run
	words, at := p.Text(), 0
	for _, m := range marks {
		from, until := m.Start-p.Span.Start, m.End-p.Span.Start
		if m.Len() <= 0 || !p.Span.Covers(m) || m == p.Span || from < at {
			continue
		}
		if from > at {
			runs = append(runs, chat.Run{Text: words[at:from]})
		}
		runs = append(runs, chat.Run{Text: words[from:until], Strong: true})
		at = until
	}
	if at < len(words) || len(runs) == 0 {
		runs = append(runs, chat.Run{Text: words[at:]})
	}
	return runs
}

// fact sets one fact: its wording, its citations, and where they differ.
func (d *desk) fact(f briefing.Fact) []chat.Block {
	out := []chat.Block{{Kind: chat.Quotation, Runs: quotation(f.Passage, briefing.Span{}), Source: d.sourcesOf(f.Citations)}}
	articles := map[string]bool{}
	for _, c := range f.Citations {
		articles[c.Article.ID] = true
	}
	if f.Sources > 0 && f.Sources < len(articles) {
		out = append(out, note(fmt.Sprintf("%d articles, %s", len(articles), plural(f.Sources, "independent source"))))
	}
	for _, c := range f.Conflicts {
		out = append(out, chat.Block{Kind: chat.Note, Runs: conflict(c)})
	}
	return out
}

const sourcesDiffer = "Sources differ: "

// conflict sets the versions of a contested point side by side.
func conflict(c briefing.Conflict) []chat.Run {
	runs := []chat.Run{{Text: sourcesDiffer}}
	for i, v := range c.Variants {
		if i > 0 {
			runs = append(runs, chat.Run{Text: " · "})
		}
		runs = append(runs, chat.Run{Text: "“" + v.Words.Text() + "”", Strong: true}, chat.Run{Text: " " + numbers(v.Citations)})
	}
	return runs
}

func numbers(cs []briefing.Citation) string {
	var b strings.Builder
	for _, c := range cs {
		fmt.Fprintf(&b, "[%d]", c.N)
	}
	return b.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// composeBriefing sets a briefing: the news first, then the counts, then the
// topics.
func (d *desk) composeBriefing(b briefing.Briefing) sheet {
	s := sheet{}
	var cited briefing.Numbering
	var silent []string // topics on which there is nothing
	for _, section := range b.Sections {
		if len(section.Items)+len(section.Voices) == 0 {
			silent = append(silent, section.Topic.Name)
		}
		for _, item := range section.Items {
			item = cited.Fact(item)
			blocks := append(d.fact(item), newer(item, "in the earlier briefing")...)
			if s.lead == nil {
				s.lead = blocks
				continue
			}
			s.entries = append(s.entries, entry{section.Topic.Name, blocks})
		}
		for _, v := range folded(section.Voices) {
			s.entries = append(s.entries, entry{section.Topic.Name, d.statement(cited.Statement(v))})
		}
	}
	s.citations = cited.Citations()
	if s.lead == nil {
		nothing := "Nothing to report from %s."
		if d.was != nil {
			nothing = "Nothing new; checked %s."
		}
		s.lead = []chat.Block{paragraph(fmt.Sprintf(nothing, plural(len(b.Articles), "article")))}
		if d.was != nil {
			s.foot = d.was.stale(b)
		}
		return s
	}
	counts := plural(len(b.Articles), "article")
	if b.Sections[0].Topic.Name != "" { // else no topics are set
		counts += ", " + plural(len(b.Sections)-len(silent), "topic")
	}
	counts += ", " + plural(b.Facts, "fact")
	if b.Contested > 0 {
		counts += fmt.Sprintf(", %d on which sources differ", b.Contested)
	}
	s.lead = append(s.lead, paragraph(counts))
	if len(silent) > 0 && d.was == nil {
		s.lead = append(s.lead, note("Nothing on "+enumerate(silent)+"."))
	}
	s.foot = []chat.Block{note("source N opens a citation · sources · figures · who SPEAKER · help")}
	if d.was != nil {
		s.foot = d.was.stale(b)
	}
	return s
}

// composeAnswer sets an answer, or the honest lack of one.
func (d *desk) composeAnswer(a briefing.Answer) sheet {
	s := sheet{asked: a.Question, perPage: 3}
	var cited briefing.Numbering
	for _, c := range a.Corrected {
		s.lead = append(s.lead, note(fmt.Sprintf("Showing results for “%s” (you typed “%s”)", c.Read, c.Typed)))
	}
	if !a.Found {
		s.lead = append(s.lead, paragraph(noAnswer+lament(a)))
		if len(a.Facts)+len(a.Speech) > 0 {
			s.lead = append(s.lead, note(nearest))
		}
	}
	sides := slices.ContainsFunc(a.Speech, func(st briefing.Statement) bool { return st.Objects })
	if sides {
		s.perPage = 4 // two of either side
	}
	for _, st := range folded(a.Speech) {
		st = cited.Statement(st)
		if p := st.Quotes[0].Person; p != nil && !slices.Contains(s.people, p.Name) {
			s.people = append(s.people, p.Name)
		}
		s.entries = append(s.entries, entry{heading: side(sides, st), blocks: d.statement(st)})
	}
	for _, f := range a.Facts {
		s.entries = append(s.entries, entry{blocks: d.fact(cited.Fact(f))})
	}
	s.citations = cited.Citations()
	return s
}
