package main

import "testing"

func TestUnderstand(t *testing.T) {
	for _, c := range []struct{ typed, verb, rest string }{
		{"briefing", "briefing", ""},
		{"Briefing!", "briefing", ""},
		{"/briefing", "briefing", ""},
		{"riassumi", "short", ""},
		{"what changed since yesterday", "changes", ""},
		{"anything new?", "changes", ""},
		{"ask --explain how many officers", "explain", "how many officers"},
		{"source:ansa", "briefing", ""},
		{"source: 3", "source", "3"},
		{"share", "share", ""},
		{"watch the protests in Milan live", "ask", "watch the protests in Milan live"},
		{"briefing short", "briefing", "short"},
		{"ask how many officers?", "ask", "how many officers"},
		{"how many officers?", "ask", "how many officers?"},
		{"who sala", "who", "sala"},
		{"who sala on ICE", "who", "sala on ICE"},
		{"chi piantedosi", "who", "piantedosi"},
		{"who said “not welcome”", "said", `"not welcome"`},
		{"WHO SAID \"not welcome\"?", "said", `"not welcome"`},
		{"chi ha detto «non benvenuti»", "said", `"non benvenuti"`},
		{"whose idea was it", "ask", "whose idea was it"},
		{"sources", "sources", ""},
		{"sources say ICE will patrol", "ask", "sources say ICE will patrol"},
		{"show me the sources", "sources", ""},
		{"show me the source", "source", ""},
		{"source 3", "source", "3"},
		{"fonte 2", "source", "2"},
		{"[3]", "source", "3"},
		{"3?", "source", "3"},
		{"#3", "source", "3"},
		{"verify \"ICE will never operate in Italy\"", "verify", "\"ICE will never operate in Italy\""},
		{"did he really say this: \"no\"", "verify", "\"no\""},
		{"more", "more", ""},
		{"altro", "more", ""},
		{"page 2", "page", "2"},
		{"figures officers", "figures", "officers"},
		{"numbers", "figures", ""},
		{"morely", "ask", "morely"},
		{"help\u00a0", "help", ""},
		{"aiuto", "help", ""},
		{"", "briefing", ""},
		{"👍", "help", ""},
		{"\u200bbriefing\u200b", "briefing", ""},
		{"İstanbul who", "ask", "İstanbul who"},
		{"/İ sources", "ask", "/İ sources"},
	} {
		q := understand(c.typed, verbs())
		if q.verb.name != c.verb || q.rest != c.rest {
			t.Errorf("%q: %s %q, want %s %q", c.typed, q.verb.name, q.rest, c.verb, c.rest)
		}
	}
}

// FuzzUnderstand: any typed text is some verb, and nothing panics.
func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"who said \"x\"", "[3]", "\xff", "İ who", "show me the ", "/!", "3?"} {
		f.Add(s)
	}
	table := verbs()
	f.Fuzz(func(t *testing.T, typed string) {
		if q := understand(typed, table); q.verb == nil || q.verb.run == nil {
			t.Errorf("%q has no verb", typed)
		}
	})
}
