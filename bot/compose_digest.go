package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/briefing"
)

// composeDigest sets what is new: the news first, then what the digest covers,
// the topics, what changed in the last digest's sources, and the sources. It
// returns the citations with the numbers they have in it.
func (d *desk) composeDigest(fresh digest, o schedule.Occasion) (chat.Message, []briefing.Citation) {
	var cited []briefing.Citation
	var m chat.Message
	var lead []chat.Block
	for _, section := range fresh.briefing.Sections {
		var blocks []chat.Block
		for _, item := range section.Items {
			set := d.fact(renumbered(item, &cited))
			if fresh.isUpdate(item) {
				set = append(set, note("Updated: more sources carry it than in an earlier digest"))
			}
			if lead == nil {
				lead = set
				continue
			}
			blocks = append(blocks, set...)
		}
		for _, v := range section.Voices {
			v.Citations = renumber(v.Citations, &cited)
			blocks = append(blocks, d.statement(v)...)
		}
		if len(blocks) > 0 {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Heading, Runs: say(section.Topic.Name)})
			m.Blocks = append(m.Blocks, blocks...)
		}
	}
	m.Blocks = append(append(lead, note(d.covers(fresh, o))), m.Blocks...)
	m.Blocks = append(m.Blocks, changed(o)...)
	return m, cited
}

// covers names the digest's window and the corpus it was made from.
func (d *desk) covers(fresh digest, o schedule.Occasion) string {
	since := "everything so far"
	if last := o.Since.Slot; !last.Due.IsZero() {
		since = "new since " + clock(last.Due, o.Schedule.Spec.Zone)
	}
	return fmt.Sprintf("%s · %s, %s · as of %s", since, plural(len(fresh.briefing.Articles), "article"), plural(fresh.facts, "new fact"), clock(o.Due.Add(o.Late), o.Schedule.Spec.Zone))
}

// clock sets a time in a zone as people there read it.
func clock(t time.Time, zone string) string {
	if l, err := time.LoadLocation(zone); err == nil {
		t = t.In(l)
	}
	return t.Format("Mon 2 Jan 15:04 MST")
}

// changed tells what happened to the sources of the last digest.
func changed(o schedule.Occasion) []chat.Block {
	said := map[string]bool{}
	var out []chat.Block
	for _, c := range o.Changed {
		what := "has been changed"
		if c.Now == "" {
			what = "has been withdrawn"
		}
		if !said[c.Article] {
			said[c.Article] = true
			out = append(out, note(fmt.Sprintf("Correction: %s, quoted in the last digest, %s since.", c.Article, what)))
		}
	}
	return out
}

// composeNothing is the one honest line of a digest without news.
func (d *desk) composeNothing(o schedule.Occasion) chat.Message {
	line := "Nothing new"
	if last := o.Since.Slot; !last.Due.IsZero() {
		line += " since " + clock(last.Due, o.Schedule.Spec.Zone)
	}
	return chat.Message{Title: fmt.Sprintf("%s; checked %s.", line, plural(len(d.corpus.Articles()), "article"))}
}

// composeCorrection puts a note at each quotation whose citation has one, and
// says so at the top.
func composeCorrection(m chat.Message, notes map[int]string) chat.Message {
	out := chat.Message{Title: m.Title}
	numbers := slices.Sorted(maps.Keys(notes))
	out.Blocks = append(out.Blocks, note(fmt.Sprintf("Corrected: see %v.", numbers)))
	for _, b := range m.Blocks {
		out.Blocks = append(out.Blocks, b)
		for _, s := range b.Source {
			if why, ok := notes[s.N]; ok {
				out.Blocks = append(out.Blocks, note(fmt.Sprintf("Correction [%d]: %s; these words stood in it when this was posted.", s.N, why)))
			}
		}
	}
	return out
}
