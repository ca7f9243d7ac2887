package briefing

import (
	"encoding/json"
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

func TestVerifySaysWhatIsWrong(t *testing.T) {
	a := &Article{ID: "a", Text: "Zürich wählt. Bern wartet."}
	a.SHA256 = Sum(a.Text)
	lookup := func(id string) (*Article, bool) { return a, id == "a" }
	for _, c := range []struct{ name, json, want string }{
		{"right", `{"article":"a","start":0,"end":15,"text":"Zürich wählt.","sha256":"` + a.SHA256 + `"}`, ""},
		{"other words", `{"article":"a","start":0,"end":15,"text":"Zürich wartet","sha256":"` + a.SHA256 + `"}`, "bytes differ at offset 9"},
		{"shorter", `{"article":"a","start":0,"end":15,"text":"Zürich","sha256":"` + a.SHA256 + `"}`, "bytes differ at offset 7"},
		{"unknown article", `{"article":"b","start":0,"end":2,"text":"x","sha256":"` + a.SHA256 + `"}`, `article "b" is not in the corpus`},
		{"other text", `{"article":"a","start":0,"end":15,"text":"Zürich wählt.","sha256":"00"}`, `sha256 is "00"`},
		{"no hash", `{"article":"a","start":0,"end":15,"text":"Zürich wählt."}`, `the passage lacks sha256`},
		{"no end", `{"article":"a","start":0,"text":"Zürich wählt.","sha256":"` + a.SHA256 + `"}`, `the passage lacks end`},
		{"start as a text", `{"article":"a","start":"0","end":15,"text":"Zürich wählt.","sha256":"` + a.SHA256 + `"}`, `the passage is damaged`},
		{"start is null", `{"article":"a","start":null,"end":15,"text":"FORGED","sha256":"` + a.SHA256 + `"}`, `the passage is damaged`},
		{"outside", `{"article":"a","start":0,"end":99,"text":"x","sha256":"` + a.SHA256 + `"}`, "outside its 28 bytes"},
		{"backwards", `{"article":"a","start":9,"end":3,"text":"x","sha256":"` + a.SHA256 + `"}`, "outside"},
		{"no number", `{"article":"a","start":0.5,"end":3,"text":"x","sha256":"` + a.SHA256 + `"}`, "outside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Verify(json.RawMessage(`{"deep":[{"n":1,"passage":`+c.json+`}]}`), lookup)
			if err != nil || len(got) != 1 {
				t.Fatalf("%d proofs, %v", len(got), err)
			}
			switch {
			case c.want == "" && got[0].Err != nil:
				t.Errorf("error %v", got[0].Err)
			case c.want != "" && (got[0].Err == nil || !strings.Contains(got[0].Err.Error(), c.want)):
				t.Errorf("error %v, want %q", got[0].Err, c.want)
			}
			if b, _ := json.Marshal(got[0]); c.want != "" && !strings.Contains(string(b), `"error":"`) {
				t.Errorf("printed %s", b)
			}
		})
	}
}

func TestVerifyReadsLinesAndRefusesOtherThings(t *testing.T) {
	a := Read(Article{ID: "a", Text: "One. Two."}).Article
	lookup := func(id string) (*Article, bool) { return a, id == "a" }
	one, _ := json.Marshal(Passage{a, text.Span{Start: 0, End: 4}})
	got, err := Verify(json.RawMessage(string(one)+"\n"+string(one)+"\n"), lookup)
	if err != nil || len(got) != 2 || got[0].Err != nil || got[1].Err != nil {
		t.Errorf("two lines: %v, %v", got, err)
	}
	if _, err := Verify(json.RawMessage(`{"a":`), lookup); err == nil || !strings.Contains(err.Error(), "read the printed JSON at byte") {
		t.Errorf("cut JSON: %v", err)
	}
	if got, err := Verify(json.RawMessage(`[1,"x",null,{"start":1,"end":2}]`), lookup); err != nil || len(got) != 0 {
		t.Errorf("no passages: %v, %v", got, err)
	}
}

func TestVerifyInvalidUTF8(t *testing.T) {
	a := Read(Article{ID: "a", Text: "Bad \xff byte."}).Article
	printed, err := json.Marshal(Passage{a, text.Span{Start: 0, End: len(a.Text)}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Verify(printed, func(string) (*Article, bool) { return a, true })
	if err != nil || len(got) != 1 || got[0].Err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func FuzzVerify(f *testing.F) {
	a := Read(Article{ID: "a", Text: "Zürich wählt. Bern wartet."}).Article
	f.Add(`{"article":"a","start":0,"end":15,"text":"Zürich wählt.","sha256":"` + a.SHA256 + `"}`)
	f.Add(`[{"article":"a","start":-1,"end":1e9,"text":"","sha256":""}]`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Verify(json.RawMessage(s), func(id string) (*Article, bool) { return a, id == "a" })
		if err != nil {
			return
		}
		for _, p := range got {
			if p.Err == nil && strings.ToValidUTF8(p.Text, "") == p.Text && a.Text[p.Start:p.End] != p.Text {
				t.Errorf("%+v passes", p)
			}
		}
	})
}
