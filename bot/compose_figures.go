package main

import (
	"fmt"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

func (d *desk) composeFigures(figures []briefing.Figure) sheet {
	s := sheet{perPage: 12}
	var cited briefing.Numbering
	told := map[briefing.Passage]bool{}
	for _, f := range figures {
		runs := figured(f)
		var around briefing.Passage
		if len(runs) == 0 {
			around = amid(f.Context[0], f.Variants[0].Words.Span)
			if told[around] {
				continue // "between 650 and 700 tonnes" are two figures
			}
			told[around] = true
		}
		for i, v := range f.Variants {
			if i > 0 {
				runs = append(runs, chat.Run{Text: " · "})
			}
			words := quotation(v.Words)
			if !around.IsZero() {
				words = quotation(around, v.Words.Span)
			}
			runs = append(append(append(runs, chat.Run{Text: "“"}), words...), chat.Run{Text: "” "})
			for _, c := range cited.List(v.Citations) {
				runs = append(runs, chat.Run{Text: fmt.Sprintf("[%d]", c.N), Link: d.link(c.Passage)})
			}
		}
		if f.Conflict {
			runs = append(runs, chat.Run{Text: " — sources differ"})
		}
		s.entries = append(s.entries, entry{blocks: []chat.Block{{Kind: chat.Bullet, Runs: runs}}})
	}
	if len(s.entries) == 0 {
		return plainSheet("The corpus gives no such figure.")
	}
	s.citations = cited.Citations()
	s.foot = []chat.Block{note("source N opens the sentence")}
	return s
}

// figured names what a figure counts, unless its one wording does: "40
// kilometres" is told by the words around it.
func figured(f briefing.Figure) []chat.Run {
	switch {
	case f.Noun.Article == nil:
		return append(strong("(not said of what)"), chat.Run{Text: ": "})
	case len(f.Variants) == 1 && len(f.Context) == 1 && strings.Contains(f.Variants[0].Words.Text(), f.Noun.Text()):
		return nil
	}
	return append(strong(f.Noun.Text()), chat.Run{Text: ": "})
}

const (
	wordsAmid = 4   // on either side of a figure that says only its unit
	nearby    = 120 // bytes on either side in which they stand
	clauseEnd = ",;:—–()“”\""
)

// amid returns w, which is of a sentence, with the words around it in its
// clause.
func amid(sentence briefing.Passage, w briefing.Span) briefing.Passage {
	t, out := sentence.Article.Text, w
	from := max(sentence.Span.Start, w.Start-nearby)
	lead := t[from:w.Start]
	ws := text.Words(lead)
	for i, end, n := len(ws)-1, len(lead), 0; i >= 0 && n < wordsAmid; i-- {
		gap := lead[ws[i].End:end]
		if strings.ContainsAny(gap, clauseEnd) || ws[i].Start == 0 && from > sentence.Span.Start {
			break // another clause, or half a word
		}
		end = ws[i].Start
		if whole := i == 0 || lead[ws[i-1].End:end] != "-"; whole {
			out.Start, n = from+end, n+1
		}
	}
	until := min(sentence.Span.End, w.End+nearby)
	rest := t[w.End:until]
	end := 0
	for i, word := range text.Words(rest) {
		if i == wordsAmid || strings.ContainsAny(rest[end:word.Start], clauseEnd) || word.End == len(rest) && until < sentence.Span.End {
			break
		}
		if end = word.End; !text.Stop(word.Fold, "") { // "aid for the"
			out.End = w.End + end
		}
	}
	return briefing.Passage{Article: sentence.Article, Span: out}
}
