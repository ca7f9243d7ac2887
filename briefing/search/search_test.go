package search

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// harbour is a small made-up corpus.
var harbour = []Doc{
	{Title: "Ferry strike halts island traffic", Text: "About 1,400 dock workers walked out on Monday, the harbour union said. " +
		"Ferries to Larne and Port Skerry were cancelled.\n\n" +
		"“We will stay out until the wage offer changes,” said union secretary Ines Maalouf. She added that talks would resume on 3 March.\n\n" +
		"The strike was caused by a dispute over night shifts. Harbour director Tom Okafor called the walkout “reckless”."},
	{Title: "Council approves sea wall", Text: "The council of Port Skerry approved a sea wall that will cost 12 million dollars.\n\n" +
		"Mayor Ruth Vinter said the wall would protect 6,000 homes. It is to be built by Halden Works between 2027 and 2029.\n\n" +
		"Opponents fear that the beach will disappear."},
	{Title: "Festival returns", Text: "The lantern festival returns to Larne in August after three years. " +
		"Organisers expect twenty thousand visitors.\n\nTickets go on sale next week."},
}

func harbourIndex() *Index {
	x := New()
	for _, d := range harbour {
		x.Add(d)
	}
	return x
}

func TestSearch(t *testing.T) {
	x := harbourIndex()
	for _, c := range []struct {
		question string
		want     string // in the first passage
		answers  bool
		missing  string // names and words, joined by a blank
	}{
		{"How many dock workers walked out?", "1,400", true, ""},
		{"how many homes will the wall protect", "6,000", true, ""},
		{"6.000 homes", "6,000", true, ""},
		{"six thousand homes", "6,000", true, ""},
		{"Who is the mayor of Port Skerry?", "Ruth Vinter", true, ""},
		{"Who will build the sea wall?", "Halden Works", true, ""},
		{"What does the sea wall cost?", "12 million", true, ""},
		{"Why was there a strike?", "dispute", true, ""},
		{"When will talks resume?", "3 March", true, ""},
		{"Who said \"until the wage offer changes\"?", "Ines Maalouf", true, ""},
		{"What did Okafor say about the walkout?", "reckless", true, ""},
		{"20,000 visitors", "twenty thousand", true, ""},
		{"quanti visitatori", "twenty thousand", true, ""},
		{"When does the lantern festival return?", "August", true, ""},
		{"How many dock workers were arrested in Madrid?", "", false, "Madrid arrested"},
		{"What did Angela Merkel say about the strike?", "", false, "Angela Merkel"},
		{"Who won the chess tournament?", "", false, "won chess tournament"},
		{"How many firefighters walked out?", "", false, "firefighters"},
	} {
		r := x.Search(Query{Text: c.question})
		if r.Answers != c.answers {
			t.Errorf("%s: answers %v (%.2f), want %v", c.question, r.Answers, r.Score, c.answers)
		}
		if m := strings.Join(r.Missing, " "); m != c.missing {
			t.Errorf("%s: missing %q, want %q", c.question, m, c.missing)
		}
		if c.want == "" {
			continue
		}
		if len(r.Hits) == 0 {
			t.Errorf("%s: no hits", c.question)
			continue
		}
		if got := r.Hits[0].Span.In(harbour[r.Hits[0].Doc].Text); !strings.Contains(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q in it", c.question, got, c.want)
		}
	}
}

func TestSearchCorrects(t *testing.T) {
	x := harbourIndex()
	for _, c := range []struct{ typed, read string }{
		{"Malouf", "maalouf"},
		{"festval", "festival"},
		{"harbor", ""}, // a word of its own: kin, not a misspelling
		{"strike", ""},
		{"vintar", "vinter"},
		{"skating", ""},
		{"1401", ""},
		{"xyzzyplugh", ""},
	} {
		var got string
		for _, f := range x.Search(Query{Text: "what about " + c.typed}).Corrected {
			if f.Typed != c.typed {
				t.Errorf("%s: says %q was typed", c.typed, f.Typed)
			}
			got = f.Read
		}
		if got != c.read {
			t.Errorf("%s: read as %q, want %q", c.typed, got, c.read)
		}
	}
}

func TestSearchOnly(t *testing.T) {
	x := harbourIndex()
	r := x.Search(Query{Text: "Who is the mayor of Port Skerry?", Only: func(d int) bool { return d == 2 }})
	if len(r.Hits) == 0 {
		t.Fatal("nothing is offered where nothing answers")
	}
	for _, h := range r.Hits {
		if h.Doc != 2 {
			t.Errorf("hit in article %d", h.Doc)
		}
	}
	if r.Answers {
		t.Errorf("answers with %.2f", r.Score)
	}
}

func TestSearchLimit(t *testing.T) {
	x := harbourIndex()
	for _, n := range []int{1, 3} {
		if r := x.Search(Query{Text: "Port Skerry Larne", Limit: n}); len(r.Hits) != n {
			t.Errorf("limit %d: %d hits", n, len(r.Hits))
		}
	}
}

func TestSearchEmpty(t *testing.T) {
	for _, q := range []string{"", " ", "?", "the of and", "🙂", "\xff\xfe", strings.Repeat("word ", 5000), strings.Repeat("x", 1<<20)} {
		for _, x := range []*Index{New(), harbourIndex()} {
			r := x.Search(Query{Text: q})
			if r.Answers {
				t.Errorf("%.20q is answered", q)
			}
		}
	}
}

// TestSpeech: speech that a caller tells of decides who says what.
func TestSpeech(t *testing.T) {
	s := "“The bridge is safe,” he said.\n\nAda Quist, the engineer, spoke in Bergholm. “The bridge is not safe,” she said."
	l := text.Read(s)
	at := func(w string, from int) text.Span {
		i := strings.Index(s[from:], w) + from
		return text.Span{Start: i, End: i + len(w)}
	}
	second := strings.Index(s, "“The bridge is not")
	x := New()
	x.Add(Doc{Text: s, Layout: l, Speech: []Speech{
		{Content: at("The bridge is safe,", 0), Speaker: at("he", 0), Cue: at("said", 0)},
		{Content: at("The bridge is not safe,", second), Speaker: at("she", second), Cue: at("said", second), Person: "Ada Quist"},
	}})
	r := x.Search(Query{Text: "What did Ada Quist say about the bridge?"})
	if got := r.Hits[0].Span.In(s); !strings.Contains(got, "not safe") {
		t.Errorf("got %q", got)
	}
	voiced := slices.ContainsFunc(r.Hits[0].Features, func(f Feature) bool { return f.Name == weights[voice].Name && f.Value > 0 })
	if !voiced {
		t.Errorf("the speaker counts for nothing: %v", r.Hits[0].Features)
	}
}

func TestPassage(t *testing.T) {
	long := strings.Repeat("The quarry reopened with great noise and much dust. ", 30)
	s := "Nora Lind runs the quarry. She lives in Holm. Nobody minds.\n\n" + strings.TrimSpace(long)
	x := New()
	x.Add(Doc{Text: s})
	r := x.Search(Query{Text: "Where does Nora Lind live?"})
	if got := r.Hits[0].Span.In(s); !strings.Contains(got, "Nora Lind runs the quarry. She lives in Holm.") {
		t.Errorf("got %q", got)
	}
	for _, h := range x.Search(Query{Text: "quarry noise dust"}).Hits {
		if n := utf8.RuneCountInString(h.Span.In(s)); n > maxPassage {
			t.Errorf("passage of %d characters", n)
		}
	}
}

// TestSegments: the same articles answer alike however they are cut into
// segments.
func TestSegments(t *testing.T) {
	l := newLibrary(1500)
	whole, head := New(), New()
	for _, d := range l.docs {
		whole.Add(d)
		head.Add(d)
		s := *head.now.Load()
		if s.flushed < len(s.docs) { // a segment for every article
			s.segments = append(slices.Clip(s.segments), s.flush())
			s.flushed = len(s.docs)
			head.now.Store(&s)
		}
	}
	if a, b := len(whole.now.Load().segments), len(head.now.Load().segments); a == b {
		t.Fatalf("both have %d segments", a)
	}
	for _, q := range l.questions[:100] {
		a, b := fmt.Sprint(whole.Search(Query{Text: q})), fmt.Sprint(head.Search(Query{Text: q}))
		if a != b {
			t.Fatalf("%s:\n%.300s\n%.300s", q, a, b)
		}
	}
}

// TestTop: what is skipped could not have been among the best.
func TestTop(t *testing.T) {
	l := newLibrary(2000)
	s := fill(l).now.Load()
	for _, str := range l.questions[:100] {
		q := s.parse(str, nil)
		sentences, articles := s.sentences(nil), s.articles(nil)
		var every []uint32
		for d := range s.flushed {
			every = append(every, uint32(d))
		}
		const n = 12
		for p, got := range map[*space][]scored{&sentences: q.top(&sentences, n), &articles: q.these(&articles, every, n)} {
			want := heap{k: n}
			for unit, x := range all(s, q, p) {
				want.offer(scored{uint32(unit), x})
			}
			if w := want.sorted(); fmt.Sprint(got) != fmt.Sprint(w[:min(len(w), len(got))]) || len(got) < min(n, len(w)) && len(got) > 0 && w[len(got)].score > 0 {
				t.Fatalf("%s, articles %v:\n got %v\nwant %v", str, p.articles, got, w)
			}
		}
	}
}

// all scores every unit by reading all its words.
func all(s *state, q *question, p *space) []float64 {
	counts := make([][maxTerms]uint32, len(s.lens))
	if p.articles {
		counts = counts[:len(s.docs)]
	}
	for d := range s.docs {
		n := &s.docs[d]
		for i := range n.count() + 1 {
			unit := int(s.first[d]) + i
			if p.articles {
				unit = d
			} else if i == n.count() {
				continue
			}
			for _, w := range text.Words(map[bool]string{true: titleOf(n.Doc), false: ""}[i == n.count()] + sentenceText(n, i)) {
				for j, t := range q.terms {
					if id, ok := s.vocab.find(w.Fold); ok && slices.Contains(t.ids, s.vocab.words[id].term) {
						counts[unit][j]++
					}
				}
			}
		}
	}
	out := make([]float64, len(counts))
	for u := range counts {
		out[u] = q.sum(&counts[u], p, uint32(u))
	}
	return out
}

func sentenceText(n *doc, i int) string {
	if i == n.count() {
		return ""
	}
	return n.Layout.Sentences[i].In(n.Text)
}

// TestAddWhileSearching: readers see whole states while a writer adds.
func TestAddWhileSearching(t *testing.T) {
	l := newLibrary(1500)
	x := New()
	var wg sync.WaitGroup
	done := make(chan struct{})
	for i := range 3 {
		wg.Go(func() {
			for k := i; ; k++ {
				select {
				case <-done:
					return
				default:
				}
				for _, h := range x.Search(Query{Text: l.questions[k%len(l.questions)] + " misspeltword"}).Hits {
					if s := l.docs[h.Doc].Text; h.Span.End > len(s) {
						t.Errorf("span %v past the text", h.Span)
					}
				}
			}
		})
	}
	for i, d := range l.docs {
		if got := x.Add(d); got != i {
			t.Errorf("article %d is number %d", i, got)
		}
	}
	close(done)
	wg.Wait()
}
