package store

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/briefing"
)

const feedURL = "https://news.example/feed.xml"

// at makes a store live at a time of the test's.
func at(s *Store, t time.Time) { s.now = func() time.Time { return t } }

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestSourcesContract(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx, yes := t.Context(), must[bool](t)
		at(s, noon)
		if !yes(s.AddSource(ctx, Source{URL: feedURL, Origin: SourceOfChat, Who: "U1"})) || yes(s.AddSource(ctx, Source{URL: feedURL, Origin: SourceOfSettings})) {
			t.Error("added twice, or not once")
		}
		yes(s.AddSource(ctx, Source{URL: "https://a.example/", Origin: SourceOfSettings}))
		yes(s.AddSource(ctx, Source{URL: "https://a.example/", Origin: SourceOfChat}))
		all := must[[]Source](t)(s.Sources(ctx))
		if len(all) != 2 || all[0].Origin != SourceOfSettings || all[1].Origin != SourceOfSettings || all[1].Who != "U1" || !all[1].Added.Equal(noon) || !all[1].Next.IsZero() {
			t.Fatalf("%+v", all)
		}
		var winners atomic.Int32
		var all8 sync.WaitGroup
		for range 8 {
			all8.Go(func() {
				won, err := s.ClaimSource(ctx, all[1], noon.Add(time.Minute))
				if err != nil {
					t.Error(err)
				}
				if won {
					winners.Add(1)
				}
			})
		}
		all8.Wait()
		if winners.Load() != 1 {
			t.Errorf("%d processes look at one source", winners.Load())
		}
		look := Look{Kind: "feed", Title: "«T»", ETag: `"1"`, Looked: noon, Failures: 3, Why: "does not answer", New: 2, Reason: "x"}
		if err := s.SetLook(ctx, feedURL, look, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := s.SetLook(ctx, "https://removed.example/", look, noon); err != nil {
			t.Fatal(err)
		}
		all = must[[]Source](t)(s.Sources(ctx))
		if len(all) != 2 || all[1].State != look || !all[1].Next.Equal(noon.Add(time.Hour)) {
			t.Errorf("%+v", all)
		}
		if !yes(s.RemoveSource(ctx, feedURL)) || yes(s.RemoveSource(ctx, feedURL)) {
			t.Error("removed twice, or not once")
		}
	})
}

func intake(key, words string) Intake {
	r := reader("https://news.example/"+key, words)
	return Intake{Source: feedURL, Item: Item{Key: key, GUID: "g-" + key, Article: r.Article.ID, Print: briefing.Sum(words)[:8]}, Reading: r, URL: r.Article.ID + "?full", Extractor: "test 1"}
}

// TestIntake follows an article through its life: new, the same, changed,
// changed back, withdrawn, and back again. What was cited is always proved.
func TestIntake(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		at(s, noon)
		take := func(words string, wantFresh, wantChanged bool) {
			t.Helper()
			fresh, changed, err := s.Take(ctx, intake("a", words))
			if err != nil || fresh != wantFresh || changed != wantChanged {
				t.Errorf("%q: new %v, changed %v, %v", words, fresh, changed, err)
			}
		}
		const one, two = "About 6,000 officers.", "About 7,000 officers."
		id := "https://news.example/a"
		take(one, true, false)
		take(one, false, false)
		at(s, noon.Add(time.Hour))
		take(two, false, true)
		take(one, false, true)
		take(two, false, true)
		vs := must[[]Revision](t)(s.Revisions(ctx, id))
		if len(vs) != 2 || vs[0].Current || !vs[1].Current || vs[0].SHA256 != briefing.Sum(one) || !vs[0].Stored.Equal(noon) {
			t.Errorf("revisions %+v", vs)
		}
		items := must[map[string]Item](t)(s.Items(ctx, feedURL))
		if i := items["a"]; len(items) != 1 || i.Article != id || i.GUID != "g-a" || i.Print != briefing.Sum(two)[:8] || !i.Seen.Equal(noon.Add(time.Hour)) {
			t.Errorf("items %+v", items)
		}
		if o, err := s.Origin(ctx, id, briefing.Sum(one)); err != nil || o != (Origin{feedURL, id + "?full", "test 1", noon}) {
			t.Errorf("origin %+v %v", o, err)
		}
		if was, err := s.Withdraw(ctx, id, "gone from its site"); !was || err != nil {
			t.Errorf("%v %v", was, err)
		}
		if was, err := s.Withdraw(ctx, id, "again"); was || err != nil {
			t.Errorf("%v %v", was, err)
		}
		if w, ok, err := s.Withdrawn(ctx, id); !ok || err != nil || w != (Withdrawal{briefing.Sum(two), noon.Add(time.Hour), "gone from its site"}) {
			t.Errorf("%+v %v %v", w, ok, err)
		}
		if _, err := s.Article(ctx, id, ""); err == nil {
			t.Error("a withdrawn article is current")
		}
		for _, words := range []string{one, two} {
			if a, err := s.Article(ctx, id, briefing.Sum(words)); err != nil || a.Text != words {
				t.Errorf("%q cannot be proved any more: %v", words, err)
			}
		}
		take(one, true, false)
		if _, ok, err := s.Withdrawn(ctx, id); ok || err != nil {
			t.Errorf("still withdrawn: %v", err)
		}
		if err := s.Check(ctx); err != nil {
			t.Error(err)
		}
	})
}

// TestIntakeIsOneTransaction breaks it in the middle: neither the item nor the
// article is there, so the item is taken at the next look.
func TestIntakeIsOneTransaction(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		bad := intake("a", "text")
		bad.Reading.Article.SHA256 = "no"
		if _, _, err := s.Take(ctx, bad); err == nil {
			t.Error("taken without a proof")
		}
		if _, err := s.write.ExecContext(ctx, `DROP TABLE origins`); err != nil { // the last thing that is written
			t.Fatal(err)
		}
		if _, _, err := s.Take(ctx, intake("a", "text")); err == nil {
			t.Error("taken without its origin")
		}
		if n := len(all(t, s)); n != 0 {
			t.Errorf("%d articles of an intake that failed", n)
		}
		if items, err := s.Items(ctx, feedURL); err != nil || len(items) != 0 {
			t.Errorf("%v, %v of an intake that failed", items, err)
		}
		ended, cancel := context.WithCancel(ctx)
		cancel()
		if _, _, err := s.Take(ended, intake("b", "text")); err == nil {
			t.Error("taken after the end")
		}
	})
}

func TestItemsAreForgotten(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		at(s, noon)
		for _, k := range []string{"a", "b"} {
			if _, _, err := s.Take(ctx, Intake{Source: feedURL, Item: Item{Key: k, Print: "p"}}); err != nil {
				t.Fatal(err)
			}
		}
		at(s, noon.Add(2*time.Hour))
		if err := s.SawItems(ctx, feedURL, []string{"b", "never there"}, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		items := must[map[string]Item](t)(s.Items(ctx, feedURL))
		if _, ok := items["b"]; !ok || len(items) != 1 {
			t.Errorf("%+v", items)
		}
	})
}

// cite makes a posted digest that showed a revision.
func cite(t *testing.T, s *Store, name, article, sum string, finished time.Time) {
	t.Helper()
	one := slot(name, finished)
	err := s.change(t.Context(), "cite", func(x *tx) error {
		_, err := x.ExecContext(t.Context(), `INSERT INTO slots (id, schedule, platform, team, channel, thread, local, zone, due, state, why, open, not_before, tries, made, finished, remote, version, corrected)
			VALUES (?, ?, '', '', '', '', ?, '', 0, 'posted', '', 0, 0, 0, 0, ?, '', 0, '')`, one.ID, name, one.Local, milli(finished))
		if err != nil {
			return err
		}
		_, err = x.ExecContext(t.Context(), `INSERT INTO shown (slot, n, article, sha256, first, past) VALUES (?, 1, ?, ?, 0, 1)`, one.ID, article, sum)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRetention(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		day := func(n int) time.Time { return noon.AddDate(0, 0, n) }
		body := func(k string, v int) string { return fmt.Sprintf("%s %d %s", k, v, strings.Repeat("x", 1000)) }
		for n, k := range []string{"a", "b", "c", "d", "e"} {
			at(s, day(n))
			for v := range 2 {
				if _, _, err := s.Take(ctx, intake(k, body(k, v))); err != nil {
					t.Fatal(err)
				}
			}
		}
		id := func(k string) string { return "https://news.example/" + k }
		cite(t, s, "long-ago", id("a"), briefing.Sum(body("a", 0)), day(-60)) // an old revision of a, cited long ago
		cite(t, s, "yesterday", id("b"), briefing.Sum(body("b", 1)), day(5))
		gone, err := s.Retain(ctx, Keep{Since: day(3).Add(-time.Hour), Shown: day(-20)})
		if err != nil || strings.Join(gone, " ") != id("a")+" "+id("c") {
			t.Fatalf("gone %v, %v", gone, err)
		}
		for k, want := range map[string][2]bool{"a": {true, false}, "b": {false, true}, "c": {false, false}, "d": {true, true}, "e": {true, true}} {
			for v := range 2 {
				_, err := s.Article(ctx, id(k), briefing.Sum(body(k, v)))
				if (err == nil) != want[v] {
					t.Errorf("revision %d of %s: %v", v, k, err)
				}
			}
		}
		gone, err = s.Retain(ctx, Keep{Bytes: 2100, Shown: day(-20)})
		if err != nil || strings.Join(gone, " ") != id("d") {
			t.Errorf("gone %v, %v", gone, err)
		}
		if gone, err = s.Retain(ctx, Keep{}); err != nil || len(gone) != 0 {
			t.Errorf("without a limit %v, %v", gone, err)
		}
		if err := s.Check(ctx); err != nil {
			t.Error(err)
		}
	})
}
