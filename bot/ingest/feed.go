package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"briefingbot/briefing"

	"codeberg.org/readeck/go-readability/v2/render"
	"github.com/mmcdole/gofeed"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"golang.org/x/net/html"
)

// Item is what a feed or a sitemap offers: an article, or where one is.
type Item struct {
	Key       string // what the item is known by from one look to the next
	GUID      string // as the feed gives it; a feed may reuse it
	URL       string // where the article is; empty when not stated
	Title     string
	Outlet    string
	Lang      string
	Published time.Time
	Print     string // of all that is stated: another one means that the item was changed
	Whole     bool   // the text stands in the item itself
	text      string
}

// Offer is what was found at an address that is not itself an article.
type Offer struct {
	Kind      string // "feed" or "sitemap"
	Title     string
	Items     []Item
	Withdrawn []string // GUIDs that the feed takes back
	Sitemaps  []string // of a sitemap's index: where to look further, the newest first
	Over      int      // items that are left out because there are too many
}

// MostItems is the most items of one look; a feed of more is read from its
// beginning, a sitemap from its newest.
const MostItems = 1000

// wholeWords is how many words an item's own text has at least to be taken for
// the article, so that its page need not be fetched.
const wholeWords = 120

// feed reads RSS, Atom or JSON Feed. at is where it came from.
func feed(b []byte, at *url.URL, now time.Time) (*Offer, *Error) {
	f, err := parseFeed(b)
	if err != nil || f == nil {
		return nil, &Error{Reason: "is a feed that cannot be read", Remedy: "look at it with a feed validator", Err: err}
	}
	o := &Offer{Kind: "feed", Title: oneLine(plainWords(f.Title)), Over: max(0, len(f.Items)-MostItems)}
	for _, i := range f.Items[:min(len(f.Items), MostItems)] {
		if i != nil {
			o.Items = append(o.Items, item(i, f, at, now))
		}
	}
	for _, e := range f.Extensions["at"]["deleted-entry"] { // RFC 6721
		if ref := e.Attrs["ref"]; ref != "" {
			o.Withdrawn = append(o.Withdrawn, short(ref))
		}
	}
	keys(o.Items)
	return o, nil
}

// parseFeed keeps a feed from ending the program.
func parseFeed(b []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("read a feed: %v", p)
		}
	}()
	if !isJSONFeed(b) {
		return gofeed.NewParser().Parse(bytes.NewReader(b))
	}
	stated, err := (&jsonfeed.Parser{}).Parse(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	for _, i := range stated.Items {
		if i != nil && i.ContentHTML == "" && i.ContentText != "" { // the one kind of text that is no HTML
			i.ContentHTML = "<pre>" + html.EscapeString(i.ContentText) + "</pre>"
		}
	}
	return (&gofeed.DefaultJSONTranslator{}).Translate(stated)
}

func item(i *gofeed.Item, f *gofeed.Feed, at *url.URL, now time.Time) Item {
	out := Item{GUID: short(i.GUID), Title: oneLine(plainWords(i.Title)), Lang: lang(f.Language), Published: credible(date(cmp.Or(i.Published, i.Updated)), now)}
	for _, link := range slices.Concat([]string{i.Link}, i.Links) {
		if out.URL = clean(link, at); out.URL != "" {
			break
		}
	}
	if out.URL == "" && strings.HasPrefix(out.GUID, "http") {
		out.URL = clean(out.GUID, at) // an RSS guid is a permalink unless it says otherwise
	}
	if d := i.DublinCoreExt; d != nil && len(d.Publisher) > 0 {
		out.Outlet = oneLine(d.Publisher[0])
	}
	if out.Outlet == "" {
		out.Outlet = oneLine(plainWords(f.Title))
	}
	for _, body := range []string{i.Content, i.Description} {
		if out.text == "" {
			out.text = fragment(body)
		}
	}
	out.Whole = len(strings.Fields(out.text)) >= wholeWords && i.Content != ""
	out.Print = briefing.Sum(strings.Join([]string{out.Title, out.URL, i.Updated, out.text}, "\x00"))[:32]
	return out
}

// credible drops a date that cannot be: a feed that dates tomorrow, or before
// there was a web, states nothing.
func credible(t, now time.Time) time.Time {
	if t.Year() < 1990 || t.After(now.Add(24*time.Hour)) {
		return time.Time{}
	}
	return t
}

// keys names the items so that each is known again: by where its article is;
// where several share that, by the feed's id as well, and where that is shared
// too, by the title. What is still the same is the same.
func keys(items []Item) {
	by := func(key func(Item) string) map[string]int {
		n := map[string]int{}
		for _, i := range items {
			n[key(i)]++
		}
		return n
	}
	links := by(func(i Item) string { return i.URL })
	both := by(func(i Item) string { return i.URL + "\x00" + i.GUID })
	for k := range items {
		i := &items[k]
		switch {
		case i.URL != "" && links[i.URL] == 1:
			i.Key = i.URL
		case i.GUID != "" && both[i.URL+"\x00"+i.GUID] == 1:
			i.Key = i.URL + "#" + i.GUID
		default:
			i.Key = i.URL + "#" + i.GUID + "#" + briefing.Sum(i.Title + "\x00" + i.text)[:16]
		}
		if len(i.Key) > 480 {
			i.Key = i.Key[:440] + briefing.Sum(i.Key)[:32]
		}
		i.Key = strings.ToValidUTF8(oneLine(i.Key), "")
	}
}

// Article is the article that stands in the item itself; ok is false when
// nothing does. The words a feed has for a page of another site are the feed's:
// their ID is not the page's.
func (i Item) Article(source string) (a briefing.Article, ok bool) {
	if blank(i.text) {
		return a, false
	}
	id := i.ID(source)
	if at, err := url.Parse(source); id == i.URL && (err != nil || !sameSite(i.URL, at)) {
		id = keyed(source, i.Key)
	}
	return briefing.Article{ID: id, URL: i.URL, Title: i.Title, Outlet: i.Outlet, Published: i.Published, Lang: i.Lang, Text: i.text}, true
}

// ID is what the item's article is called: where it is, or its key at the source.
func (i Item) ID(source string) string {
	if i.Key == i.URL {
		return i.Key
	}
	return keyed(source, i.Key)
}

// keyed is what an article is called that only its source knows.
func keyed(source, key string) string {
	if len(source) > 400 {
		source = source[:300] + briefing.Sum(source)[:16]
	}
	return strings.ToValidUTF8(source, "") + "#" + briefing.Sum(key)[:16]
}

// State adds what the item states to an article of its page, where the page
// states nothing.
func (i Item) State(a *briefing.Article) {
	a.Title = cmp.Or(a.Title, i.Title)
	a.Outlet = cmp.Or(a.Outlet, i.Outlet)
	a.Lang = cmp.Or(a.Lang, i.Lang)
	if a.Published.IsZero() {
		a.Published = i.Published
	}
	a.URL = cmp.Or(a.URL, i.URL)
}

// fragment returns the text of a piece of HTML, a line for each block.
func fragment(s string) string {
	if blank(s) || len(s) > maxPage {
		return ""
	}
	doc, err := html.Parse(strings.NewReader(strings.ToValidUTF8(s, "\ufffd")))
	if err != nil {
		return ""
	}
	prune(doc)
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(rendered(doc), "\ufffd"), "\x00", "\ufffd"))
}

// rendered is the text of doc; empty where it cannot be worked out.
func rendered(doc *html.Node) (s string) {
	defer func() {
		if recover() != nil { // a page must not end the program
			s = ""
		}
	}()
	return render.InnerText(doc)
}

// plainWords takes mark-up out of a title.
func plainWords(s string) string {
	if strings.ContainsAny(s, "<&") && len(s) < 10_000 {
		return strings.Join(strings.Fields(fragment(s)), " ")
	}
	return s
}

// short keeps a hostile id from filling the store.
func short(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
	if len(s) > 480 {
		return briefing.Sum(s)
	}
	return s
}

// tracking are the parameters of an address that say only who followed it.
var tracking = []string{"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "xtor", "ocid", "cmpid", "ns_mchannel", "at_medium", "at_campaign"}

// clean returns an address in full, without what does not lead anywhere;
// empty when it is none of the web.
func clean(s string, at *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || strings.TrimSpace(s) == "" {
		return ""
	}
	if at != nil {
		u = at.ResolveReference(u)
	}
	if u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment, u.Host = "", "", strings.ToLower(u.Host)
	if u.RawQuery != "" {
		var kept []string
		for p := range strings.SplitSeq(u.RawQuery, "&") {
			name, _, _ := strings.Cut(strings.ToLower(p), "=")
			if !strings.HasPrefix(name, "utm_") && !slices.Contains(tracking, name) {
				kept = append(kept, p)
			}
		}
		u.RawQuery = strings.Join(kept, "&")
	}
	if s = address(u.String()); len(s) > 480 {
		return ""
	}
	return s
}
