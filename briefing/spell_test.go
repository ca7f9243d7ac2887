package briefing

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most int
		want int
	}{
		{"piantdosi", "piantedosi", 2, 1}, {"fertita", "fertitta", 2, 1}, {"zürich", "zurich", 2, 1}, {"abcd", "abdc", 2, 1},
		{"sala", "sala", 2, 0}, {"meloni", "salvini", 2, 3}, {"", "ab", 2, 2}, {"a", "abcd", 2, 3},
	} {
		if got := distance(c.a, c.b, c.most); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestNearestWord(t *testing.T) {
	v := newVocabulary()
	v.learn(Read(Article{Text: "Matteo Piantedosi spoke of the Carabinieri and of red zones. The Carabinieri patrol on Friday."}))
	for _, c := range []struct{ typed, want string }{
		{"piantdosi", "Piantedosi"}, {"piantadosi", "Piantedosi"}, {"carabineri", "Carabinieri"},
		{"patrols", ""}, {"zone", ""}, {"meloni", ""}, {"patrol", ""}, {"six", ""}, {"6000", ""}, {"xpatrl", ""},
	} {
		if got, _ := v.nearest(c.typed); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.typed, got, c.want)
		}
	}
}
