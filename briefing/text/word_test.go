package text

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Italy’s plan", "italy plan"},
		{"U.S. Ambassador to Italy Tilman J. Fertitta", "us ambassador to italy tilman j fertitta"},
		{"the U.S.-Italy pact", "the us italy pact"},
		{"a 24-hour room", "a 24 hour room"},
		{"Cortina d’Ampezzo", "cortina d ampezzo"},
		{"Cortina d'Ampezzo, l'Italia", "cortina d ampezzo l italia"},
		{"dell’interno e un’altra", "dell interno e un altra"},
		{"O’Brien and D'Amato don’t", "o'brien and d'amato don't"},
		{"6,000 6.000 6 000 6\u00a0000 6\u202f000", "6000 6000 6000 6000 6000"},
		{"1,234,567.89 and 1.234.567,89", "1234567.89 and 1234567.89"},
		{"3.5 102.5 0.125 3,5", "3.5 102.5 0.125 3.5"},
		{"28.01.2026 192.168.1.1", "28.01.2026 192.168.1.1"},
		{"1,2,3 and 2026-01-28", "1 2 3 and 2026 01 28"},
		{"in 2024 300 people", "in 2024 300 people"},
		{"on Feb. 6 300 came", "on feb 6 300 came"},
		{"AT&T and S&P", "at&t and s&p"},
		{"Zürich, São Tomé, Łódź, Straße", "zurich sao tome lodz strasse"},
		{"naïve co\u00adoperate re\u200bad", "naive cooperate read"},
		{"at 5 p.m. in Washington, D.C.", "at 5 pm in washington dc"},
		{"S.p.A. e S.r.l.", "spa e srl"},
		{"COVID-19 B&B example.com", "covid 19 b&b example com"},
		{"$2bn, €1.5m, 5th, 30%", "2bn 1.5m 5th 30"},
		{"the Games' end", "the games end"},
		{"\xff\xfebad\xffbytes", "bad bytes"},
		{"日本 Tokyo", "日 本 tokyo"},
		{"Москва́ Αθήνα", "москва αθήνα"},
		{"J.D. Vance", "jd vance"},
		{"the end.Next", "the end next"},
		{"U.S.A now", "usa now"},
	} {
		ws := Words(c.in)
		var got []string
		for _, w := range ws {
			got = append(got, w.Fold)
			if f := Fold(w.In(c.in)); f != w.Fold {
				t.Errorf("Fold(%q) = %q, but Words has %q", w.In(c.in), f, w.Fold)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("Words(%q)\n got %q\nwant %q", c.in, g, c.want)
		}
	}
}
