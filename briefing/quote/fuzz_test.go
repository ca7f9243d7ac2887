package quote

import (
	"strings"
	"testing"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// FuzzFind holds Find to what it promises of any input: no panic, spans inside
// the text and on rune boundaries, and stretches of one attribution apart.
func FuzzFind(f *testing.F) {
	f.Add(sample)
	for _, s := range []string{
		"", "“", "”“", `"a" said "b" said`, "''x'' y said, ``z''", "said X", "X said:", "- X", "JO ROE: hi\n\n— Ann Poe",
		"according to", "according to X,", "“a,” said X. “b", "\"a\n\n\"b\n\n\"c\"", "X, who Y, said, that,", "« a » »b« „c“ ‘d’",
		"Mr.", "He’s", "U.S. (", "X’s claim that", "\xff\xfe“\xf0", "a\x00said b", "‘’’‘", "On Friday, X, on Friday, said on Friday.",
		"«È vero – ha detto Neri – che la casa è sua», ha aggiunto. Secondo il sindaco, la via, secondo Bo, è sua. Ha detto che non è.",
		"« C’est vrai, a dit Noir, et la route est à lui », a-t-il ajouté. Selon le maire, la rue, selon Bo, est à lui. Il n’a pas dit qu’il part.",
		"«Es verdad —dijo Negro— y la casa es suya», añadió. Según el alcalde, la calle, según Bo, es suya. No dijo que es, negó el que.",
		"che di il la «a – ha detto l’ – b», si legge nella nota di, secondo, per «x» ha detto: «», lo ha detto il",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		check(t, s, Find(s, text.Read(s)))
	})
}

// check fails the test when quotes break the promises of Find.
func check(t *testing.T, s string, quotes []Quote) {
	t.Helper()
	ends := map[int]int{}
	start, highest := 0, -1
	for _, q := range quotes {
		for _, p := range []text.Span{q.Content, q.Speaker, q.Cue} {
			if p.Start < 0 || p.End < p.Start || p.End > len(s) {
				t.Fatalf("span %v of %+v lies outside the text of %d bytes", p, q, len(s))
			}
			if p.Len() > 0 && utf8.ValidString(s) && !utf8.ValidString(p.In(s)) {
				t.Fatalf("span %v cuts a rune: %q", p, p.In(s))
			}
		}
		if q.Content.Len() == 0 || strings.TrimSpace(q.Content.In(s)) == "" {
			t.Fatalf("empty content: %+v", q)
		}
		if q.Content.Start < start {
			t.Fatalf("out of order: %+v after byte %d", q, start)
		}
		start = q.Content.Start
		if q.Content.Start < ends[q.Attribution] {
			t.Fatalf("stretches of attribution %d overlap at %v", q.Attribution, q.Content)
		}
		ends[q.Attribution] = q.Content.End
		if q.Attribution > highest+1 || q.Attribution < 0 {
			t.Fatalf("attribution %d follows %d", q.Attribution, highest)
		}
		highest = max(highest, q.Attribution)
		if q.Confidence <= 0 || q.Confidence > 1 {
			t.Fatalf("confidence %v of %+v", q.Confidence, q)
		}
		if q.Speaker.Len() == 0 && q.Person != "" {
			t.Fatalf("person without a speaker: %+v", q)
		}
	}
}
