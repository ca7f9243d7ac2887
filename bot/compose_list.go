package main

import (
	"fmt"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

func composePeople(people []*briefing.Person) sheet {
	s := sheet{perPage: 15}
	for _, p := range people {
		runs := append(strong(p.Name), chat.Run{Text: " · " + plural(p.Quotes, "quote")})
		if len(p.Roles) > 0 {
			runs = append(runs, chat.Run{Text: " · “" + p.Roles[0].Text() + "”"})
		}
		s.entries = append(s.entries, entry{blocks: []chat.Block{{Kind: chat.Bullet, Runs: runs}}})
	}
	if len(people) == 0 {
		return plainSheet("The corpus quotes nobody.")
	}
	s.foot = []chat.Block{note("who SPEAKER shows what one of them said")}
	return s
}

func (d *desk) composeSources(articles []*briefing.Article) sheet {
	s := sheet{perPage: 10}
	for i, a := range articles {
		c := briefing.Citation{N: i + 1, Passage: d.opening(a)}
		s.citations = append(s.citations, c)
		runs := append(strong(fmt.Sprintf("[%d] ", c.N)), chat.Run{Text: d.label(a), Link: d.link(c.Passage), Strong: true})
		facts := []string{a.ID}
		if a.Outlet != "" && a.Title != "" {
			facts = append(facts, "“"+cut(a.Title, 80)+"”")
		}
		if a.URL != "" {
			facts = append(facts, a.URL)
		}
		facts = append(facts, plural(len(strings.Fields(a.Text)), "word"))
		s.entries = append(s.entries, entry{blocks: []chat.Block{{Kind: chat.Bullet, Runs: runs}, note(strings.Join(facts, " · "))}})
	}
	if len(articles) == 0 {
		return plainSheet("The corpus has no articles.")
	}
	s.foot = []chat.Block{note("source N opens one")}
	return s
}

// composeSource shows a citation in its article.
func (d *desk) composeSource(n int, p briefing.Passage) sheet {
	around := d.corpus.Context(p, 2)
	facts := []string{d.label(p.Article), p.Article.ID, fmt.Sprintf("bytes %d–%d", p.Span.Start, p.Span.End), "SHA-256 " + p.Article.SHA256[:12] + "…"}
	source := d.origin(briefing.Citation{N: n, Passage: p})
	blocks := []chat.Block{{Kind: chat.Quotation, Runs: quotation(around, p.Span), Source: []chat.Source{source}}, note(strings.Join(facts, " · "))}
	if source.URL != "" {
		blocks = append(blocks, chat.Block{Kind: chat.Note, Runs: []chat.Run{{Text: source.URL, Link: source.URL}}})
	}
	if p.Article.URL != "" {
		blocks = append(blocks, chat.Block{Kind: chat.Note, Runs: []chat.Run{{Text: p.Article.URL, Link: p.Article.URL}}})
	}
	return sheet{lead: blocks}
}

func (d *desk) composeTimeline(events []briefing.Event) sheet {
	s := sheet{perPage: 8}
	var cited briefing.Numbering
	for _, e := range events {
		when := "“" + e.Words.Text() + "”"
		if !e.When.IsZero() {
			when = day(e.When)
			switch e.Precision {
			case "month":
				when = e.When.Format("January 2006")
			case "year":
				when = e.When.Format("2006")
			}
			if !e.Until.IsZero() {
				when += " – " + day(e.Until)
			}
		}
		s.entries = append(s.entries, entry{when, d.fact(cited.Fact(e.Fact))})
	}
	s.citations = cited.Citations()
	if len(events) == 0 {
		return plainSheet("The corpus dates nothing.")
	}
	return s
}

func composeTopics(names []string) sheet {
	if len(names) == 0 {
		return plainSheet("No topics are set: the articles are briefed as one.")
	}
	s := sheet{foot: []chat.Block{note("briefing TOPIC shows one of them")}}
	for _, name := range names {
		s.entries = append(s.entries, entry{blocks: []chat.Block{{Kind: chat.Bullet, Runs: say(name)}}})
	}
	return s
}

// composeState tells what the corpus holds.
func (d *desk) composeState(now time.Time) chat.Message {
	articles := d.corpus.Articles()
	line := "Corpus: " + plural(len(articles), "article")
	for _, a := range articles {
		if !a.Published.IsZero() {
			line += ", the newest of " + day(a.Published)
			break
		}
	}
	return chat.Message{Private: true, Blocks: []chat.Block{paragraph(line + ". As of " + now.UTC().Format("2 Jan 2006 15:04 UTC") + ".")}}
}

// scheduled are the commands that the schedules answer, where there are any.
var scheduled = [][2]string{
	{"schedule weekdays 08:00 Europe/Rome", "a morning digest here"},
	{"schedule list · pause until monday · resume · stop", "what is posted here, and when"},
	{"status", "how the bot is, and what it has posted"},
	{"sources add URL · sources remove URL · add this", "where articles come from, for admins; answer a link with the last"},
}

// composeHelp shows the verbs in one screen.
func composeHelp(table []verb) sheet {
	rows := [][][]chat.Run{{say("Command"), say("shows")}}
	for _, v := range table {
		if v.usage != "" {
			rows = append(rows, [][]chat.Run{say(v.usage), say(v.does)})
		}
	}
	for _, v := range scheduled {
		rows = append(rows, [][]chat.Run{say(v[0]), say(v[1])})
	}
	return sheet{
		lead: []chat.Block{paragraph("Every word of news shown here is a quotation. Ask in your own words, or:")},
		foot: []chat.Block{{Kind: chat.Table, Rows: rows}},
	}
}

func plainSheet(text string) sheet { return sheet{lead: []chat.Block{paragraph(text)}} }
