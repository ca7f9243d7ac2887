package ingest

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"briefingbot/briefing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func golden(t *testing.T, file, got string) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s differs (- golden, + now; rewrite with -update):\n%s", file, d)
	}
}

// collect separates articles and errors.
func collect(t *testing.T, all iter.Seq2[briefing.Article, error]) (articles []briefing.Article, refused []string) {
	t.Helper()
	for a, err := range all {
		if err == nil {
			articles = append(articles, a)
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Reason == "" || e.Remedy == "" || a.ID != "" {
			t.Errorf("an error without reason or remedy, or with an article: %#v %v", err, a.ID)
		}
		refused = append(refused, err.Error())
	}
	return articles, refused
}

func ids(articles []briefing.Article) string {
	var s []string
	for _, a := range articles {
		s = append(s, a.ID)
	}
	return strings.Join(s, " ")
}

// describe shows an article on one line; the text by its length and its hash.
func describe(a briefing.Article) string {
	published := "-"
	if !a.Published.IsZero() {
		published = a.Published.Format(time.RFC3339)
	}
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	return fmt.Sprintf("%s | %s | %s | %s | %s | %s | %d bytes, sha256 %.12s", a.ID, dash(a.Title), published, dash(a.Outlet), dash(a.Lang), dash(a.URL), len(a.Text), briefing.Sum(a.Text))
}

// TestSeeds holds what the five real articles state beside their text: nothing.
// Their bytes are the files' own.
func TestSeeds(t *testing.T) {
	articles, refused := collect(t, Path("../../seeds"))
	var b strings.Builder
	b.WriteString("id | title | published | outlet | lang | url | text\n")
	for _, a := range articles {
		b.WriteString(describe(a) + "\n")
		raw, err := os.ReadFile("../../seeds/" + a.ID)
		if err != nil || string(raw) != a.Text {
			t.Errorf("%s is not the file's bytes: %v", a.ID, err)
		}
	}
	for _, r := range refused {
		if !strings.Contains(r, "seeds.go") {
			t.Error(r)
		}
	}
	golden(t, "seeds.golden", b.String())
}

// goodFiles are files that must be taken as they are.
var goodFiles = map[string]string{
	"bom.txt":         "\ufeffThe mayor said no.\n",
	"crlf.txt":        "One.\r\n\r\nTwo.\r\n",
	"curly.txt":       "“No,” she said. ‘Never’ — d’Ampezzo…\n",
	"no-newline.txt":  "One.",
	"deep/er/a.txt":   "One.",
	"UPPER.TXT":       "One.",
	"emoji.txt":       "Yes 👍🏽 he said. \u2028 \u00a0x",
	"long-word.txt":   strings.Repeat("a", 1<<20),
	"dashes.txt":      "---\ntitle: not front matter in a .txt\n---\n",
	"front.md":        "---\ntitle: \"Bridge \\\"closed\\\"\"\ndate: 2026-01-28\noutlet: The Quay Courier # a comment\nurl: https://q.example/b\nlang: en-GB\nother: x\n---\n\n# Bridge\n\nIt is *closed*.\n",
	"front-bom.md":    "\ufeff---\r\nTitle: Brücke zu\r\npublisher: 'Der Bote'\r\ndate: 28 January 2026\r\n---\r\nText.\r\n",
	"front-open.md":   "---\ntitle: never ended\n\nText.\n",
	"front-wrong.md":  "---\ntitle: [a, b]\ndate: yesterday\nurl: javascript:alert(1)\nlang: English\n---\nText.\n",
	"front-none.md":   "# Heading\n\nText.\n",
	"two.jsonl":       "\ufeff{\"id\":\"j1\",\"text\":\"One.\",\"title\":\" T\\n t \",\"date\":\"2026-01-28T09:00:00+01:00\"}\r\n\r\n{\"id\":2,\"text\":\"Two \\ud83d\\ude00.\",\"published\":null,\"date\":\"Jan. 28, 2026\",\"url\":\"https://x.example/\",\"outlet\":\"X\",\"lang\":\"it\",\"sents\":[[0,1]]}",
	".hidden.txt":     "not taken",
	".git/config.txt": "not taken",
}

func TestGoodFiles(t *testing.T) {
	files := fstest.MapFS{}
	for name, s := range goodFiles {
		files[name] = &fstest.MapFile{Data: []byte(s)}
	}
	articles, refused := collect(t, Folder(files))
	for _, r := range refused {
		t.Error(r)
	}
	var b strings.Builder
	for _, a := range articles {
		b.WriteString(describe(a) + "\n")
		if want, file := goodFiles[a.ID]; file && want != a.Text {
			t.Errorf("%s: the text is not the file's bytes", a.ID)
		}
	}
	golden(t, "good.golden", b.String())
}

// badFiles must be refused, each with its place, its reason and a remedy; what
// is good beside them is served.
var badFiles = map[string]string{
	"a-good.txt":      "Good.",
	"empty.txt":       "",
	"blank.txt":       "\ufeff \r\n\t\u00a0\u200b\n",
	"nul.txt":         "One.\nTwo\x00.",
	"latin1.txt":      "One.\ncaf\xe9.",
	"cut.txt":         "One \xe2\x80",
	"surrogate.txt":   "One \xed\xa0\x80",
	"utf16le.txt":     "\xff\xfeO\x00n\x00",
	"utf16be.txt":     "\xfe\xff\x00O\x00n",
	"big.txt":         strings.Repeat("x", maxArticle+1),
	"paper.pdf":       "%PDF",
	"README":          "x",
	"line\nbreak.txt": "x",
	"latin1.html":     "<p>caf\xe9",
	"empty.html":      "<html><body></body></html>",
	"script.html":     "<script>var x = 'The mayor said no.'</script>",
	"deep.html":       strings.Repeat("<div>", 5000) + "x",
	"big.html":        strings.Repeat("<p>x</p>", maxPage/8+1),
	"nul.md":          "---\ntitle: x\x00\n---\nText.",
	"a.jsonl": strings.Join([]string{
		`{"id":"g1","text":"Good."}`,
		`{"id":"g1","text":"The same id."}`,
		`{"text":"No id."}`,
		`{"id":"","text":"Empty id."}`,
		`{"id":null,"text":"Null id."}`,
		`{"id":{"a":1},"text":"Object id."}`,
		`{"id":true,"text":"Boolean id."}`,
		`{"id":"a\nb","text":"x"}`,
		`{"id":"` + strings.Repeat("i", 600) + `","text":"x"}`,
		`{"id":"b1"}`,
		`{"id":"b2","text":null}`,
		`{"id":"b3","text":""}`,
		`{"id":"b4","text":" \n"}`,
		`{"id":"b5","text":7}`,
		`{"text":["a"],"id":"b6"}`,
		`{"id":"b7","text":"x","title":5}`,
		`{"id":"b8","text":"NUL \u0000."}`,
		`{"id":"b9","text":"half \ud83d."}`,
		`{"id":"b10","text":"half \ude00."}`,
		`{"id":"b11","text":"half \uD83D\u0041."}`,
		"{\"id\":\"b12\",\"text\":\"caf\xe9\"}",
		"{\"id\":\"b13\",\"text\":\"tab\there\"}",
		"{\"id\":\"b14\",\"text\":\"raw NUL \x00\"}",
		`{"id":"b15","text":"cut`,
		`{"other":{"id":"no"},"id":"b16","text":"x"`,
		`{"id":"b17","text":"x"}{"id":"b18","text":"x"}`,
		`{"id":"b19","text":"x",}`,
		`[{"id":"b20","text":"x"}]`,
		`"text"`,
		`null`,
		`42`,
		`id,text`,
		`{"id":"b21","text":"escaped backslash \\ud83d is good"}`,
		`{"id":"g2","text":"Good."}`,
	}, "\n"),
	"b.jsonl":     `{"id":"g2","text":"taken in another file"}`,
	"utf16.jsonl": "\xff\xfe{\x00",
}

func TestBadFiles(t *testing.T) {
	files := fstest.MapFS{"pipe.txt": &fstest.MapFile{Mode: fs.ModeNamedPipe}}
	for name, s := range badFiles {
		files[name] = &fstest.MapFile{Data: []byte(s)}
	}
	articles, refused := collect(t, Folder(unreadableFS{files}))
	if got, want := ids(articles), "a-good.txt g1 b21 g2"; got != want {
		t.Errorf("served %s, want %s", got, want)
	}
	golden(t, "bad.golden", strings.Join(refused, "\n")+"\n")
}

// unreadableFS has two files more: one may not be opened, one breaks off.
type unreadableFS struct{ fstest.MapFS }

func (u unreadableFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := u.MapFS.ReadDir(name)
	if name == "." {
		for _, extra := range []string{"locked.txt", "torn.jsonl"} {
			info, _ := fstest.MapFS{extra: {}}.Stat(extra)
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	}
	return entries, err
}

func (u unreadableFS) Open(name string) (fs.File, error) {
	switch name {
	case "locked.txt":
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	case "torn.jsonl":
		f, err := fstest.MapFS{name: {Data: []byte(`{"id":"t","te`)}}.Open(name)
		return tornFile{f}, err
	}
	return u.MapFS.Open(name)
}

func (u unreadableFS) Stat(name string) (fs.FileInfo, error) {
	if name == "locked.txt" || name == "torn.jsonl" {
		return fstest.MapFS{name: {}}.Stat(name)
	}
	return u.MapFS.Stat(name)
}

type tornFile struct{ fs.File }

func (tornFile) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []string{"in", "in/sub", "out"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("in/a.txt", "A.")
	write("in/sub/b.txt", "B.")
	write("out/c.txt", "C.")
	write("d.jsonl", `{"id":"d","text":"D."}`)
	for link, to := range map[string]string{
		"in/linked.txt": "../out/c.txt", "in/folder": "../out", "in/up": "..", "in/self.txt": "self.txt", "in/broken.txt": "gone.txt",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	articles, refused := collect(t, Paths(filepath.Join(dir, "in"), filepath.Join(dir, "d.jsonl"), filepath.Join(dir, "out"), filepath.Join(dir, "in", "a.txt"), filepath.Join(dir, "none")))
	if got, want := ids(articles), "a.txt linked.txt sub/b.txt d c.txt"; got != want {
		t.Errorf("served %s, want %s", got, want)
	}
	want := []string{
		"DIR/in/broken.txt: does not exist; name a folder or a file of articles",
		"DIR/in/folder: is a link to a folder, which is not followed; name the folder itself as a source",
		"DIR/in/self.txt: is a link that leads in a circle; remove it",
		"DIR/in/up: is a link to a folder, which is not followed; name the folder itself as a source",
		`DIR/in/a.txt: the id "a.txt" is taken by DIR/in/a.txt; give each article an id of its own`,
		"DIR/none: does not exist; name a folder or a file of articles",
	}
	if d := cmp.Diff(want, strings.Split(strings.ReplaceAll(strings.Join(refused, "\n"), dir, "DIR"), "\n")); d != "" {
		t.Error(d)
	}
	t.Chdir(dir)
	if articles, _ := collect(t, Path("d.jsonl")); ids(articles) != "d" {
		t.Errorf("a file of the working directory: %s", ids(articles))
	}
}

// TestStopping breaks off in the middle: nothing more may be yielded, which the
// range loop itself checks.
func TestStopping(t *testing.T) {
	files := fstest.MapFS{"a.txt": {Data: []byte("A.")}, "b.pdf": {}, "c.jsonl": {Data: []byte("{}\n{\"id\":\"c\",\"text\":\"C.\"}\nx\n")}, "d.txt": {Data: []byte("D.")}}
	for stop := 1; stop <= 7; stop++ {
		n := 0
		for range Folder(files) {
			if n++; n == stop {
				break
			}
		}
		if want := min(stop, 6); n != want {
			t.Errorf("stopped after %d, got %d", want, n)
		}
	}
}

// repeated reads the same bytes n times over.
func repeated(s string, n int) io.Reader {
	var rs []io.Reader
	for range n {
		rs = append(rs, strings.NewReader(s))
	}
	return io.MultiReader(rs...)
}

func TestLongLines(t *testing.T) {
	mib := strings.Repeat("One two three. ", (1<<20)/15)
	in := io.MultiReader(
		strings.NewReader(`{"id":"ten","text":"`), repeated(mib, 10), strings.NewReader("\"}\n"),
		strings.NewReader(`{"id":"too long","text":"`), repeated(mib, 70), strings.NewReader("\"}\n"),
		strings.NewReader(`{"id":"after","text":"x"}`),
	)
	articles, refused := collect(t, Lines(in))
	if ids(articles) != "ten after" || len(articles[0].Text) != 10*len(mib) {
		t.Errorf("served %s", ids(articles))
	}
	if d := cmp.Diff([]string{`line 2: article "too long": is longer than 64 MiB; split the article`}, refused); d != "" {
		t.Error(d)
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct{ stated, want string }{
		{"2026-01-28", "2026-01-28T00:00:00Z"}, {"2026-01-28T09:30:00+01:00", "2026-01-28T09:30:00+01:00"},
		{"2026-01-28T09:30:00.123Z", "2026-01-28T09:30:00Z"}, {"Wed, 28 Jan 2026 09:30:00 +0100", "2026-01-28T09:30:00+01:00"},
		{" January 28, 2026 ", "2026-01-28T00:00:00Z"}, {"28 Jan 2026", "2026-01-28T00:00:00Z"}, {"2026-01-28 09:30", "2026-01-28T09:30:00Z"},
		{"28/01/2026", ""}, {"01/02/2026", ""}, {"yesterday", ""}, {"", ""}, {"2026", ""}, {"2026-13-01", ""}, {"0001-01-01", ""}, {strings.Repeat("1", 100), ""},
	} {
		got := ""
		if d := date(test.stated); !d.IsZero() {
			got = d.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.stated, got, test.want)
		}
	}
}
