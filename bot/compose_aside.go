package main

import (
	"context"
	"fmt"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

// under returns s with b above everything.
func (s sheet) under(b chat.Block) sheet {
	s.lead = append([]chat.Block{b}, s.lead...)
	return s
}

// plainWords are the words of s as they are compared.
func plainWords(s string) string {
	var b strings.Builder
	for i, w := range text.Words(s) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Fold)
	}
	return b.String()
}

// composeChanges sets what is new to a reader: what they watch, then the facts.
func (d *desk) composeChanges(n briefing.Briefing, watched []briefing.Statement) sheet {
	s := sheet{perPage: 7}
	var cited briefing.Numbering
	for _, st := range watched {
		s.entries = append(s.entries, entry{"Watched", d.statement(cited.Statement(st))})
	}
	for _, section := range n.Sections {
		for _, item := range section.Items {
			blocks := d.fact(cited.Fact(item))
			s.entries = append(s.entries, entry{section.Topic.Name, append(blocks, newer(item, "when you last looked")...)})
		}
	}
	s.citations = cited.Citations()
	return s
}

// translate declines: a quotation stays in the language it was published in.
func (d *desk) translate(q request) sheet {
	told := "Quotations stay as they were published: nothing is translated here."
	langs := map[string]int{}
	for _, a := range d.corpus.Articles() {
		if a.Lang != "" {
			langs[a.Lang]++
		}
	}
	for _, l := range []struct{ code, name string }{{"en", "English"}, {"it", "Italian"}} {
		if langs[l.code] > 0 {
			told += fmt.Sprintf(" %s in %s.", plural(langs[l.code], "article"), l.name)
		}
	}
	return plainSheet(told + " Ask in English or in Italian.")
}

// share makes the last answer public, under the name of who shares it.
func (d *desk) share(q request) sheet {
	s := q.talk.sheet
	if len(s.entries)+len(s.lead) == 0 {
		return plainSheet("Nothing has been shown here yet. Ask something first, then: share")
	}
	s.public = true
	if q.command.User.Name != "" {
		s = s.under(note("Shared by " + q.command.User.Name))
	}
	return s
}

// state tells how the bot is, where no schedules are kept.
func (d *desk) state(request) sheet {
	return sheet{lead: append(d.composeState(d.now()).Blocks, composeHealth(d.health(context.Background()), d.now(), mostHealth)...)}
}

// unscheduled answers what is about schedules where none are kept.
func (d *desk) unscheduled(request) sheet {
	return plainSheet("Digests are posted to Slack and Matrix, by “briefingbot serve”: nothing can be scheduled here, and nothing was saved.")
}

// short is the briefing in three sentences.
func (d *desk) short(q request) sheet {
	q.rest = "short"
	return d.briefing(q)
}

// ranksShown is how many passages an explanation compares.
const ranksShown = 4

// explain shows what the ranking of the passages was made of.
func (d *desk) explain(q request) sheet {
	if q.rest == "" {
		return plainSheet("Explain which question? For example: ask --explain how many officers are there?")
	}
	return d.composeExplanation(d.corpus.Ask(q.rest, maxAnswers))
}

// composeExplanation sets the signals behind each rank as a table.
func (d *desk) composeExplanation(a briefing.Answer) sheet {
	s := d.composeAnswer(a)
	if len(a.Explain) == 0 {
		s.foot = append(s.foot, note("Quotes are ranked without a table: by the share of the topic's rare words they hold, then by how many articles carry them, words before paraphrases, and certainty."))
		return s
	}
	ranks := a.Explain[:min(len(a.Explain), ranksShown)]
	head := [][]chat.Run{say("signal"), say("weight")}
	total := [][]chat.Run{say("score"), say("")}
	s.entries, s.citations = nil, nil
	var names []string
	weights := map[string]float64{}
	values := map[string][]float64{}
	for i, r := range ranks {
		c := briefing.Citation{N: i + 1, Passage: r.Passage}
		s.citations = append(s.citations, c)
		s.entries = append(s.entries, entry{blocks: []chat.Block{{Kind: chat.Quotation, Runs: quotation(r.Passage, briefing.Span{}), Source: []chat.Source{d.origin(c)}}}})
		head = append(head, say(fmt.Sprintf("[%d]", c.N)))
		total = append(total, say(fmt.Sprintf("%.2f", r.Score)))
		for _, f := range r.Features {
			if values[f.Name] == nil {
				names = append(names, f.Name)
				weights[f.Name], values[f.Name] = f.Weight, make([]float64, len(ranks))
			}
			values[f.Name][i] = f.Value
		}
	}
	rows := [][][]chat.Run{head}
	for _, n := range names {
		row := [][]chat.Run{say(n), say(fmt.Sprintf("%+.1f", weights[n]))}
		for _, v := range values[n] {
			row = append(row, say(fmt.Sprintf("%.2f", v)))
		}
		rows = append(rows, row)
	}
	rows = append(rows, total)
	s.perPage = 0
	verdict := fmt.Sprintf("The chance that the first passage answers is put at %.2f.", a.Score)
	s.foot = []chat.Block{
		{Kind: chat.Table, Rows: rows},
		note("A score is the sum of signal times weight. " + verdict),
		note("The weights are the table in briefing/search/weights.go; what they reach: ASK_EVAL=FOLDER go test -run TestEval -v ./briefing/search"),
	}
	return s
}
