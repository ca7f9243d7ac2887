package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// mostAmended is how many corrections a digest spells out; of the others it
// tells how many they are.
const mostAmended = 5

// corrections sets what does not stand any more of what earlier digests quoted,
// each article that was withdrawn once.
func (d *desk) corrections(all []amends, cited *briefing.Numbering) []entry {
	var out []entry
	said := map[string]bool{}
	for _, a := range all {
		name := a.id
		if a.article != nil {
			name = d.label(a.article)
			if a.article.Title != "" && a.article.Outlet != "" {
				name += " (“" + cut(a.article.Title, 60) + "”)"
			}
		}
		var blocks []chat.Block
		switch {
		case a.gone && said[a.id]:
			continue
		case a.gone:
			said[a.id] = true
			blocks = []chat.Block{note(name + ", quoted in an earlier digest, has been withdrawn.")}
		case a.now.IsZero():
			blocks = []chat.Block{note(name + " has been changed since an earlier digest quoted it. These words are no longer in it: “" + cut(a.was, 240) + "”")}
		default:
			above := len(cited.Citations())
			now := cited.List([]briefing.Citation{{Passage: a.now}})
			said := name + " has been corrected since an earlier digest quoted it. Instead of “" + cut(a.was, 240) + "” it says"
			if now[0].N <= above {
				blocks = []chat.Block{note(said + " what is quoted above " + numbers(now) + ".")}
				break
			}
			blocks = []chat.Block{note(said + ":"), {Kind: chat.Quotation, Runs: quotation(a.now), Source: d.sourcesOf(now)}}
		}
		if len(out) == mostAmended {
			out[mostAmended-1].blocks = append(out[mostAmended-1].blocks, note("There are more; the posts they stood in are corrected."))
			break
		}
		out = append(out, entry{"Corrections", blocks})
	}
	return out
}

// since says what has become of what was quoted, in the post that quoted it.
func (a amends) since() string {
	switch {
	case a.gone:
		return "this source has been withdrawn since."
	case a.now.IsZero():
		return "this source has been changed since, and does not say so any more."
	}
	return "this source has been corrected since; it now says: “" + a.now.Text() + "”"
}

// composeCorrection puts a note at each quotation whose citation has one, and
// says so at the top.
func composeCorrection(m chat.Message, notes map[int]string) chat.Message {
	out := chat.Message{Title: m.Title}
	var see strings.Builder
	for _, n := range slices.Sorted(maps.Keys(notes)) {
		fmt.Fprintf(&see, "[%d]", n)
	}
	out.Blocks = append(out.Blocks, note("Corrected after it was posted: see "+see.String()+"."))
	out.Blocks = append(out.Blocks, annotated(m.Blocks, notes)...)
	out.Rest = annotated(m.Rest, notes)
	return out
}

func annotated(blocks []chat.Block, notes map[int]string) []chat.Block {
	var out []chat.Block
	for _, b := range blocks {
		out = append(out, b)
		for _, s := range b.Source {
			if why, ok := notes[s.N]; ok {
				out = append(out, note(fmt.Sprintf("Correction [%d]: %s", s.N, why)))
			}
		}
	}
	return out
}

// stale sets what was printed then and does not stand any more, an article that is
// gone once.
func (p printout) stale(b briefing.Briefing) []chat.Block {
	var out []chat.Block
	gone := map[string]bool{}
	for _, a := range b.Amended {
		i := slices.IndexFunc(p.Citations, func(c excerpt) bool { return c.shown() == a.Passage })
		switch c := p.Citations[i]; {
		case gone[c.Article]:
		case a.Withdrawn:
			gone[c.Article] = true
			out = append(out, note(c.Article+", quoted then, is not here any more."))
		default:
			out = append(out, note(fmt.Sprintf("%s has been changed. These words, quoted then, are no longer in it: “%s”", c.Article, cut(c.Text, 240))))
		}
	}
	if more := len(out) - mostAmended; more > 0 {
		out = append(out[:mostAmended], note(plural(more, "more change")+" of what was quoted then."))
	}
	return out
}
