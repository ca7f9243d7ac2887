package watch

import (
	"strings"
	"testing"
)

// TestAnArticleOfTwoFeedsIsStillCorrected: the feed that offered it first goes on
// telling what becomes of it; the other one cannot take it back.
func TestAnArticleOfTwoFeedsIsStillCorrected(t *testing.T) {
	b := newBench(t)
	b.Pages = false
	b.set("/f1", rss([4]string{"/a", "1", "A", "First words of a."}))
	b.set("/f2", rss([4]string{"/a", "x", "A", "Second words of a."}))
	b.look("/f1")
	b.look("/f2")
	b.set("/f1", rss([4]string{"/a", "1", "A", "Third words of a."}))
	if l := b.look("/f1"); l.Updated != 1 {
		t.Errorf("corrected by the feed it is of: %+v", l)
	}
	b.want("/a: Third words")
	b.set("/f2", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>
		<at:deleted-entry ref="x" when="2026-01-28T09:00:00Z"/></feed>`)
	b.look("/f2")
	b.want("/a: Third words")
	if _, err := b.Store.RemoveSource(t.Context(), b.URL+"/f1"); err != nil {
		t.Fatal(err)
	}
	b.set("/f2", rss([4]string{"/a", "x", "A", "Fourth words of a."}))
	if l := b.look("/f2"); l.Updated != 1 {
		t.Errorf("changed by the only feed that is left: %+v", l)
	}
	b.want("/a: Fourth words")
}

// TestAFeedDoesNotSpeakForAnotherSite: the words a feed has for a page of another
// site are the feed's, and do not stand in the way of the page itself.
func TestAFeedDoesNotSpeakForAnotherSite(t *testing.T) {
	b := newBench(t)
	b.Pages = false
	b.set("/false", rss([4]string{"https://paper.example/a", "1", "A", "Made up words of a."}))
	if l := b.look("/false"); l.New != 1 {
		t.Fatalf("%+v", l)
	}
	for r, err := range b.Store.Readings(t.Context()) {
		if err != nil || !strings.HasPrefix(r.Article.ID, b.URL+"/false#") || r.Article.URL != "https://paper.example/a" {
			t.Errorf("%s, %s, %v", r.Article.ID, r.Article.URL, err)
		}
	}
}
