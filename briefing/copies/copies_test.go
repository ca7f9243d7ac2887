package copies

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// press writes articles that are not copies: sentences of one vocabulary, from
// the same few patterns, so that unrelated articles share phrases as news does.
type press struct{ *rand.Rand }

func newPress(seed uint64) press { return press{rand.New(rand.NewPCG(seed, 7))} }

var (
	subjects = strings.Fields("mayor minister spokesman union council company harbour police judge teacher driver nurse farmer buyer seller player coach critic voter tenant")
	verbs    = strings.Fields("said denied announced confirmed warned promised rejected approved delayed expected opened closed sold bought moved lost won counted checked repaired")
	things   = strings.Fields("bridge budget strike ferry school hospital station contract bill season road court vote rent price storm flood garden market team museum airport tunnel river dam")
	places   = strings.Fields("Aldmoor Brackwell Carhaven Dunmere Eastholm Farwick Glenport Harsby Inverley Kelstow Larkfield Marbeck Northam Oakridge Pellworth")
	days     = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
)

func pick[T any](p press, all []T) T { return all[p.IntN(len(all))] }

func (p press) sentence() string {
	switch p.IntN(4) {
	case 0:
		return fmt.Sprintf("The %s of %s %s on %s that the %s would cost %d million euros.", pick(p, subjects), pick(p, places), pick(p, verbs), pick(p, days), pick(p, things), p.IntN(900))
	case 1:
		return fmt.Sprintf("“We have %s the %s and the %s,” the %s said in a statement.", pick(p, verbs), pick(p, things), pick(p, things), pick(p, subjects))
	case 2:
		return fmt.Sprintf("In %s, %d people waited for the %s, according to the %s.", pick(p, places), p.IntN(5000), pick(p, things), pick(p, subjects))
	}
	return fmt.Sprintf("The %s %s the %s of %s, the %s %s the %s.", pick(p, subjects), pick(p, verbs), pick(p, things), pick(p, places), pick(p, subjects), pick(p, verbs), pick(p, things))
}

func (p press) story(sentences int) []string {
	out := make([]string, sentences)
	for i := range out {
		out[i] = p.sentence()
	}
	return out
}

// rewrites are what an outlet does to a wire story.
var rewrites = map[string]func(press, []string) []string{
	"as it is":  func(_ press, s []string) []string { return s },
	"cut":       func(_ press, s []string) []string { return s[:len(s)*6/10] },
	"own lead":  func(p press, s []string) []string { return append(p.story(2), s...) },
	"own end":   func(p press, s []string) []string { return append(slices.Clone(s[:len(s)*3/4]), p.story(3)...) },
	"reordered": func(p press, s []string) []string { return append(slices.Clone(s[len(s)/2:]), s[:len(s)/2]...) },
	"housestyle": func(_ press, s []string) []string {
		return each(s, strings.NewReplacer("“", `"`, "”", `"`, "euros", "EUROS", ", ", " - ").Replace)
	},
	"corrected": func(p press, s []string) []string {
		return each(s, func(x string) string {
			if p.IntN(3) == 0 {
				return strings.Replace(x, " the ", " a ", 1)
			}
			return x
		})
	},
	"spread out": func(p press, s []string) []string {
		out := slices.Clone(s)
		for i := 4; i < len(out); i += 5 {
			out[i] = p.sentence()
		}
		return out
	},
}

func each(s []string, f func(string) string) []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = f(s[i])
	}
	return out
}

// TestPrecisionAndRecall mixes wire stories, each in several rewritten forms,
// with stories of their own, and asks which are copies of which.
func TestPrecisionAndRecall(t *testing.T) {
	p := newPress(1)
	x := New()
	truth, by := []int{}, []string{} // the story of each article, and how it was rewritten
	found, missed, wrong := map[string]int{}, map[string]int{}, 0
	for story := range 400 {
		original := p.story(8 + p.IntN(40))
		forms := [][]string{original}
		names := []string{"original"}
		if story%2 == 0 {
			for _, name := range slices.Sorted(mapsKeys(rewrites)) {
				forms, names = append(forms, rewrites[name](p, original)), append(names, name)
			}
		}
		for i, f := range forms {
			_, of := x.Add(Of(strings.Join(f, " ")))
			switch {
			case of >= 0 && truth[of] == story:
				found[names[i]]++
			case of >= 0:
				wrong++
				t.Logf("a story was held for a copy of another (%s, of %s)", names[i], by[of])
			case i > 0:
				missed[names[i]]++
			}
			truth, by = append(truth, story), append(by, names[i])
		}
	}
	good, bad := 0, 0
	for _, name := range slices.Sorted(mapsKeys(rewrites)) {
		good, bad = good+found[name], bad+missed[name]
		t.Logf("%-12s found %3d, missed %3d", name, found[name], missed[name])
	}
	precision, recall := float64(good)/float64(good+wrong), float64(good)/float64(good+bad)
	t.Logf("precision %.4f, recall %.4f, %d articles in %d groups, truly 400", precision, recall, x.Len(), x.Groups())
	if precision < 0.995 || recall < 0.97 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}

func mapsKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestTenOutlets is the promise: ten articles, one independent source.
func TestTenOutlets(t *testing.T) {
	p := newPress(2)
	wire := p.story(20)
	x := New()
	for range 30 {
		x.Add(Of(strings.Join(p.story(20), " ")))
	}
	before := x.Groups()
	names := slices.Sorted(mapsKeys(rewrites))
	for i := range 10 {
		x.Add(Of(strings.Join(rewrites[names[i%len(names)]](p, wire), " ")))
	}
	if x.Len() != 40 || before != 30 || x.Groups() != 31 {
		t.Errorf("%d articles, %d groups before the wire story and %d after", x.Len(), before, x.Groups())
	}
}

// TestSeedsAreNoCopies holds that five articles on one day's news are five sources.
func TestSeedsAreNoCopies(t *testing.T) {
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) != 5 {
		t.Fatal(files, err)
	}
	x := New()
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		x.Add(Of(string(b)))
	}
	if x.Groups() != 5 {
		t.Errorf("%d groups", x.Groups())
	}
	for _, f := range files {
		b, _ := os.ReadFile(f)
		if of := x.Closest(Of(strings.ToUpper(string(b)))); of < 0 || files[of] != f {
			t.Errorf("%s in capitals is a copy of %d", f, of)
		}
	}
}

func TestShortTexts(t *testing.T) {
	x := New()
	for _, s := range []string{"", "One.", "One two three.", "a \xff\xfe", strings.Repeat("x", 1<<20), strings.Repeat("na ", 1<<18), "The mayor said no today."} {
		if _, of := x.Add(Of(s)); of >= 0 {
			t.Errorf("%.20q is a copy of %d", s, of)
		}
	}
	if of := x.Closest(Of("THE MAYOR SAID “NO” TODAY")); of != 6 {
		t.Errorf("the same words are a copy of %d", of)
	}
	if of := x.Closest(Of("The mayor said no yesterday.")); of >= 0 {
		t.Errorf("other words are a copy of %d", of)
	}
}

func FuzzSketch(f *testing.F) {
	f.Add("The mayor said no, and again no.", "«Non siamo pronti», ha detto il sindaco.")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, u := Of(a), Of(b)
		if len(s) > kept || !slices.IsSorted(s) || len(slices.Compact(slices.Clone(s))) != len(s) {
			t.Fatalf("%v", s)
		}
		v, n := Share(s, u)
		if w, m := Share(u, s); v != w || n != m || v < 0 || v > 1 {
			t.Fatalf("%v of %v, %v of %v", v, n, w, m)
		}
		if v, _ := Share(s, s); len(s) > 0 && v != 1 {
			t.Fatalf("a text shares %v with itself", v)
		}
		if utf8.ValidString(a) && !slices.Equal(s, Of(a+" ")) {
			t.Fatal("a space at the end changes the sketch")
		}
	})
}

// BenchmarkAdd shows the cost of one more article among 1,000 to 100,000, a
// tenth of which are copies.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := newPress(3)
			x := New()
			var m0, m1 runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m0)
			last := ""
			next := func(i int) string {
				if i%10 != 9 {
					last = strings.Join(p.story(20), " ")
				}
				return last
			}
			for i := range n {
				x.Add(Of(next(i)))
			}
			runtime.GC()
			runtime.ReadMemStats(&m1)
			more := make([]string, 1000)
			for i := range more {
				more[i] = next(i)
			}
			i := 0
			for b.Loop() {
				x.Closest(Of(more[i%len(more)]))
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(m1.HeapAlloc-m0.HeapAlloc)/float64(n), "B/article")
			runtime.KeepAlive(x)
		})
	}
}
