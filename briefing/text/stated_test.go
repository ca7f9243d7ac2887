package text

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const body = "\n\nThe ministers of five countries agreed on Tuesday on a plan for the old harbour. It is to be finished within three years, they said.\n"

func TestStated(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", strings.TrimSpace(body), ""},
		{"title only", "Harbour plan agreed" + body, "title=Harbour plan agreed"},
		{"stamp with label", "Harbour plan agreed\nPublished: 28 January 2026" + body, "title=Harbour plan agreed date=2026-1-28"},
		{"published beats updated", "Updated 29 January 2026\nPublished 28 January 2026" + body, "date=2026-1-28"},
		{"updated alone", "Last modified on 29 January 2026" + body, "date=2026-1-29"},
		{"day only is no date", "Harbour plan agreed\nWednesday 28 January" + body, "title=Harbour plan agreed"},
		{"date in the story is no stamp", "The plan was made public on January 28, 2026, officials in the city said.", ""},
		{"dateline", "MILAN, Jan. 28, 2026 (Reuters) - The ministers of five countries agreed on a plan.", "date=2026-1-28 outlet=Reuters"},
		{"italian dateline", "MILANO, 3 marzo 2026 (ANSA) - I ministri di cinque Paesi hanno firmato l’accordo.", "date=2026-3-3 outlet=ANSA"},
		{"marked dateline", "*HALVIK, March 4, 2026 (NNA)* — The ministers of five countries agreed on a plan.", "date=2026-3-4 outlet=NNA"},
		{"agency alone", "(Reuters) - The ministers of five countries agreed on a plan.", "outlet=Reuters"},
		{"dateline of its own line", "IVORA CITY (AP) —\nThe ministers of five countries agreed on a plan.", "outlet=AP"},
		{"dateline without year", "MILAN (AP) — The ministers of five countries agreed on a plan.", "outlet=AP"},
		{"bracket in a story is no outlet", "The agency (ICE) — which has denied it — said the ministers agreed on a plan.", ""},
		{"agency tag", "The ministers of five countries agreed on a plan, Example News Agency correspondent reports.", "outlet=Example News Agency"},
		{"agency tag with article", "The ministers of five countries agreed on a plan, the Example Press Agency reports.", "outlet=Example Press Agency"},
		{"reports is no tag", "The ministers agreed on a plan after several reports.", ""},
		{"byline", "Harbour plan agreed\nBy Anna Smit, Example News" + body, "title=Harbour plan agreed author=Anna Smit"},
		{"preface", "Title: Harbour plan agreed\nDate: 2026-01-28\nSource: Example News" + body, "title=Harbour plan agreed date=2026-1-28 outlet=Example News"},
		{"one field is no preface", "Date: nobody knows when the harbour will open again, officials said on Tuesday.", ""},
		{"front matter", "---\ntitle: 'Harbour plan'\npublished_at: 2026-01-28T10:00:00Z\nlanguage: it\n---" + body, "title=Harbour plan date=2026-1-28 lang=it"},
		{"unclosed front matter", "---\ntitle: Harbour plan\n\nThe ministers agreed on a plan on Tuesday.", "title=title: Harbour plan"},
		{"markdown title", "# Harbour *plan* agreed #" + body, "title=Harbour *plan* agreed"},
		{"several headlines", "Harbour plan agreed\nMinisters agree on plan" + body, "title=Harbour plan agreed +1"},
	} {
		h := Stated(c.in, Read(c.in))
		var got []string
		add := func(name, v string) {
			if v != "" {
				got = append(got, name+"="+v)
			}
		}
		add("title", h.Title.In(c.in))
		if len(h.Titles) > 1 {
			got = append(got, fmt.Sprintf("+%d", len(h.Titles)-1))
		}
		if h.Published.Len() > 0 {
			add("date", fmt.Sprintf("%d-%d-%d", h.Published.Year, h.Published.Month, h.Published.Day))
		}
		add("outlet", h.Outlet.In(c.in))
		add("author", h.Author.In(c.in))
		add("lang", h.Lang)
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %q, want %q", c.name, g, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	written := time.Date(2026, 1, 28, 15, 4, 5, 0, time.UTC) // a Wednesday
	for _, c := range []struct{ in, want string }{
		{"Italy moved Wednesday to reassert control", "2026-01-28"},
		{"the ministry confirmed on Tuesday", "2026-01-27"},
		{"groups plan a protest this Saturday", "2026-01-31"},
		{"the Games will open on Friday", "2026-01-30"},
		{"the Games opened on Friday", "2026-01-23"},
		{"it happened last Wednesday", "2026-01-21"},
		{"it happened earlier this month", "2026-01-01 2026-01-31"},
		{"it happened last month", "2025-12-01 2025-12-31"},
		{"it happens next year", "2027-01-01 2027-12-31"},
		{"it happened yesterday", "2026-01-27"},
		{"it happened two weeks ago", "2026-01-12 2026-01-18"},
		{"it happened three days ago", "2026-01-25"},
		{"it happens this weekend", "2026-01-31 2026-02-01"},
		{"from Feb. 6 to Feb. 22", "2026-02-06 2026-02-22"},
		{"from 28 December to 3 January", "2025-12-28 2026-01-03"},
		{"on December 30", "2025-12-30"},
		{"in February 2024", "2024-02-01 2024-02-29"},
		{"in 2012", "2012-01-01 2012-12-31"},
		{"on February 30, 2026", "open"},
		{"in the coming winter", "open"},
		{"ha detto ieri", "2026-01-27"},
	} {
		ds := Dates(c.in)
		if len(ds) == 0 {
			t.Errorf("%q: no date", c.in)
			continue
		}
		first, last, ok := ds[0].Resolve(written)
		got := "open"
		if ok {
			if got = first.Format(time.DateOnly); last != first {
				got += " " + last.Format(time.DateOnly)
			}
		}
		if got != c.want {
			t.Errorf("%q is %s, want %s", c.in, got, c.want)
		}
	}
	if d := Dates("it happened on Tuesday")[0]; d.Relative {
		if _, _, ok := d.Resolve(time.Time{}); ok {
			t.Error("a relative date is resolved without a day of writing")
		}
	}
	if first, _, ok := Dates("on January 28, 2026")[0].Resolve(time.Time{}); !ok || first.Day() != 28 {
		t.Errorf("a full date needs no day of writing, got %v %v", first, ok)
	}
}

func TestFingerprint(t *testing.T) {
	a, b := Fingerprint("The “Games” are due — in Milàn."), Fingerprint("the games are due in milan")
	if a != b || a == Fingerprint("the games are due in Rome") {
		t.Errorf("%x %x", a, b)
	}
}

// The last clause that only says whose correspondent wrote the article is no
// part of the sentence, and still states the outlet.
func TestTagOfAnAgency(t *testing.T) {
	for _, c := range []struct{ text, sentence, outlet string }{
		{"U.S. agents will support American security at the games, Example News Agency correspondent reports. Italy agreed.",
			"U.S. agents will support American security at the games", "Example News Agency"},
		{"The agents, it is said, will stay at home until the end of March, a correspondent reports.",
			"The agents, it is said, will stay at home until the end of March, a correspondent reports.", ""},
		{"The game was lost, Example correspondent reports.", "The game was lost", "Example"},
	} {
		l := Read(c.text)
		if got := l.Sentences[0].In(c.text); got != c.sentence || l.Sentences[0].Kind != Prose {
			t.Errorf("%v %q, want %q", l.Sentences[0].Kind, got, c.sentence)
		}
		if got := Stated(c.text, l).Outlet.In(c.text); got != c.outlet {
			t.Errorf("%s: outlet %q, want %q", c.text, got, c.outlet)
		}
	}
}
