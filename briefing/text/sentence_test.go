package text

import (
	"bufio"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is true now into testdata")

var unescape = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\f`, "\f")
var escape = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`, "\f", `\f`)

// marked writes s with "¦" behind every sentence that another one follows.
func marked(s string) string {
	var b strings.Builder
	at := 0
	ps := Sentences(s)
	for i, p := range ps {
		if i > 0 {
			b.WriteString("¦")
		}
		b.WriteString(s[at:p.Start])
		at = p.Start
		b.WriteString(s[at:p.End])
		at = p.End
	}
	b.WriteString(s[at:])
	return escape.Replace(b.String())
}

func TestSentences(t *testing.T) {
	const path = "testdata/sentences.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	cases := 0
	for sc := bufio.NewScanner(strings.NewReader(string(data))); sc.Scan(); {
		want := sc.Text()
		if strings.HasPrefix(want, "# ") {
			out.WriteString(want + "\n")
			continue
		}
		cases++
		s := unescape.Replace(strings.ReplaceAll(want, "¦", ""))
		got := marked(s)
		out.WriteString(got + "\n")
		if got != want && !*update {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	if cases < 120 {
		t.Errorf("%d cases, want at least 120", cases)
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
