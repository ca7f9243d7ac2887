package main

import (
	"fmt"
	"slices"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
	"briefingbot/briefing/quote"
)

// statement sets what one person said: the speaker, the sentence that holds
// the words, and what kind of speech it is. A sentence is shown once, whatever
// of it is speech.
func (d *desk) statement(st briefing.Statement) []chat.Block {
	var out []chat.Block
	for i, q := range st.Quotes {
		if slices.ContainsFunc(st.Quotes[:i], func(o briefing.Quote) bool { return tells(o, q) }) {
			continue // its citation stands with the first that has these words
		}
		var cites []briefing.Citation
		var marks []briefing.Span
		var manners []string
		for j, o := range st.Quotes {
			if !tells(q, o) {
				continue
			}
			if within(o, q) {
				marks, manners = append(marks, o.Words.Span), append(manners, manner(o))
			}
			if j < len(st.Citations) {
				cites = append(cites, st.Citations[j])
			}
		}
		slices.SortFunc(marks, func(a, b briefing.Span) int { return a.Start - b.Start })
		runs := append(strong(speakerOf(q)), chat.Run{Text: together(manners) + omission(q)})
		if i > 0 {
			runs = []chat.Run{{Text: "worded differently" + together(manners) + omission(q) + ":"}}
		}
		out = append(out,
			chat.Block{Kind: chat.Paragraph, Runs: runs},
			chat.Block{Kind: chat.Quotation, Runs: quotation(q.Context, marks...), Source: d.sourcesOf(cites)})
	}
	return out
}

// side is the heading of a statement where sides are set against each other.
func side(sides bool, st briefing.Statement) string {
	switch {
	case !sides:
		return ""
	case st.Objects:
		return "Against"
	}
	return "The other side"
}

func speakerOf(q briefing.Quote) string {
	switch {
	case q.Person != nil:
		return q.Person.Name
	case q.Speaker.Article != nil && q.Speaker.Span.Len() > 0:
		return q.Speaker.Text()
	}
	return "speaker not named in the text"
}

// folded joins the statements of one person that stand in one sentence, or in
// one and more, so that it is not shown twice.
func folded(all []briefing.Statement) []briefing.Statement {
	var out []briefing.Statement
	for _, st := range all {
		k := slices.IndexFunc(out, func(o briefing.Statement) bool {
			return len(st.Quotes) == 1 && st.Objects == o.Objects && speakerOf(o.Quotes[0]) == speakerOf(st.Quotes[0]) &&
				o.Quotes[0].Polarity == st.Quotes[0].Polarity && (within(o.Quotes[0], st.Quotes[0]) || within(st.Quotes[0], o.Quotes[0]))
		})
		switch {
		case k < 0:
			out = append(out, st)
		case within(st.Quotes[0], out[k].Quotes[0]):
			out[k].Quotes = slices.Concat(out[k].Quotes[:1], st.Quotes, out[k].Quotes[1:])
			out[k].Citations = slices.Concat(out[k].Citations[:1], st.Citations, out[k].Citations[1:])
		default: // the longer stretch is the one to show
			out[k].Quotes = slices.Concat(st.Quotes, out[k].Quotes)
			out[k].Citations = slices.Concat(st.Citations, out[k].Citations)
		}
	}
	return out
}

// tells reports whether who has read a has read b.
func tells(a, b briefing.Quote) bool {
	return sameWords(a, b) && slices.Equal(a.LeavesOut, b.LeavesOut) || within(b, a)
}

// within reports whether a stands in the sentences that b stands in.
func within(a, b briefing.Quote) bool {
	return a.Context.Article != nil && a.Context.Article == b.Context.Article && b.Context.Span.Covers(a.Context.Span)
}

// together is how the stretches of one sentence were said, which differ at most
// in that some are a paraphrase.
func together(manners []string) string {
	plain := slices.MinFunc(manners, func(a, b string) int { return len(a) - len(b) })
	switch {
	case !slices.ContainsFunc(manners, func(m string) bool { return m != plain }):
		return plain
	case plain == "":
		return " — in part " + paraphrase
	}
	return plain + ", in part " + paraphrase
}

const paraphrase = "paraphrase, not verbatim"

// omittedWords is how many words that a wording leaves out are shown.
const omittedWords = 30

// omission says which words of the longest wording q's article leaves out.
func omission(q briefing.Quote) string {
	var shown []string
	left, more := omittedWords, 0
	for _, p := range q.LeavesOut {
		n := len(strings.Fields(p.Text()))
		if n > left {
			more += n
			continue
		}
		left -= n
		shown = append(shown, "“"+strings.Join(strings.Fields(p.Text()), " ")+"”")
	}
	switch {
	case len(shown) == 0 && more == 0:
		return ""
	case len(shown) == 0:
		return fmt.Sprintf(" — leaves out %d words", more)
	case more > 0:
		shown = append(shown, fmt.Sprintf("%d more words", more))
	}
	return " — leaves out " + strings.Join(shown, ", ")
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
		how = append(how, paraphrase)
	}
	if len(how) == 0 {
		return ""
	}
	return " — " + strings.Join(how, ", ")
}
