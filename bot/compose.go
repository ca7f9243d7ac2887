package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
	"briefingbot/briefing/quote"
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

// quotation sets p with the words of mark in bold. Quotation marks are the
// adapter's: it sets a quotation apart.
func quotation(p briefing.Passage, mark briefing.Span) []chat.Run {
	words := p.Text()
	if mark.Len() <= 0 || !p.Span.Covers(mark) || mark == p.Span {
		return []chat.Run{{Text: words}}
	}
	from, until := mark.Start-p.Span.Start, mark.End-p.Span.Start
	return []chat.Run{{Text: words[:from]}, {Text: words[from:until], Strong: true}, {Text: words[until:]}}
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

// conflict sets the versions of a contested point side by side.
func conflict(c briefing.Conflict) []chat.Run {
	runs := []chat.Run{{Text: "Sources differ: "}}
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
	s := sheet{citations: b.Citations}
	for _, section := range b.Sections {
		for _, item := range section.Items {
			if s.lead == nil {
				s.lead = d.fact(item)
				continue
			}
			s.entries = append(s.entries, entry{section.Topic.Name, d.fact(item)})
		}
		for _, v := range section.Voices {
			s.entries = append(s.entries, entry{section.Topic.Name, d.statement(v)})
		}
	}
	if s.lead == nil {
		return plainSheet(fmt.Sprintf("Nothing to report from %s.", plural(len(b.Articles), "article")))
	}
	counts := fmt.Sprintf("%s, %s, %s", plural(len(b.Articles), "article"), plural(len(b.Sections), "topic"), plural(b.Facts, "fact"))
	if b.Contested > 0 {
		counts += fmt.Sprintf(", %d on which sources differ", b.Contested)
	}
	s.lead = append(s.lead, paragraph(counts))
	s.foot = []chat.Block{note("source N opens a citation · sources · figures · who SPEAKER · help")}
	return s
}

// statement sets what one person said: the speaker, the sentence that holds
// the words, and what kind of speech it is.
func (d *desk) statement(st briefing.Statement) []chat.Block {
	var out []chat.Block
	for i, q := range st.Quotes {
		if slices.ContainsFunc(st.Quotes[:i], func(o briefing.Quote) bool { return sameWords(o, q) }) {
			continue // its citation stands with the first that has these words
		}
		var cites []briefing.Citation
		for j, c := range st.Citations {
			if j == i || j < len(st.Quotes) && sameWords(st.Quotes[j], q) {
				cites = append(cites, c)
			}
		}
		who := "speaker not named in the text"
		if q.Person != nil {
			who = q.Person.Name
		} else if q.Speaker.Article != nil && q.Speaker.Span.Len() > 0 {
			who = q.Speaker.Text()
		}
		runs := append(strong(who), chat.Run{Text: manner(q)})
		if i > 0 {
			runs = []chat.Run{{Text: "worded differently:"}}
		}
		out = append(out,
			chat.Block{Kind: chat.Paragraph, Runs: runs},
			chat.Block{Kind: chat.Quotation, Runs: quotation(q.Context, q.Words.Span), Source: d.sourcesOf(cites)})
	}
	return out
}

// sameWords reports whether two articles print the same words, but for the
// punctuation around them.
func sameWords(a, b briefing.Quote) bool {
	const edges = " .,;:!?…\"'“”‘’«»"
	return strings.Trim(a.Words.Text(), edges) == strings.Trim(b.Words.Text(), edges)
}

// manner says how the words were said, in words of the interface.
func manner(q briefing.Quote) string {
	var how []string
	switch q.Polarity {
	case quote.Denied:
		how = append(how, "denied")
	case quote.Declined:
		how = append(how, "did not say")
	case quote.Asked:
		how = append(how, "asked")
	case quote.Hedged:
		how = append(how, "not stated as said")
	}
	if q.Kind == quote.Indirect {
		how = append(how, "paraphrase, not verbatim")
	}
	if len(how) == 0 {
		return ""
	}
	return " — " + strings.Join(how, ", ")
}

// composeAnswer sets an answer, or the honest lack of one.
func (d *desk) composeAnswer(a briefing.Answer) sheet {
	s := sheet{asked: a.Question, citations: a.Citations, perPage: 3}
	for _, c := range a.Corrected {
		s.lead = append(s.lead, note(fmt.Sprintf("Showing results for “%s” (you typed “%s”)", c.Read, c.Typed)))
	}
	if !a.Found {
		s.lead = append(s.lead, paragraph(noAnswer+lament(a)))
		if len(a.Facts)+len(a.Speech) > 0 {
			s.lead = append(s.lead, note(nearest))
		}
	}
	for _, st := range a.Speech {
		if p := st.Quotes[0].Person; p != nil && !slices.Contains(s.people, p.Name) {
			s.people = append(s.people, p.Name)
		}
		s.entries = append(s.entries, entry{blocks: d.statement(st)})
	}
	for _, f := range a.Facts {
		s.entries = append(s.entries, entry{blocks: d.fact(f)})
	}
	return s
}
