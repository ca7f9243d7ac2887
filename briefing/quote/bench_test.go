package quote

import (
	"strconv"
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

const sample = `Interior Minister Anna Bianchi said the plan “leaves nothing to chance,” adding that 600 officers would be
deployed. “We are ready,” she told reporters in Trento. “Nobody will be left alone.”

The mayor, who opposed the plan, denied that 600 had been agreed. According to a spokesman for the ministry, the 600
roads stay closed until Friday. Several of 600 shops along the river were shut, and buses ran late for most of the day.
`

// BenchmarkFind measures running text and three hostile ones; compare MB/s.
func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"news", news()},
		{"marks", strings.Repeat(`"`, 1<<20)},
		{"openers", strings.Repeat(`“`, 1<<20/3)},
		{"singles", strings.Repeat(`'a `, 1<<20/3)},
		{"unbroken", strings.Repeat("a", 1<<20)},
		{"said", strings.Repeat("said X, ", 1<<17)},
		{"names", strings.Repeat("Jo Roe ", 1<<17)},
		{"colons", strings.Repeat("Jo: x\n\n", 1<<17)},
		{"brackets", strings.Repeat("(", 1<<20)},
		{"commas", strings.Repeat(", ", 1<<19)},
		{"dashes", strings.Repeat("“a b c” - ", 1<<16)},
		{"people", people()},
		{"detto", "che di il la non " + strings.Repeat("ha detto X, ", 1<<17)},
		{"secondo", "che di il la non " + strings.Repeat("«a», secondo il sindaco Bo, ", 1<<15)},
		{"told", strings.Repeat("told the crowd in Rome, ", 1<<16)},
		{"calls", strings.Repeat("who X called “a b c”, ", 1<<16)},
	} {
		l := text.Read(c.text)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(c.text, l)
			}
		})
	}
}

// news is running text in which no sentence repeats another.
func news() string {
	var w strings.Builder
	for i := range 1500 {
		w.WriteString(strings.ReplaceAll(sample, "600", strconv.Itoa(1000+i)))
		w.WriteString("\n\n")
	}
	return strings.NewReplacer("Friday", "Monday").Replace(w.String())
}

// people names many of one surname and asks for one by role again and again.
func people() string {
	var w strings.Builder
	for i := range 20000 {
		name := string(rune('A'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26))
		w.WriteString("Minister " + name + " Roe said it. The mayor said so. He left. ")
	}
	return w.String()
}
