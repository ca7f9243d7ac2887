package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

var topics = []briefing.Topic{
	{Name: "The bridge", Query: "Harbour Bridge reopening repair workers cost"},
	{Name: "The strike", Query: "union strike ferry crews"},
}

func written(day int) time.Time { return time.Date(2025, 3, day, 0, 0, 0, 0, time.UTC) }

// articles are what the pages are looked at with.
var articles = []briefing.Article{
	{
		ID: "courier-bridge", URL: "https://courier.example/harbour-bridge", Title: "Harbour Bridge to reopen in May, mayor says",
		Outlet: "Northport Courier", Published: written(3), Lang: "en",
		Text: `Harbour Bridge to reopen in May, mayor says

NORTHPORT — The Harbour Bridge will reopen on May 12, Mayor Ruth Okafor said Monday, two years after a cargo ship struck its third pillar.

“We promised a safe bridge, not a quick one,” Okafor said. “Now we have both.”

open image in gallery The bridge seen from the old pier ( Photo: A. Lindqvist / Courier )

About 1,200 workers and more than 40 firms took part in the repair, which cost $318.5 million, according to the Port Authority.

Support our newsroom. Your gift lets our reporters stay on the ground. Donate now.

Read more

Transport Minister Jonas Hallam denied that the work was late. “It is thorough,” he told Radio 102.5.

The union of ferry crews called the plan “reckless and, frankly, unfair,” and its leader, Tomas Berg, said the ferries would stop on May 12.
` + strings.Repeat(`
The third pillar was rebuilt from the river bed up, with a sheath of steel around a core of concrete, while the other pillars were tested and found sound.
`, 1) + strings.Repeat(`
Engineers measured the deck each night for a year, and each morning the figures went to the port, to the city and to the insurers.
`, 1) + `
A toll of 2 crowns will be charged from June 1, the Port Authority said in a report.
`,
	},
	{
		ID: "wire/2025-03-03 #7", URL: "https://wire.example/a?id=7", Title: "Northport bridge reopens May 12", Outlet: "Coast Wire", Published: written(3), Lang: "en",
		Text: `The Harbour Bridge in Northport will reopen on May 12, two years after a cargo ship struck its third pillar, Mayor Ruth Okafor said.

Some 1,500 workers took part in the repair, which cost $318.5 million, the Port Authority said.

“We promised a safe bridge, not a quick one,” Okafor told reporters.

Tomas Berg, who leads the union of ferry crews, said the crews “will not move a single boat” on May 12.
`,
	},
	{
		ID: "eco", Title: "Il ponte riapre a maggio", Outlet: "L’Eco del Porto", Published: written(4), Lang: "it",
		Text: `Il ponte del porto riaprirà il 12 maggio, ha detto la sindaca Ruth Okafor.

«Non siamo pronti», ha detto l’assessora Carla Bini. Secondo l’Autorità portuale, ai lavori hanno partecipato circa 1.200 operai.
`,
	},
	{ID: "~untitled", Text: "An article without a title, an outlet or a date. It mentions the Harbour Bridge all the same."},
	{ID: "..", Title: "An article with a difficult name", Text: "The ferry crews will strike on May 12, the union said."},
}

// hostile is an article by somebody who means ill.
var hostile = briefing.Article{
	ID: `"><script>alert(1)</script>`, URL: `javascript:alert(1)//https://x.example`, Title: `</title><script>alert(2)</script>`,
	Outlet: `<img src=x onerror=alert(3)>`, Lang: `en" onload="alert(4)`, Published: written(5),
	Text: "<script>alert(5)</script> The Harbour Bridge will reopen on \u202eyaM 21\u202c, it said.\n\n" +
		"\u201cA zero\u200bwidth and a \x00 nul and a \xff byte \" onmouseover=alert(6) x=\u201d said <b>Mallory</b> & Sons.\n\n" +
		"[a link](javascript:alert(7)) <style>*{display:none}</style> <a href=\"https://evil.example\">here</a> " + strings.Repeat("x", 5000) + ".\n",
}

// madeUp is a reading by hand, with every kind of clutter, so that what is
// asserted about pages does not hang on what the analyser finds.
func madeUp() briefing.Reading {
	a := &briefing.Article{ID: "made-up", Title: "Made up", Outlet: "The Maker", Published: written(6), Lang: "en", URL: "http://maker.example/1"}
	l := &text.Layout{}
	add := func(paragraph bool, kind text.Kind, s string) text.Span {
		if paragraph && a.Text != "" {
			a.Text += "\n\n"
		} else if a.Text != "" {
			a.Text += " "
		}
		p := text.Span{Start: len(a.Text), End: len(a.Text) + len(s)}
		a.Text += s
		if paragraph {
			l.Paragraphs = append(l.Paragraphs, text.Paragraph{Span: p, Kind: kind})
		}
		last := len(l.Paragraphs) - 1
		l.Paragraphs[last].End = p.End
		l.Sentences = append(l.Sentences, text.Sentence{Span: p, Kind: kind, Paragraph: last})
		return p
	}
	add(true, text.Heading, "A headline")
	add(true, text.Byline, "By A. Maker")
	add(true, text.Prose, "First sentence, with ünïcode.")
	add(false, text.Prose, "“No,” said Ada Maker.")
	add(false, text.Stamp, "date 2025-03-06")
	add(false, text.Appeal, "Your support matters.")
	add(true, text.Appeal, "Donate & smile.")
	add(true, text.Caption, "A picture of it.")
	add(true, text.Credit, "Photo: nobody")
	add(true, text.Control, "Read more")
	add(true, text.Prose, "Last sentence.")
	add(true, text.Repeat, "Last sentence.")
	a.SHA256 = briefing.Sum(a.Text)
	find := func(s string) text.Span {
		i := strings.Index(a.Text, s)
		return text.Span{Start: i, End: i + len(s)}
	}
	return briefing.Reading{Article: a, Layout: l, Quotes: []quote.Quote{{
		Content: find("No,"), Speaker: find("Ada Maker"), Cue: find("said"), Person: "Ada Maker",
		Kind: quote.Direct, Polarity: quote.Said, Confidence: 1,
	}}}
}

func corpus(t testing.TB, more ...briefing.Article) *briefing.Corpus {
	t.Helper()
	rs := []briefing.Reading{madeUp()}
	for _, a := range append(articles, more...) {
		rs = append(rs, briefing.Read(a))
	}
	return briefing.NewCorpus(rs)
}

// passageOf is the passage of words in an article.
func passageOf(a *briefing.Article, words string) briefing.Passage {
	i := strings.Index(a.Text, words)
	return briefing.Passage{Article: a, Span: text.Span{Start: i, End: i + len(words)}}
}

// asking answers from a corpus in the plainest way: what the bot says is held by
// the tests of the bot.
func asking(c *briefing.Corpus) func(context.Context, string, int) Reply {
	return func(_ context.Context, typed string, page int) Reply {
		if typed == "timeline" {
			return Reply{See: "/timeline"}
		}
		a := c.Ask(typed, 0)
		r := Reply{Page: page, Pages: 1, Citations: a.Citations, Value: func() (any, error) { return a, nil }}
		if !a.Found {
			r.Blocks = append(r.Blocks, Block{Kind: Paragraph, Runs: []Run{{Text: "The corpus has no answer to that."}}})
		}
		for _, st := range a.Speech {
			r.Blocks = append(r.Blocks, Block{Kind: Paragraph, Runs: []Run{{Text: st.Quotes[0].Speaker.Text(), Strong: true}}},
				Block{Kind: Quotation, Runs: []Run{{Text: st.Quotes[0].Context.Text()}}, Cites: st.Citations, Lang: st.Citations[0].Article.Lang})
		}
		for _, f := range a.Facts {
			r.Blocks = append(r.Blocks, Block{Kind: Quotation, Runs: []Run{{Text: f.Passage.Text()}}, Cites: f.Citations, Lang: f.Passage.Article.Lang},
				Block{Kind: Note, Runs: []Run{{Text: "Sources differ: "}, {Text: "“" + f.Passage.Text() + "”", Strong: true}}})
		}
		r.Blocks = append(r.Blocks, Block{Kind: Heading, Runs: []Run{{Text: "A list"}}},
			Block{Kind: Bullet, Runs: []Run{{Text: "one", Link: "/speakers", Strong: true}, {Text: " <b>two</b>", Link: "javascript:alert(1)"}}}, Block{Kind: Note, Runs: []Run{{Text: "of it"}}},
			Block{Kind: Bullet, Runs: []Run{{Text: "three", Link: "//evil.example"}, {Text: "[3]", Link: "/p/x/1-2/0123456789abcdef#p"}}},
			Block{Kind: Table, Rows: [][][]Run{{{{Text: "head"}}, {{Text: "more"}}}, {{{Text: "cell"}}, {{Text: "another"}}}}})
		return r
	}
}

// looked are sources with their health.
func looked(context.Context) []Source {
	return []Source{
		{Name: "/srv/news", Health: "folder · looked at 5 minutes ago", Value: map[string]string{"url": "file:/srv/news"}},
		{Name: "https://feeds.example/b", Link: "https://feeds.example/b", Failing: true, Health: "“<b>Feed</b>” · failed 3 hours ago: the server answered 500", Value: map[string]string{"url": "https://feeds.example/b"}},
	}
}
