package main

import (
	"fmt"
	"io"
	"log/slog"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefingbot/bot/store"
	"briefingbot/briefing"
	"briefingbot/config"
)

// papers make articles of twenty sentences up, of which five are speech. How
// often a word, a speaker or a place comes falls as in a language (Zipf's law);
// two words of five are of the forty that an article is about.
type papers struct {
	rnd             *rand.Rand
	words, speakers *rand.Zipf
	people          int
}

func newPapers(articles int) *papers {
	rnd := rand.New(rand.NewSource(7))
	people := max(200, articles/5)
	return &papers{rnd, rand.NewZipf(rnd, 1.07, 20, 300_000-1), rand.NewZipf(rnd, 1.2, 8, uint64(people-1)), people}
}

// syllables spells a number.
func syllables(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b []byte
	for n += 70; n > 0; n /= 70 {
		b = append(b, consonants[n%14], vowels[n/14%5])
	}
	return string(b)
}

func upper(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

// person is the name of the nth speaker, and the title of those who have one.
func (p *papers) person(n int) (name, role string) {
	name = upper(syllables(n*31%900)) + " " + upper(syllables(5000+n)) + "ni"
	switch n % 4 {
	case 0:
		role = "mayor of " + p.place(n)
	case 1:
		role = "minister for " + syllables(n) + "x"
	case 2:
		role = "director of the " + upper(syllables(n/3)) + " Institute"
	}
	return name, role
}

func (*papers) place(n int) string { return upper(syllables(200+n)) + "burg" }

// article is the nth article, with what one might ask that it answers, and one
// of its speakers.
func (p *papers) article(n int) (a briefing.Article, question, speaker string) {
	function := strings.Fields("the of to and in a that for is was on with as by at from it its has be are this not but his")
	about := make([]string, 40)
	for i := range about {
		about[i] = syllables(int(p.words.Uint64())) + "x"
	}
	word := func() string {
		switch k := p.rnd.Intn(15); {
		case k < 5:
			return function[p.rnd.Intn(len(function))]
		case k < 10:
			return about[p.rnd.Intn(len(about))]
		}
		return syllables(int(p.words.Uint64())) + "x"
	}
	clause := func(n int) string {
		ws := make([]string, n)
		for i := range ws {
			ws[i] = word()
		}
		return strings.Join(ws, " ")
	}
	cast := []int{int(p.speakers.Uint64()), int(p.speakers.Uint64())}
	var t strings.Builder
	for i := range 20 {
		who := cast[i/4%2]
		name, role := p.person(who)
		switch {
		case i%4 != 1:
			fmt.Fprintf(&t, "%s in %s %s.", upper(clause(6+p.rnd.Intn(6))), p.place(who), clause(5+p.rnd.Intn(8)))
		case i < 8 && role != "":
			fmt.Fprintf(&t, "“We will %s %s,” said %s, %s.", word(), clause(6+p.rnd.Intn(8)), name, role)
		case i%3 == 0:
			fmt.Fprintf(&t, "%s said that the %s %s.", name, about[i], clause(6+p.rnd.Intn(8)))
		default:
			fmt.Fprintf(&t, "“The %s %s,” %s said.", about[i], clause(6+p.rnd.Intn(8)), name[strings.Index(name, " ")+1:])
		}
		t.WriteString([]string{" ", "\n\n"}[i%2])
	}
	a = briefing.Article{
		ID: fmt.Sprintf("n%07d", n), Title: upper(about[0]) + " " + about[1] + " in " + p.place(cast[0]), Outlet: "The " + p.place(n%50) + " Post",
		Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute), Lang: "en", Text: t.String(),
	}
	speaker, _ = p.person(cast[0])
	return a, strings.Join(about[:2+p.rnd.Intn(3)], " "), speaker
}

// BenchmarkScale opens a store of many articles to its first answer, asks it,
// adds to it, and briefs a window of it. BENCH_ARTICLES are the sizes, "1000"
// unless told; BENCH_DIR is a folder that keeps the stores: what is opened there
// a second time was saved the first time.
func BenchmarkScale(b *testing.B) {
	sizes := strings.Fields(os.Getenv("BENCH_ARTICLES"))
	if len(sizes) == 0 {
		sizes = []string{"1000"}
	}
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("BENCH_ARTICLES: %q is no number of articles", size)
		}
		b.Run(size, func(b *testing.B) { scale(b, n) })
	}
}

func scale(b *testing.B, n int) {
	dir := os.Getenv("BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("news-%d.db", n))
	questions, speakers, fresh := printNews(b, path, n)
	runtime.GC()
	for range b.N {
		room := open(b, path, questions[0])
		latency(b, "ask", questions, func(q string) { room.corpus.Ask(q, 3) })
		latency(b, "who", speakers, func(q string) { room.corpus.Said(q, "") })
		latency(b, "who-said", questions, func(q string) { room.corpus.WhoSaid(q) })
		at := cpu()
		room.corpus.Add(fresh)
		room.corpus.Said(speakers[0], "")
		b.ReportMetric((cpu() - at).Seconds(), "cpu-s/who-after-add")
		b.ReportMetric(resident(b, "VmHWM:"), "MB-peak")
		begin, used := time.Now(), cpu()
		until := fresh.Article.Published
		room.corpus.Brief(briefing.Options{Window: briefing.Window{From: until.Add(-10_000 * time.Minute), Until: until}})
		b.ReportMetric(time.Since(begin).Seconds(), "s/brief-of-10000")
		b.ReportMetric((cpu() - used).Seconds(), "cpu-s/brief-of-10000")
		b.ReportMetric(resident(b, "VmHWM:"), "MB-peak-with-brief")
		b.ReportMetric(resident(b, "RssAnon:"), "MB-own-after-brief")
		if room.saved.changes.Load() == int64(n) { // it was read from its articles
			if err := room.saved.save(room.corpus); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// open opens the store as the bot does, to the first answer.
func open(b *testing.B, path, question string) *newsroom {
	at, used := time.Now(), cpu()
	s, err := store.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	n := &newsroom{config: config.Default(), store: s, log: slog.New(slog.DiscardHandler)}
	if n.corpus, n.saved, err = n.corpusOf(b.Context(), s); err != nil {
		b.Fatal(err)
	}
	n.sitDown(&shell{ctx: b.Context(), stderr: io.Discard}, "")
	n.desk.question(question)
	b.ReportMetric(time.Since(at).Seconds(), "s/first-answer")
	b.ReportMetric((cpu() - used).Seconds(), "cpu-s/first-answer")
	return n
}

// latency reports how long answers take: what one in two and one in a hundred
// takes longer than, and the processor time of one and of one in a hundred, which
// tells what is to be waited for on a machine that does nothing else.
func latency(b *testing.B, what string, questions []string, answer func(string)) {
	var took, spent []time.Duration
	used := cpu()
	for _, q := range questions {
		at, from := time.Now(), cpu()
		answer(q)
		took, spent = append(took, time.Since(at)), append(spent, cpu()-from)
	}
	used = cpu() - used
	slices.Sort(took)
	slices.Sort(spent)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms/"+what)
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms/"+what)
	b.ReportMetric(ms(used)/float64(len(questions)), "cpu-ms/"+what)
	b.ReportMetric(ms(spent[len(spent)*99/100]), "p99-cpu-ms/"+what)
}

// resident is how much memory this process has, in MB; 0 where that is not known.
// VmHWM is the most it has had, with the pages of the saved corpus that were
// looked at: those the system takes back when it wants them. RssAnon is what it
// has without them.
func resident(b *testing.B, field string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kb float64
	if _, rest, ok := strings.Cut(string(status), field); ok {
		fmt.Sscan(rest, &kb)
	}
	return kb / 1024
}

// printNews fills a store with n articles, unless it is there, and returns what
// to ask, of whom, and an article more.
func printNews(b *testing.B, path string, n int) (questions, speakers []string, fresh briefing.Reading) {
	var s *store.Store
	if _, err := os.Stat(path); err != nil {
		if s, err = store.Open(b.Context(), path); err != nil {
			b.Fatal(err)
		}
		defer s.Close()
	}
	p := newPapers(n)
	var rs []briefing.Reading
	for i := range n {
		a, q, who := p.article(i)
		if i%max(1, n/1000) == 0 {
			questions, speakers = append(questions, q), append(speakers, who)
		}
		if s == nil {
			continue
		}
		if rs = append(rs, briefing.Read(a)); len(rs) == 1000 || i == n-1 {
			if err := s.PutAll(b.Context(), rs); err != nil {
				b.Fatal(err)
			}
			rs = rs[:0]
		}
	}
	a, _, _ := p.article(n)
	return questions, speakers, briefing.Read(a)
}
