package search

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// TestEval measures the ranking on labelled questions. It runs where ASK_EVAL
// names a folder with SET/corpus.jsonl and SET/dev.jsonl; ASK_SETS picks some of
// the sets, ASK_OUT is a folder that predictions are written to in the form of
// `briefingbot batch ask`, ASK_MISS one for what went wrong and why, and
// ASK_WEIGHTS is a list like "title=0.7,position=0" to try.
func TestEval(t *testing.T) {
	dir := os.Getenv("ASK_EVAL")
	if dir == "" {
		t.Skip("ASK_EVAL names no folder of labelled questions")
	}
	sets, err := filepath.Glob(filepath.Join(dir, "*", "dev.jsonl"))
	if err != nil || len(sets) == 0 {
		t.Fatalf("no sets in %s: %v", dir, err)
	}
	for kv := range strings.SplitSeq(os.Getenv("ASK_WEIGHTS"), ",") {
		name, v, _ := strings.Cut(kv, "=")
		for i := range weights {
			if weights[i].Name == name {
				fmt.Sscan(v, &weights[i].Weight)
			}
		}
	}
	for _, path := range sets {
		set := filepath.Base(filepath.Dir(path))
		if only := os.Getenv("ASK_SETS"); only != "" && !strings.Contains(","+only+",", ","+set+",") {
			continue
		}
		c := load(t, filepath.Join(filepath.Dir(path), "corpus.jsonl"))
		qs := lines[evalQuestion](t, path)
		t.Logf("%-14s %s", set, measure(t, set, c, qs))
	}
}

type evalArticle struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

type evalSpan struct {
	Doc   string  `json:"doc"`
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

type evalQuestion struct {
	ID         string          `json:"id"`
	Question   string          `json:"question"`
	Docs       json.RawMessage `json:"docs"`
	Answers    []evalSpan      `json:"answers"`
	Answerable bool            `json:"answerable"`
	AllPos     bool            `json:"all_pos"`
}

type evalCorpus struct {
	index *Index
	docs  []evalArticle
	by    map[string]int
}

func lines[T any](t *testing.T, path string) []T {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func load(t *testing.T, path string) evalCorpus {
	c := evalCorpus{index: New(), docs: lines[evalArticle](t, path), by: map[string]int{}}
	for i, d := range c.docs {
		c.by[d.ID] = i
		c.index.Add(Doc{Title: d.Title, Text: d.Text, Layout: text.Read(d.Text), Speech: evalSpeech(d.Text)})
	}
	return c
}

// evalSpeech finds reported speech, where a test outside this package's walls
// sets it.
var evalSpeech = func(string) []Speech { return nil }

type tallies struct {
	n, answerable, hit1, hit3, sentence1, chars int
	ap                                          []float64
	yes, no                                     []float64
	answered, wrong, refused                    int
	docs1                                       int
}

func measure(t *testing.T, set string, c evalCorpus, qs []evalQuestion) string {
	var m tallies
	var out *json.Encoder
	if dir := os.Getenv("ASK_OUT"); dir != "" {
		f, err := os.Create(filepath.Join(dir, set+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		out = json.NewEncoder(f)
	}
	var misses *os.File
	if dir := os.Getenv("ASK_MISS"); dir != "" {
		misses, _ = os.Create(filepath.Join(dir, set+".miss"))
		defer misses.Close()
	}
	for _, q := range qs {
		query := Query{Text: q.Question, Limit: 10}
		var ids []string
		if json.Unmarshal(q.Docs, &ids) == nil {
			only := map[int]bool{}
			for _, id := range ids {
				only[c.by[id]] = true
			}
			query.Only = func(d int) bool { return only[d] }
		}
		res := c.index.Search(query)
		m.add(c, q, res)
		if out != nil {
			if err := out.Encode(prediction(c, q, res)); err != nil {
				t.Fatal(err)
			}
		}
		if misses != nil {
			explain(misses, c, q, res)
		}
	}
	return m.String()
}

func prediction(c evalCorpus, q evalQuestion, res Result) any {
	ps := []evalSpan{}
	for _, h := range res.Hits {
		d := c.docs[h.Doc]
		ps = append(ps, evalSpan{d.ID, h.Span.Start, h.Span.End, h.Span.In(d.Text), h.Score})
	}
	return map[string]any{"id": q.ID, "abstain": !res.Answers, "score": res.Score, "passages": ps}
}

// holds reports whether span p of an article covers nine tenths of an answer,
// whose offsets are in code points, or half of a long one.
func (c evalCorpus) holds(doc int, p text.Span, a evalSpan) bool {
	d := c.docs[doc]
	if d.ID != a.Doc {
		return false
	}
	start := utf8.RuneCountInString(d.Text[:p.Start])
	end := start + min(utf8.RuneCountInString(p.In(d.Text)), 500)
	over := float64(min(end, a.End) - max(start, a.Start))
	n := float64(a.End - a.Start)
	return over >= 0.9*n || n > 60 && over >= 0.5*n
}

func (m *tallies) add(c evalCorpus, q evalQuestion, res Result) {
	m.n++
	if !q.Answerable {
		m.no = append(m.no, res.Score)
		if res.Answers {
			m.answered++
			m.wrong++
		} else {
			m.refused++
		}
		return
	}
	m.answerable++
	m.yes = append(m.yes, res.Score)
	first := m.rank(c, q, res.Hits)
	if first == 0 {
		m.hit1++
	}
	if first >= 0 && first < 3 {
		m.hit3++
	}
	if res.Answers {
		m.answered++
		if first != 0 {
			m.wrong++
		}
	}
	if len(res.Hits) == 0 {
		return
	}
	h := res.Hits[0]
	m.chars += h.Span.Len()
	best := c.index.now.Load().docs[h.Doc].Layout.Sentences[h.Sentence].Span
	if slices.ContainsFunc(q.Answers, func(a evalSpan) bool { return c.docs[h.Doc].ID == a.Doc }) {
		m.docs1++
	}
	if slices.ContainsFunc(q.Answers, func(a evalSpan) bool { return c.holds(h.Doc, best, a) }) {
		m.sentence1++
	}
}

// rank returns the place of the first right hit, or -1, and notes the average
// precision.
func (m *tallies) rank(c evalCorpus, q evalQuestion, hits []Hit) int {
	first, found, sum := -1, 0, 0.0
	used := map[int]bool{}
	for i, h := range hits {
		for j, a := range q.Answers {
			if !c.holds(h.Doc, h.Span, a) {
				continue
			}
			if first < 0 {
				first = i
			}
			if !used[j] {
				used[j] = true
				found++
				sum += float64(found) / float64(i+1)
				break
			}
		}
	}
	if !q.AllPos {
		m.ap = append(m.ap, sum/float64(len(q.Answers)))
	}
	return first
}

func (m *tallies) String() string {
	n := float64(m.answerable)
	var ap float64
	for _, v := range m.ap {
		ap += v
	}
	return fmt.Sprintf("hit@1 %.4f  hit@3 %.4f  sentence@1 %.4f  doc@1 %.4f  MAP %.4f  chars %.0f  AUROC %.4f  wrong|answered %.3f  answered %.3f  balanced %.3f",
		float64(m.hit1)/n, float64(m.hit3)/n, float64(m.sentence1)/n, float64(m.docs1)/n, ap/max(1, float64(len(m.ap))), float64(m.chars)/n,
		auroc(m.yes, m.no), float64(m.wrong)/max(1, float64(m.answered)), float64(m.answered)/float64(m.n),
		(float64(m.answered-m.n+m.answerable+m.refused)/n+float64(m.refused)/max(1, float64(len(m.no))))/2)
}

// auroc is the chance that an answerable question scores above another.
func auroc(yes, no []float64) float64 {
	if len(no) == 0 {
		return 0
	}
	sort.Float64s(no)
	var sum float64
	for _, y := range yes {
		lo := sort.SearchFloat64s(no, y)
		hi := sort.Search(len(no), func(i int) bool { return no[i] > y })
		sum += float64(lo) + float64(hi-lo)/2
	}
	return sum / float64(len(yes)) / float64(len(no))
}

// explain writes what was answered wrongly, with the features of the first hit
// and of the first that is right.
func explain(w *os.File, c evalCorpus, q evalQuestion, res Result) {
	if !q.Answerable {
		fmt.Fprintf(w, "NO  %.2f %s  missing %v\n", res.Score, q.Question, res.Missing)
		if res.Score > 0.5 {
			fmt.Fprintf(w, "    → %s\n", res.Hits[0].Span.In(c.docs[res.Hits[0].Doc].Text))
		}
		return
	}
	right := -1
	for i, h := range res.Hits {
		for _, a := range q.Answers {
			if right < 0 && c.holds(h.Doc, h.Span, a) {
				right = i
			}
		}
	}
	if right == 0 {
		return
	}
	fmt.Fprintf(w, "\nQ %s  %.2f  [%s in %s]\n", q.Question, res.Score, q.Answers[0].Text, q.Answers[0].Doc)
	for i, h := range res.Hits {
		if i == 0 || i == right {
			fmt.Fprintf(w, "  %d %s.%d %.2f %s\n", i+1, c.docs[h.Doc].ID, h.Sentence, h.Score, h.Span.In(c.docs[h.Doc].Text))
			for _, f := range h.Features {
				fmt.Fprintf(w, " | %s %.2f", f.Name, f.Value*f.Weight)
			}
			fmt.Fprintln(w)
		}
	}
}
