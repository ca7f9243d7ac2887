package briefing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Proof says how one quotation compares with the corpus.
type Proof struct {
	Article string `json:"article"`
	Start   int    `json:"start"` // in bytes of the article's text, like End
	End     int    `json:"end"`
	Text    string `json:"text"`
	Err     error  `json:"-"` // nil when every byte is the same; in JSON "error" is its text
}

// MarshalJSON writes Err as a text.
func (p Proof) MarshalJSON() ([]byte, error) {
	type plain Proof
	var reason string
	if p.Err != nil {
		reason = p.Err.Error()
	}
	return json.Marshal(struct {
		plain
		Error string `json:"error,omitempty"`
	}{plain(p), reason})
}

// Verify finds every passage in JSON that the bot printed, wherever it stands,
// and compares it with the stored bytes of its article. An article that is only
// listed has a Proof where its text is another one. v may be one value or
// many, a line each. lookup returns an article by its ID. The error is about
// JSON that cannot be read; what is wrong with a quotation is in its Proof.
func Verify(v json.RawMessage, lookup func(id string) (*Article, bool)) ([]Proof, error) {
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	var out []Proof
	for {
		var value any
		if err := d.Decode(&value); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return out, fmt.Errorf("read the printed JSON at byte %d: %w", d.InputOffset(), err)
		}
		out = collect(out, value, lookup)
	}
}

// collect appends the proofs of all passages in v, in order of the keys.
func collect(out []Proof, v any, lookup func(string) (*Article, bool)) []Proof {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = collect(out, e, lookup)
		}
	case map[string]any:
		if p, sum, ok := claim(v); ok {
			if p.Err == nil {
				p.Err = p.check(sum, lookup)
			}
			out = append(out, p)
		} else if p, ok := listed(v); ok {
			if p.Err = p.known(v["sha256"], lookup); p.Err != nil {
				out = append(out, p)
			}
		}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			out = collect(out, v[k], lookup)
		}
	}
	return out
}

// listed reads an article of a list, which is named without its text. It is no
// quotation: only what is wrong with it is worth a Proof.
func listed(v map[string]any) (p Proof, ok bool) {
	id, named := v["id"].(string)
	_, summed := v["sha256"]
	return Proof{Article: id}, named && summed
}

// claim reads a passage's five fields. An object with words and any of the
// others is taken for a passage: a damaged one is reported, not passed over.
func claim(v map[string]any) (p Proof, sum string, ok bool) {
	words, said := v["text"]
	if !said {
		return Proof{}, "", false
	}
	var lacks []string
	for _, key := range []string{"article", "start", "end", "sha256"} {
		if _, there := v[key]; there {
			ok = true
		} else {
			lacks = append(lacks, key)
		}
	}
	if !ok {
		return Proof{}, "", false
	}
	var good [5]bool
	var start, end json.Number
	p.Article, good[0] = v["article"].(string)
	start, good[1] = v["start"].(json.Number)
	end, good[2] = v["end"].(json.Number)
	p.Text, good[3] = words.(string)
	sum, good[4] = v["sha256"].(string)
	p.Start, p.End = whole(start), whole(end)
	switch {
	case len(lacks) > 0:
		p.Err = fmt.Errorf("the passage lacks %s", strings.Join(lacks, ", "))
	case good != [5]bool{true, true, true, true, true}:
		p.Err = errors.New("the passage is damaged: article, text and sha256 are texts, start and end are numbers")
	}
	return p, sum, true
}

// whole returns n as an offset, or -1, which no text has.
func whole(n json.Number) int {
	i, err := n.Int64()
	if err != nil || int64(int(i)) != i {
		return -1
	}
	return int(i)
}

// check says what is wrong with a quotation.
func (p Proof) check(sum string, lookup func(string) (*Article, bool)) error {
	if err := p.known(sum, lookup); err != nil {
		return err
	}
	a, _ := lookup(p.Article)
	if p.Start < 0 || p.End < p.Start || p.End > len(a.Text) {
		return fmt.Errorf("article %q: span [%d, %d) is outside its %d bytes", p.Article, p.Start, p.End, len(a.Text))
	}
	have := a.Text[p.Start:p.End]
	if have == p.Text {
		return nil
	}
	// JSON cannot carry invalid UTF-8: U+FFFD is printed in its place, and the
	// span and the hash alone prove the bytes.
	if !utf8.ValidString(have) && p.Text == printable(have) {
		return nil
	}
	n := 0
	for n < len(have) && n < len(p.Text) && have[n] == p.Text[n] {
		n++
	}
	return fmt.Errorf("article %q: bytes differ at offset %d: stored %s, printed %s", p.Article, p.Start+n, near(have, n), near(p.Text, n))
}

// known says whether the article is in the corpus with this very text.
func (p Proof) known(sum any, lookup func(string) (*Article, bool)) error {
	a, ok := lookup(p.Article)
	if !ok || a == nil {
		return fmt.Errorf("article %q is not in the corpus: name the corpus it was printed from", p.Article)
	}
	if have := Sum(a.Text); sum != have {
		return fmt.Errorf("article %q: sha256 is %q, the stored text has %q: the text is not the one that was quoted", p.Article, sum, have)
	}
	return nil
}

// printable returns s as it comes out of JSON.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// near quotes at most 24 bytes of s from n.
func near(s string, n int) string {
	return fmt.Sprintf("%q", s[n:min(len(s), n+24)])
}
