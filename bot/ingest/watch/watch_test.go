package watch

import (
	"fmt"
	"strings"
	"testing"

	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// TestFeedsLife follows a feed: new items with their pages, nothing new, an
// order turned around, an item changed, a page gone.
func TestFeedsLife(t *testing.T) {
	b := newBench(t)
	a, c := [4]string{"/a", "1", "A", "Summary of a."}, [4]string{"/c", "2", "C", "Summary of c."}
	b.set("/feed", rss(a, c))
	b.set("/a", htmlPage(story("Alpha one")))
	b.set("/c", htmlPage(story("Charlie one")))
	if l := b.look("/feed"); l.New != 2 || l.Kind != "feed" || l.Title != "The Quay" || l.Why != "" || l.Failures != 0 {
		t.Errorf("first look: %+v", l)
	}
	b.want("/a: Alpha one; /c: Charlie one")
	if l := b.look("/feed"); l.New+l.Updated != 0 || l.Good.IsZero() || b.count("/a") != 1 {
		t.Errorf("a look at what has not changed: %+v, page asked for %d times", l, b.count("/a"))
	}
	b.set("/feed", rss(c, a))
	if l := b.look("/feed"); l.New+l.Updated != 0 || b.count("/a") != 1 {
		t.Errorf("reordered: %+v, page asked for %d times", l, b.count("/a"))
	}
	first := briefing.Sum(b.text("/a"))
	b.set("/a", htmlPage(story("Alpha two")))
	a[2] = "A, corrected"
	b.set("/feed", rss(c, a))
	if l := b.look("/feed"); l.New != 0 || l.Updated != 1 {
		t.Errorf("an item was changed: %+v", l)
	}
	b.want("/a: Alpha two; /c: Charlie one")
	if old, err := b.Store.Article(t.Context(), b.URL+"/a", first); err != nil || !strings.HasPrefix(old.Text, "Alpha one") {
		t.Errorf("the revision that may be cited cannot be proved: %v", err)
	}
	b.put("/a", page{code: 410})
	a[2] = "A, taken back"
	b.set("/feed", rss(c, a))
	b.look("/feed")
	b.want("/c: Charlie one")
	if w, ok, err := b.Store.Withdrawn(t.Context(), b.URL+"/a"); !ok || err != nil || w.Why != "gone from its site" || len(b.gone) != 1 {
		t.Errorf("%+v %v %v %v", w, ok, err, b.gone)
	}
	if o, err := b.Store.Origin(t.Context(), b.URL+"/c", briefing.Sum(b.text("/c"))); err != nil || !strings.Contains(o.Extractor, "readability") || o.Source != b.URL+"/feed" {
		t.Errorf("%+v %v", o, err)
	}
}

// TestAWallIsNoRevision: what stands for a while where an article was does not
// take its place, and a page that is missing once is not withdrawn.
func TestAWallIsNoRevision(t *testing.T) {
	b := newBench(t)
	item := [4]string{"/a", "1", "A", "Summary of a."}
	b.set("/feed", rss(item))
	b.set("/a", htmlPage(story("Alpha one")))
	b.look("/feed")
	whole := b.text("/a")
	again := func(title string) store.Look {
		t.Helper()
		item[2] = title
		b.set("/feed", rss(item))
		return b.look("/feed")
	}
	b.put("/a", page{code: 403})
	if l := again("A, told again"); l.Updated != 0 || l.Refused != 1 || b.text("/a") != whole {
		t.Errorf("the summary stands in for the article: %+v", l)
	}
	b.set("/a", htmlPage(strings.Repeat("We value your privacy and ask you to agree before you read on. ", 3)))
	if l := again("A, once more"); l.Updated != 0 || l.Refused != 1 || b.text("/a") != whole {
		t.Errorf("a form is a revision: %+v", l)
	}
	b.put("/a", page{code: 404})
	if l := again("A, and again"); l.Left != 1 || b.text("/a") != whole {
		t.Errorf("a page that is missing once is withdrawn: %+v", l)
	}
	b.set("/a", htmlPage(story("Alpha two")))
	if l := b.look("/feed"); l.Updated != 1 || l.Left != 0 {
		t.Errorf("the page that is back is not taken: %+v", l)
	}
	b.want("/a: Alpha two")
	b.put("/a", page{code: 404})
	again("A, at last")
	if b.look("/feed"); len(b.gone) != 1 {
		t.Errorf("a page that is missing twice is not withdrawn: %v", b.gone)
	}
}

// TestIDsThatAreReused: a feed gives a new story an old id, and gives a story
// whose address has changed its own.
func TestIDsThatAreReused(t *testing.T) {
	b := newBench(t)
	b.set("/old", htmlPage(story("Old words")))
	b.set("/feed", rss([4]string{"/old", "1", "A", ""}))
	b.look("/feed")
	b.set("/other", htmlPage(strings.Repeat("Something else entirely happened at the stadium, where nobody paid for the seats. ", 9)))
	b.set("/feed", rss([4]string{"/other", "1", "B", ""}))
	if l := b.look("/feed"); l.New != 1 || l.Updated != 0 {
		t.Errorf("another story under the same id: %+v", l)
	}
	b.want("/old: Old words; /other: Something else")
	b.set("/feed", rss([4]string{"/first-title", "2", "C", ""}))
	b.set("/first-title", htmlPage(story("Moved words")))
	b.look("/feed")
	b.set("/better-title", htmlPage(story("Moved words")+"And one more sentence at the end of it."))
	b.set("/feed", rss([4]string{"/better-title", "2", "C", ""}))
	if l := b.look("/feed"); l.New != 0 || l.Updated != 1 {
		t.Errorf("the same story at another address: %+v", l)
	}
	b.want("/first-title: Moved words; /old: Old words; /other: Something else")
}

func TestPagesThatCannotBeRead(t *testing.T) {
	b := newBench(t)
	b.set("/robots.txt", "User-agent: *\nDisallow: /private/")
	b.set("/feed", rss([4]string{"/private/a", "1", "A", "Words of a, as its feed has them."}, [4]string{"/missing", "2", "B", ""}, [4]string{"/broken", "3", "C", "Words of c."}))
	b.put("/broken", page{code: 502})
	l := b.look("/feed")
	if l.New != 1 || l.Refused != 1 || l.Left != 1 || l.Reason == "" || l.Why != "" {
		t.Errorf("%+v", l)
	}
	b.want("/private/a: Words of")
	if b.count("/private/a") != 0 {
		t.Error("robots.txt was not asked")
	}
	b.set("/broken", htmlPage(story("Charlie is")))
	if l = b.look("/feed"); l.New != 1 || l.Left != 0 {
		t.Errorf("after the repair: %+v", l)
	}
	for i := range 2 { // the feed in full, and as unchanged
		if l = b.look("/feed"); l.Refused != 1 || l.Reason == "" {
			t.Errorf("look %d: what is left out is not told any more: %+v", i+3, l)
		}
	}
	b.want("/broken: Charlie is; /private/a: Words of")
	if b.count("/missing") != 1 {
		t.Errorf("what is missing was asked for %d times", b.count("/missing"))
	}
}

// TestNothingIsLostWhenStoringFails: the first look breaks at the store, the
// next one takes everything in.
func TestNothingIsLostWhenStoringFails(t *testing.T) {
	b := newBench(t)
	b.set("/feed", rss([4]string{"/a", "1", "A", ""}, [4]string{"/c", "2", "C", ""}))
	b.set("/a", htmlPage(story("Alpha one")))
	b.set("/c", htmlPage(story("Charlie one")))
	db, _ := b.Store.DB()
	if _, err := db.ExecContext(t.Context(), `CREATE TRIGGER broken BEFORE INSERT ON origins WHEN new.article LIKE '%/c' BEGIN SELECT RAISE(ABORT, 'no'); END`); err != nil {
		t.Fatal(err)
	}
	if l := b.look("/feed"); l.New != 1 || l.Failures != 1 || l.ETag != "" {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one")
	if _, err := db.ExecContext(t.Context(), `DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	if l := b.look("/feed"); l.New != 1 || l.Failures != 0 || l.Why != "" {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one; /c: Charlie one")
}

func TestSitemapsAndPages(t *testing.T) {
	b := newBench(t)
	b.set("/index.xml", `<sitemapindex><sitemap><loc>`+b.URL+`/s1.xml</loc></sitemap><sitemap><loc>`+b.URL+`/none.xml</loc></sitemap></sitemapindex>`)
	b.set("/s1.xml", `<urlset><url><loc>`+b.URL+`/a</loc><lastmod>2026-01-28</lastmod></url></urlset>`)
	b.set("/a", htmlPage(story("Alpha one")))
	if l := b.look("/index.xml"); l.New != 1 || l.Kind != "sitemap" || l.Refused != 1 {
		t.Errorf("%+v", l)
	}
	b.set("/p", htmlPage(story("Papa one")))
	if l := b.look("/p"); l.New != 1 || l.Kind != "page" {
		t.Errorf("%+v", l)
	}
	b.set("/p", htmlPage(story("Papa two")))
	if l := b.look("/p"); l.Updated != 1 {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one; /p: Papa two")
	b.put("/p", page{code: 404})
	b.look("/p") // it may be a mistake of the site's
	b.want("/a: Alpha one; /p: Papa two")
	b.look("/p")
	b.want("/a: Alpha one")
}

// TestManyPages holds that a look fetches only so many, and the next the rest.
func TestManyPages(t *testing.T) {
	b := newBench(t)
	var items [][4]string
	for i := range mostPages + 5 {
		p := fmt.Sprintf("/p%02d", i)
		b.set(p, htmlPage(story(fmt.Sprintf("Page %d", i))))
		items = append(items, [4]string{p, p, p, ""})
	}
	b.set("/feed", rss(items...))
	if l := b.look("/feed"); l.New != mostPages || l.Left != 5 {
		t.Errorf("%+v", l)
	}
	if l := b.look("/feed"); l.New != 5 || l.Left != 0 { // the feed itself has not changed
		t.Errorf("%+v", l)
	}
}

// TestTwoFeedsOfOneArticle: it is the first one's, and does not flicker.
func TestTwoFeedsOfOneArticle(t *testing.T) {
	b := newBench(t)
	b.Pages = false
	b.set("/f1", rss([4]string{"/a", "1", "A", "First words of a."}))
	b.set("/f2", rss([4]string{"/a", "x", "A", "Second words of a."}))
	if l := b.look("/f1"); l.New != 1 {
		t.Errorf("%+v", l)
	}
	if l := b.look("/f2"); l.New+l.Updated != 0 {
		t.Errorf("%+v", l)
	}
	b.want("/a: First words")
}

func TestAddingSources(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.set("/feed", rss([4]string{"", "1", "A", "Some words here."}))
	s, added, err := b.Add(ctx, b.URL+"/feed#x", "U1")
	if err != nil || !added || s.State.New != 1 || s.Who != "U1" {
		t.Errorf("%+v %v %v", s, added, err)
	}
	if _, added, err = b.Add(ctx, b.URL+"/feed", "U2"); err != nil || added {
		t.Errorf("added again: %v %v", added, err)
	}
	for _, bad := range []string{b.URL + "/none", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "file:///etc/passwd", "https://u:p@x.example/"} {
		s, added, err := b.Add(ctx, bad, "U1")
		if added || err == nil && s.State.Why == "" {
			t.Errorf("%s was added: %+v", bad, s)
		}
	}
	if all, err := b.Store.Sources(ctx); err != nil || len(all) != 1 {
		t.Errorf("%d sources, %v", len(all), err)
	}
	b.set("/p", htmlPage(story("Papa one")))
	for i := range 2 {
		a, fresh, err := b.Page(ctx, b.URL+"/p")
		if err != nil || fresh != (i == 0) || a.ID != b.URL+"/p" {
			t.Errorf("%+v %v %v", a, fresh, err)
		}
	}
	if _, _, err := b.Page(ctx, b.URL+"/feed"); err == nil || !strings.Contains(err.Error(), "add it as a source") {
		t.Errorf("a feed was added as a page: %v", err)
	}
	if all, err := b.Store.Sources(ctx); err != nil || len(all) != 1 {
		t.Errorf("a page became a source: %d, %v", len(all), err)
	}
}
