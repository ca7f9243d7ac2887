package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call the program by its name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"briefingbot": main})
}

// TestJourneys runs the scripts in testdata/journeys, each a journey of a user.
func TestJourneys(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "journeys"),
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			seeds, err := filepath.Abs(filepath.Join("..", "seeds"))
			e.Setenv("SEEDS", seeds)
			e.Setenv("TMPDIR", e.WorkDir)
			return err
		},
	})
}

// talkTo runs the program on the given lines of standard input.
func talkTo(t *testing.T, args []string, lines ...string) (stdout, stderr string, err error) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	var out, errs bytes.Buffer
	err = run(context.Background(), args, nil, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, &errs)
	return out.String(), errs.String(), err
}

// quoted finds the quotations of plain output.
var quoted = regexp.MustCompile(`(?m)^> (.*?)(?: \[\d+\])+$`)

// TestConsoleQuotesVerbatim checks the keystone at the rim: what a pipe is
// shown as a quotation stands byte for byte in a seed.
func TestConsoleQuotesVerbatim(t *testing.T) {
	out, _, err := talkTo(t, nil, "how many officers?", "who sala", `who said "not welcome"`, "figures", "timeline", "more", "source 1", "what did Fertitta say?")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	files, err := filepath.Glob("../seeds/*.txt")
	if err != nil || len(files) != 5 {
		t.Fatalf("seeds: %v, %v", files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
		all.WriteByte('\n')
	}
	found := quoted.FindAllStringSubmatch(out, -1)
	if len(found) < 12 {
		t.Fatalf("only %d quotations in:\n%s", len(found), out)
	}
	corpus := strings.Join(strings.Fields(all.String()), " ")
	for _, q := range found {
		if !strings.Contains(corpus, strings.Join(strings.Fields(q[1]), " ")) {
			t.Errorf("not verbatim: %q", q[1])
		}
	}
}

// TestNoEscapesInPipe checks that a pipe gets neither prompt nor colour.
func TestNoEscapesInPipe(t *testing.T) {
	out, stderr, err := talkTo(t, nil, "briefing", "help")
	if err != nil || stderr != "" {
		t.Fatalf("err %v, stderr %q", err, stderr)
	}
	if strings.ContainsAny(out, "\x1b\r") || strings.Contains(out, "briefing> ") {
		t.Errorf("prompt or colour in:\n%q", out)
	}
	if !strings.HasPrefix(out, "Page: http://127.0.0.1:") {
		t.Errorf("the page's address is not first: %.80q", out)
	}
}

// TestUnknownCommand checks that a wrong command line is told with a remedy.
func TestUnknownCommand(t *testing.T) {
	_, _, err := talkTo(t, []string{"brief", "--nonsense"})
	if err == nil || !strings.Contains(err.Error(), "--nonsense") || !strings.Contains(err.Error(), "--help") {
		t.Errorf("got %v", err)
	}
	var s silent
	if errors.As(err, &s) {
		t.Error("the error would not be told")
	}
}
