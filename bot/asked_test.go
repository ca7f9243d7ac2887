package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefingbot/bot/ingest"
	"briefingbot/briefing"
	"briefingbot/seeds"
)

var update = flag.Bool("update", false, "write what the tests got into testdata")

// What the golden questions must reach.
const (
	mostWrong   = 0.10 // of the answers given
	leastHonest = 0.90 // of the questions without an answer, refused
	leastFound  = 0.75 // of the questions with an answer, answered rightly
)

// asked is a question of people, and what the first passage of its answer holds:
// one of right; none where the articles do not say it.
type asked struct {
	question string
	right    []string
}

// askedCorpora are the corpora beside the seeds of which people's questions are
// asked; several hold an Italian article.
var askedCorpora = strings.Fields("bridge tahini marathon tram measles museum flood merger striker dockers rocket budget hospital avalanche")

// TestAsked asks people's questions of the seeds and of askedCorpora. What is right
// was written down before anything was asked; what is answered is in
// testdata/asked/answers.golden.
func TestAsked(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at work: the race detector finds nothing in it")
	}
	var b strings.Builder
	var sum score
	corpora := []askedOf{{"seeds", seeds.Files}}
	for _, name := range askedCorpora {
		corpora = append(corpora, askedIn(name))
	}
	for _, c := range corpora {
		var rs []briefing.Reading
		for r, err := range readings(context.Background(), ingest.Folder(c.fs)) {
			if err != nil {
				t.Fatal(err)
			}
			rs = append(rs, r)
		}
		d := newDesk(desk{corpus: briefing.NewCorpus(rs), words: 300, items: 7})
		var got score
		fmt.Fprintf(&b, "== %s\n", c.name)
		for _, q := range questionsIn(t, c.name) {
			reply, found := d.reply(q.question)
			verdict := got.judge(q, reply, found)
			fmt.Fprintf(&b, "%s\n  %s %s\n", q.question, verdict, reply)
		}
		fmt.Fprintf(&b, "-- %s: %s\n\n", c.name, got)
		sum.add(got)
	}
	fmt.Fprintf(&b, "== all: %s\n", sum)
	t.Log(sum)
	if given := sum.right + sum.wrong + sum.invented; float64(sum.wrong+sum.invented) > mostWrong*float64(given) {
		t.Errorf("%d of %d answers given are wrong", sum.wrong+sum.invented, given)
	}
	if no := sum.honest + sum.invented; float64(sum.honest) < leastHonest*float64(no) {
		t.Errorf("only %d of %d questions without an answer are refused", sum.honest, no)
	}
	if yes := sum.right + sum.wrong + sum.shy; float64(sum.right) < leastFound*float64(yes) {
		t.Errorf("only %d of %d questions are answered rightly", sum.right, yes)
	}
	path := filepath.Join("testdata", "asked", "answers.golden")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("the answers have changed; look at the difference: go test ./bot -run TestAsked -update && git diff bot/testdata/asked")
	}
}

// askedOf is a corpus of which questions are asked.
type askedOf struct {
	name string
	fs   fs.FS
}

func askedIn(name string) askedOf {
	return askedOf{name, os.DirFS(filepath.Join("testdata", "asked", name))}
}

// reply is the first passage of an answer with its speaker, or the line that
// refuses.
func (d *desk) reply(question string) (line string, found bool) {
	q := understand(question, d.table)
	var a briefing.Answer
	switch q.verb.name {
	case "who":
		a = d.speaker(q.rest, q.text)
	case "said":
		a = d.saying(q.rest, q.text)
	default:
		a = d.question(q.text)
	}
	switch {
	case !a.Found:
		return noAnswer + lament(a), false
	case len(a.Speech) > 0:
		st := a.Speech[0].Quotes[0]
		who := ""
		if st.Person != nil {
			who = st.Person.Name + ": "
		}
		return who + oneLine(st.Context.Text()), true
	}
	return oneLine(a.Facts[0].Passage.Text()), true
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// questionsIn reads the questions of a corpus.
func questionsIn(t *testing.T, name string) []asked {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "asked", name+".questions"))
	if err != nil {
		t.Fatal(err)
	}
	var out []asked
	for line := range strings.Lines(string(b)) {
		question, right, ok := strings.Cut(strings.TrimSpace(line), " → ")
		if !ok {
			continue
		}
		q := asked{question: question}
		if right != "no" {
			q.right = strings.Split(right, "|")
		}
		out = append(out, q)
	}
	return out
}

// score counts answers: right and wrong ones, ones given where there is none,
// refusals that are honest, and refusals of what is there.
type score struct{ right, wrong, invented, honest, shy int }

func (n *score) judge(q asked, reply string, found bool) string {
	holds := false
	for _, r := range q.right {
		holds = holds || strings.Contains(strings.ToLower(reply), strings.ToLower(r))
	}
	switch {
	case found && holds:
		n.right++
		return "=="
	case found && len(q.right) > 0:
		n.wrong++
		return "WRONG"
	case found:
		n.invented++
		return "INVENTED"
	case len(q.right) > 0:
		n.shy++
		return "REFUSED"
	}
	n.honest++
	return "--"
}

func (n *score) add(m score) {
	n.right, n.wrong, n.invented, n.honest, n.shy = n.right+m.right, n.wrong+m.wrong, n.invented+m.invented, n.honest+m.honest, n.shy+m.shy
}

func (n score) String() string {
	return fmt.Sprintf("%d right, %d wrong, %d invented; %d honest refusals, %d of what is there", n.right, n.wrong, n.invented, n.honest, n.shy)
}
