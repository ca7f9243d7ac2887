package web

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
)

var update = flag.Bool("update", false, "write what the tests get into testdata/*.golden.html")

// made is everything a page can show, made by hand: what is asserted about it
// does not hang on what the newsroom chooses.
type made struct {
	brief    briefing.Briefing
	figures  []briefing.Figure
	events   []briefing.Event
	speaker  briefing.Person
	speeches []briefing.Statement
}

func specimen() made {
	courier := &briefing.Article{ID: "courier", Title: "Harbour Bridge to reopen", Outlet: "Northport Courier", Lang: "en", Published: written(3), URL: "https://www.courier.example/1?a=b&c=d",
		Text: "The Harbour Bridge will reopen on May 12. About 1,200 workers took part in the repair. “We promised a safe bridge,” Mayor Ruth Okafor said. She denied that the work was late."}
	wire := &briefing.Article{ID: "wire/7", Title: "Bridge <reopens>", Outlet: "Coast Wire", Published: written(4), URL: "javascript:alert(1)",
		Text: "The bridge reopens May 12. Some 1,500 workers took part in the repair, officials said. “We promised you a safe bridge,” Okafor told reporters. Critics called the plan “reckless.”"}
	eco := &briefing.Article{ID: "eco", Lang: "it", Text: "«Non siamo pronti», ha detto Bini. Riapre il 12 maggio\u202e."}
	for _, a := range []*briefing.Article{courier, wire, eco} {
		a.SHA256 = briefing.Sum(a.Text)
	}
	p := passageOf
	cite := func(n int, p briefing.Passage) briefing.Citation { return briefing.Citation{N: n, Passage: p} }
	okafor := &briefing.Person{Name: "Ruth Okafor", Aliases: []string{"Okafor"}, Roles: []briefing.Passage{p(courier, "Mayor")}, Quotes: 3}

	reopen := briefing.Fact{Passage: p(courier, "The Harbour Bridge will reopen on May 12."), Sources: 2,
		Citations: []briefing.Citation{cite(1, p(courier, "The Harbour Bridge will reopen on May 12.")), cite(2, p(wire, "The bridge reopens May 12.")), cite(3, p(eco, "Riapre il 12 maggio\u202e."))}}
	workers := briefing.Fact{Passage: p(courier, "About 1,200 workers took part in the repair."), Sources: 1,
		Citations: []briefing.Citation{cite(4, p(courier, "About 1,200 workers took part in the repair.")), cite(5, p(wire, "Some 1,500 workers took part in the repair, officials said."))},
		Conflicts: []briefing.Conflict{{Variants: []briefing.Variant{
			{Words: p(courier, "About 1,200 workers"), Citations: []briefing.Citation{cite(4, p(courier, "About 1,200 workers took part in the repair."))}},
			{Words: p(wire, "Some 1,500 workers"), Citations: []briefing.Citation{cite(5, p(wire, "Some 1,500 workers took part in the repair, officials said."))}},
		}}}}
	promise := briefing.Statement{
		Quotes: []briefing.Quote{
			{Words: p(courier, "We promised a safe bridge,"), Context: p(courier, "“We promised a safe bridge,” Mayor Ruth Okafor said."), Speaker: p(courier, "Mayor Ruth Okafor"), Cue: p(courier, "said"), Person: okafor, Kind: quote.Direct, Polarity: quote.Said, Confidence: 1},
			{Words: p(wire, "We promised you a safe bridge,"), Context: p(wire, "“We promised you a safe bridge,” Okafor told reporters."), Speaker: p(wire, "Okafor"), Cue: p(wire, "told"), Person: okafor, Kind: quote.Direct, Polarity: quote.Said, Confidence: 1},
		},
		Citations: []briefing.Citation{cite(6, p(courier, "We promised a safe bridge,")), cite(7, p(wire, "We promised you a safe bridge,"))},
	}
	late := briefing.Statement{
		Quotes:    []briefing.Quote{{Words: p(courier, "that the work was late"), Context: p(courier, "She denied that the work was late."), Speaker: p(courier, "She"), Cue: p(courier, "denied"), Person: okafor, Kind: quote.Indirect, Polarity: quote.Denied, Confidence: 1}},
		Citations: []briefing.Citation{cite(8, p(courier, "that the work was late"))},
	}
	critics := briefing.Statement{
		Quotes:    []briefing.Quote{{Words: p(wire, "the plan “reckless.”"), Context: p(wire, "Critics called the plan “reckless.”"), Speaker: p(wire, "Critics"), Cue: p(wire, "called"), Kind: quote.Mixed, Polarity: quote.Said, Confidence: 1}},
		Citations: []briefing.Citation{cite(9, p(wire, "the plan “reckless.”"))},
	}
	unknown := briefing.Statement{
		Quotes:    []briefing.Quote{{Words: p(eco, "Non siamo pronti"), Kind: quote.Direct, Polarity: quote.Said}},
		Citations: []briefing.Citation{cite(10, p(eco, "Non siamo pronti"))},
	}
	m := made{speaker: *okafor, speeches: []briefing.Statement{promise, late}}
	m.brief = briefing.Briefing{Facts: 2, Contested: 1, Articles: []*briefing.Article{wire, courier, eco},
		Sections: []briefing.Section{
			{Topic: briefing.Topic{Name: "The bridge"}, Items: []briefing.Item{reopen, workers}, Voices: []briefing.Statement{promise, late, critics, unknown}},
			{Topic: briefing.Topic{Name: "The <ferry>"}},
		}}
	for _, cs := range [][]briefing.Citation{reopen.Citations, workers.Citations, promise.Citations, late.Citations, critics.Citations, unknown.Citations} {
		m.brief.Citations = append(m.brief.Citations, cs...)
	}
	m.figures = []briefing.Figure{
		{Noun: p(courier, "workers"), Conflict: true, Values: []float64{1200, 1500}, Variants: []briefing.Variant{
			{Words: p(courier, "About 1,200"), Citations: workers.Citations[:1]}, {Words: p(wire, "Some 1,500"), Citations: workers.Citations[1:]},
		}, Context: []briefing.Passage{workers.Citations[0].Passage, workers.Citations[1].Passage}},
		{Values: []float64{12}, Variants: []briefing.Variant{{Words: p(wire, "12"), Citations: reopen.Citations[1:2]}}},
	}
	at := func(month, day int) time.Time { return time.Date(2025, time.Month(month), day, 0, 0, 0, 0, time.UTC) }
	m.events = []briefing.Event{
		{When: at(5, 12), Precision: "day", Words: p(courier, "May 12"), Fact: reopen},
		{When: at(5, 12), Until: at(5, 14), Precision: "day", Words: p(wire, "May 12"), Fact: workers},
		{When: at(5, 1), Precision: "month", Words: p(wire, "May"), Fact: reopen},
		{Precision: "as printed", Words: p(eco, "12 maggio"), Fact: briefing.Fact{Passage: p(eco, "Riapre il 12 maggio\u202e."), Citations: reopen.Citations[2:], Sources: 1}},
	}
	return m
}

// specimens serves the made things in the real templates.
func specimens(t *testing.T) http.Handler {
	t.Helper()
	s, m := newSite(Config{Ask: asking(briefing.NewCorpus(nil))}), specimen()
	events := timelineOf(m.events, m.events)
	events.Pager = pager{Path: "/timeline", Number: 2, Last: 3}
	mux := http.NewServeMux()
	for name, data := range map[string]any{
		"briefing": newFront(m.brief), "figures": figureViews(m.figures), "timeline": events,
		"speaker": speakerPage{&m.speaker, m.speeches, pager{Last: 1}},
	} {
		mux.HandleFunc("GET /specimen/"+name, func(w http.ResponseWriter, r *http.Request) {
			s.render(w, r, http.StatusOK, name, page{Title: "Specimen", Path: "/" + name, Data: data})
		})
	}
	mux.HandleFunc("GET /style.css", s.asset("text/css; charset=utf-8", style))
	mux.HandleFunc("GET /icon.svg", s.asset("image/svg+xml", icon))
	return s.guard(mux)
}

var mainPart = regexp.MustCompile(`(?s)<main[^>]*>\n(.*)</main>`)

func TestGolden(t *testing.T) {
	h := specimens(t)
	for _, name := range []string{"briefing", "figures", "timeline", "speaker"} {
		status, body := fetch(t, h, "/specimen/"+name)
		part := mainPart.FindStringSubmatch(body)
		if status != 200 || part == nil {
			t.Fatalf("%s: status %d\n%s", name, status, body)
		}
		golden(t, name, part[1])
	}
	a := New(Config{Corpus: briefing.NewCorpus([]briefing.Reading{madeUp()})})
	r := madeUp()
	link, _, _ := strings.Cut(Permalink("", passageOf(r.Article, "said Ada Maker. date")), "#")
	_, body := fetch(t, a, link)
	golden(t, "article", mainPart.FindStringSubmatch(body)[1])
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden.html")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal([]byte(got), want) {
		t.Errorf("%s differs; run go test ./bot/web -update and look at the difference. Got\n%s", file, got)
	}
}
