package briefing

import (
	"encoding/json"
	"testing"
	"time"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

func TestJSON(t *testing.T) {
	a := &Article{ID: "a", Text: "No, she said.", Published: time.Date(2026, 1, 28, 0, 0, 0, 0, time.UTC)}
	a.SHA256 = "f00"
	p := Passage{a, text.Span{Start: 0, End: 2}}
	const proof = `"article":"a","start":0,"end":2,"text":"No","sha256":"f00"`
	for _, c := range []struct {
		name string
		v    any
		want string
	}{
		{"article", a, `{"id":"a","published":"2026-01-28","sha256":"f00"}`},
		{"passage", p, `{` + proof + `}`},
		{"citation", Citation{3, p}, `{"n":3,` + proof + `}`},
		{"citations", []Citation{{3, p}}, `[{"n":3,` + proof + `}]`},
		{"quote", Quote{Words: p, Speaker: Passage{a, text.Span{}}, Person: &Person{Name: "Ann"}, Kind: quote.Direct, Polarity: quote.Said, Confidence: 0.9},
			`{"person":"Ann","words":{` + proof + `},"kind":"direct","polarity":"said","confidence":0.9}`},
		{"fact", Fact{Passage: p, Citations: []Citation{{1, p}}, Sources: 1},
			`{"passage":{` + proof + `},"citations":[{"n":1,` + proof + `}],"sources":1}`},
		{"person", &Person{Name: "Ann", Roles: []Passage{p}, Quotes: 2}, `{"name":"Ann","roles":[{` + proof + `}],"quotes":2}`},
		{"briefing", Briefing{}, `{"facts":0,"contested":0}`},
		{"answer", Answer{Question: "q", Intent: IntentTime}, `{"question":"q","intent":"time","found":false,"score":0}`},
		{"event", Event{When: a.Published, Precision: "month", Words: p},
			`{"when":"2026-01","precision":"month","words":{` + proof + `},"fact":{"passage":{"article":"","start":0,"end":0,"text":"","sha256":""},"citations":null,"sources":0}}`},
	} {
		got, err := json.Marshal(c.v)
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\n got %s %v\nwant %s", c.name, got, err, c.want)
		}
	}
}
