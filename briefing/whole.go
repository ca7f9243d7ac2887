package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// finish goes on filling a briefing without topics, which has nothing else to
// choose by: what condense calls a summary of the articles is shorter than the
// reader has time for. First comes what condense still finds worth saying, then
// what the articles print first.
func (d *desk) finish() {
	if !d.compass[0].any {
		return
	}
	most := d.ceiling()
	if d.spent[0] < most {
		d.fill(0) // a second look, with what the first chose as known
	}
	for _, r := range d.openings() {
		if d.spent[0] >= most || d.left() < shortest {
			return
		}
		d.put(0, r, 0)
	}
}

// readable is the share of what the articles print up to which a briefing is
// filled: past it they are as well read in full.
const readable = 0.6

// ceiling is the most words a briefing has however much room there is.
func (d *desk) ceiling() int {
	words := 0
	for _, e := range d.entries {
		for _, s := range e.Layout.Sentences {
			if s.Kind == text.Prose {
				words += len(strings.Fields(s.In(e.Article.Text)))
			}
		}
		if readable*float64(words) > float64(d.Words) {
			break
		}
	}
	return int(readable * float64(words))
}

// opened is how many sentences of an article can open it.
const opened = 12

// openings returns the sentences that articles begin with and that stand by
// themselves, the first of each article before the second of any.
func (d *desk) openings() []condense.Ref {
	type opening struct {
		condense.Ref
		rank int
	}
	var out []opening
	for i, e := range d.entries {
		rank := 0
		for k, s := range e.Layout.Sentences {
			if s.Kind != text.Prose || rank == opened {
				continue
			}
			rank++
			if t := s.In(e.Article.Text); len(strings.Fields(t)) >= shortest && !leans(t) && !vaguely(t) {
				out = append(out, opening{condense.Ref{Doc: i, Sentence: k}, rank})
			}
		}
		if len(out) > 8*d.Words {
			break // a window of many articles fills its briefing long before
		}
	}
	slices.SortStableFunc(out, func(a, b opening) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), d.entries[b.Doc].Article.Published.Compare(d.entries[a.Doc].Article.Published))
	})
	refs := make([]condense.Ref, len(out))
	for i, o := range out {
		refs[i] = o.Ref
	}
	return refs
}
