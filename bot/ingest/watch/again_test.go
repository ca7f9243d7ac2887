package watch

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

// later makes all that is known of the pages of a source older by d.
func (b *bench) later(path string, d time.Duration) {
	b.t.Helper()
	var pages map[string]seenPage
	v, err := b.Store.Load(b.t.Context(), pagesKey(b.URL+path))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := json.Unmarshal(v, &pages); err != nil {
		b.t.Fatal(err)
	}
	for key, p := range pages {
		p.Taken, p.Looked = p.Taken.Add(-d), p.Looked.Add(-d)
		pages[key] = p
	}
	if v, err = json.Marshal(pages); err != nil {
		b.t.Fatal(err)
	}
	if err := b.Store.Save(b.t.Context(), pagesKey(b.URL+path), v, time.Hour); err != nil {
		b.t.Fatal(err)
	}
}

// TestPagesEditedSilently follows a page whose feed never says that it changed.
func TestPagesEditedSilently(t *testing.T) {
	b := newBench(t)
	b.set("/feed", rss([4]string{"/a", "1", "A", "Summary of a."}))
	b.set("/a", htmlPage(story("Alpha one")))
	b.look("/feed")
	first := briefing.Sum(b.text("/a"))
	b.look("/feed")
	if n := b.count("/a"); n != 1 {
		t.Fatalf("a page that is not due was asked for %d times", n)
	}

	b.later("/feed", 2*time.Hour)
	if l := b.look("/feed"); l.Updated != 0 || b.count("/a") != 2 || l.Why != "" {
		t.Errorf("a page that is due and was not changed: %+v, asked for %d times", l, b.count("/a"))
	}
	if b.look("/feed"); b.count("/a") != 2 {
		t.Errorf("a page that was just looked at was asked for %d times", b.count("/a"))
	}

	b.set("/a", htmlPage(strings.Replace(story("Alpha one"), "on day 9", "on day 8, not 9", 1)))
	b.later("/feed", 3*time.Hour)
	if l := b.look("/feed"); l.Updated != 1 || !l.Changed.Equal(l.Looked) {
		t.Errorf("a page edited while the feed stayed as it was: %+v", l)
	}
	if now := b.text("/a"); !strings.Contains(now, "not 9") {
		t.Errorf("the text is still %q", now)
	}
	if _, err := b.Store.Article(t.Context(), b.URL+"/a", first); err != nil {
		t.Errorf("the revision that may be cited is not kept: %v", err)
	}

	b.set("/a", htmlPage(strings.Repeat("We value your privacy and ask you to agree to our partners before you read on. ", 12)))
	b.later("/feed", 12*time.Hour)
	if l := b.look("/feed"); l.Updated != 0 {
		t.Errorf("a form was taken for a revision: %+v", l)
	}
	b.want("/a: Alpha one")
}

// TestPagesGoneSilently withdraws a page that is gone twice, not once.
func TestPagesGoneSilently(t *testing.T) {
	b := newBench(t)
	b.set("/feed", rss([4]string{"/a", "1", "A", "Summary of a."}))
	b.set("/a", htmlPage(story("Alpha one")))
	b.look("/feed")
	b.put("/a", page{code: 404})
	b.later("/feed", 2*time.Hour)
	b.look("/feed")
	b.want("/a: Alpha one")
	b.later("/feed", 6*time.Hour)
	b.look("/feed")
	b.want("")
	if fmt.Sprint(b.gone) != fmt.Sprint([]string{b.URL + "/a"}) {
		t.Errorf("gone: %q", b.gone)
	}
}

// TestPagesAgainAreFew asks one look for no more than its share of pages, and
// for none that is a month old.
func TestPagesAgainAreFew(t *testing.T) {
	b := newBench(t)
	var items [][4]string
	for i := range againAtOnce + 5 {
		at := fmt.Sprintf("/%02d", i)
		items = append(items, [4]string{at, at, at, "Summary."})
		b.set(at, htmlPage(story("Story "+at[1:])))
	}
	b.set("/feed", rss(items...))
	b.look("/feed")
	asked := func() (n int) {
		for _, i := range items {
			n += b.count(i[0])
		}
		return n - len(items)
	}
	b.later("/feed", 2*time.Hour)
	if b.look("/feed"); asked() != againAtOnce {
		t.Errorf("one look asked for %d pages again, want %d", asked(), againAtOnce)
	}
	if b.look("/feed"); asked() != len(items) {
		t.Errorf("two looks asked for %d pages again, want %d", asked(), len(items))
	}
	b.later("/feed", againUntil+time.Hour)
	if b.look("/feed"); asked() != len(items) {
		t.Errorf("pages of more than a month were asked for again: %d", asked()-len(items))
	}
}
