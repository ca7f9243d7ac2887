package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/bot/web"
	"briefingbot/briefing"
)

// pages are the verbs that have a page of their own, when nothing follows them.
var pages = map[string]string{"briefing": "/", "speakers": "/speakers", "sources": "/sources", "figures": "/figures", "timeline": "/timeline", "open": "/"}

// personal are the verbs that need to know who asks. The page does not: it has
// no reader to remember anything of.
var personal = []string{"changes", "watch", "unwatch", "mute", "unmute", "share", "schedule"}

// onPage answers what was typed into the page's search box: understood,
// answered, refused and numbered as in chat.
func (d *desk) onPage(_ context.Context, typed string, page int) web.Reply {
	n := *d
	n.link = func(p briefing.Passage) string { return web.Permalink("", p) }
	if length := utf8.RuneCountInString(typed); length > maxQuestion {
		return n.sheetOnPage(plainSheet(tooLong(length)), 1, nil)
	}
	q := understand(typed, n.table)
	q.talk = &talk{}
	if see := pages[q.verb.name]; see != "" && q.rest == "" && len(q.filters) == 0 {
		return web.Reply{See: see}
	}
	switch {
	case slices.Contains(personal, q.verb.name):
		return n.sheetOnPage(plainSheet("The page does not know who you are. Ask this in chat."), 1, nil)
	case q.verb.turns:
		return n.sheetOnPage(plainSheet("Here you follow the numbers and the links beneath an answer. Ask a question."), 1, nil)
	}
	s := n.serve(q)
	s.asked = "" // it stands above
	return n.sheetOnPage(s, page, func() (any, error) { return n.value(q) })
}

func tooLong(n int) string {
	return fmt.Sprintf("That is %d characters; a question has at most %d. Ask about one sentence of it.", n, maxQuestion)
}

// sheetOnPage sets one page of a sheet for the page.
func (d *desk) sheetOnPage(s sheet, page int, value func() (any, error)) web.Reply {
	page = min(max(page, 1), s.pages())
	out := web.Reply{Page: page, Pages: s.pages(), Value: value}
	var blocks []chat.Block
	if page == 1 {
		blocks = slices.Clone(s.lead)
	}
	heading := ""
	from, until := s.bounds(page - 1)
	for _, e := range s.entries[from:until] {
		if e.heading != heading {
			heading = e.heading
			blocks = append(blocks, chat.Block{Kind: chat.Heading, Runs: say(heading)})
		}
		blocks = append(blocks, e.blocks...)
	}
	if slices.ContainsFunc(s.foot, func(b chat.Block) bool { return b.Kind == chat.Table }) { // else it says what to type next
		blocks = append(blocks, s.foot...)
	}
	at := map[int]briefing.Citation{}
	for _, c := range s.citations {
		at[c.N] = c
	}
	used := map[int]bool{}
	for _, b := range blocks {
		set := onPage(b, at)
		for _, c := range set.Cites {
			if !used[c.N] {
				used[c.N] = true
				out.Citations = append(out.Citations, c)
			}
		}
		out.Blocks = append(out.Blocks, set)
	}
	if value == nil {
		said := plainText(blocks)
		out.Value = func() (any, error) { return map[string]string{"text": said}, nil }
	}
	return out
}

// kinds are the kinds of block in the page's words.
var kinds = map[chat.BlockKind]web.BlockKind{chat.Paragraph: web.Paragraph, chat.Heading: web.Heading, chat.Quotation: web.Quotation,
	chat.Bullet: web.Bullet, chat.Table: web.Table, chat.Note: web.Note}

// onPage sets a block for the page; at are the citations by number.
func onPage(b chat.Block, at map[int]briefing.Citation) web.Block {
	out := web.Block{Kind: kinds[b.Kind], Runs: runsOnPage(b.Runs)}
	if b.Kind == chat.Note && len(b.Runs) > 0 && b.Runs[0].Text == sourcesDiffer {
		out.Kind, out.Runs = web.Differ, referring(out.Runs, at)
	}
	for _, source := range b.Source {
		if c, ok := at[source.N]; ok {
			out.Cites = append(out.Cites, c)
			if out.Lang == "" {
				out.Lang = c.Article.Lang
			}
		}
	}
	for _, row := range b.Rows {
		var cells [][]web.Run
		for _, cell := range row {
			cells = append(cells, runsOnPage(cell))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func runsOnPage(runs []chat.Run) []web.Run {
	var out []web.Run
	for _, r := range runs {
		out = append(out, web.Run{Text: r.Text, Link: r.Link, Strong: r.Strong})
	}
	return out
}

// references are the numbers of citations as they stand in a line of text.
var references = regexp.MustCompile(`\[\d+\]`)

// referring sets the numbers in a line apart, so that each leads to its passage.
func referring(runs []web.Run, at map[int]briefing.Citation) (out []web.Run) {
	for _, r := range runs {
		done := 0
		for _, m := range references.FindAllStringIndex(r.Text, -1) {
			n, err := strconv.Atoi(r.Text[m[0]+1 : m[1]-1])
			c, ok := at[n]
			if err != nil || !ok || r.Strong { // words of an article
				continue
			}
			if before := r.Text[done:m[0]]; before != "" {
				out = append(out, web.Run{Text: before})
			}
			if len(out) == 0 || len(out[len(out)-1].Cites) == 0 {
				out = append(out, web.Run{})
			}
			last := &out[len(out)-1]
			last.Cites, done = append(last.Cites, c), m[1]
		}
		if r.Text = r.Text[done:]; r.Text != "" {
			out = append(out, r)
		}
	}
	return out
}

// plainText is what blocks say.
func plainText(blocks []chat.Block) string {
	var lines []string
	for _, b := range blocks {
		var line strings.Builder
		for _, r := range b.Runs {
			line.WriteString(r.Text)
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

// value is what a command prints with --json.
func (d *desk) value(q request) (any, error) {
	n := *d
	if len(q.filters) > 0 {
		if _, err := n.narrow(q); err != nil {
			return nil, err
		}
		speaker, topic := q.wish()
		switch _, known := n.topicNamed(topic); {
		case speaker != "":
			return n.corpus.Said(speaker, topic), nil
		case q.verb.name == "briefing" && topic != "" && !known:
			return n.question(topic), nil
		case q.verb.name == "briefing" || q.verb.name == "ask":
			q.rest = topic
		}
	}
	switch q.verb.name {
	case "briefing":
		return n.brief(q.rest)
	case "short":
		return n.brief("short")
	case "ask", "explain":
		if exactly(q.rest, append(n.topicNames(), "short", "long")) {
			return n.brief(q.rest)
		}
		return n.question(q.rest), nil
	case "who":
		return n.speaker(q.rest, q.text), nil
	case "said":
		return n.saying(q.rest, q.text), nil
	case "verify":
		return n.corpus.Check(q.rest), nil
	case "speakers":
		return listed("people", n.corpus.People())
	case "sources":
		return listed("articles", n.corpus.Articles())
	case "figures":
		return listed("figures", n.counted(q.rest))
	case "timeline":
		return listed("events", n.corpus.Timeline())
	case "topics":
		return listed("topics", n.topics)
	}
	return map[string]string{"text": plainText(n.serve(q).message(0).Blocks)}, nil
}

// sourcesOnPage are the sources with their health, without who added them.
func (n *newsroom) sourcesOnPage(ctx context.Context) []web.Source {
	var out []web.Source
	now := time.Now()
	for _, s := range n.sourcesNow(ctx) {
		s.Who = ""
		w := web.Source{Name: strings.TrimPrefix(s.URL, "file:"), Health: health(s, now), Failing: s.State.Why != "", Value: s}
		if strings.HasPrefix(s.URL, "http") {
			w.Link = s.URL
		}
		out = append(out, w)
	}
	return out
}

// originOnPage says where a text came from, as the page shows it.
func (n *newsroom) originOnPage(ctx context.Context, a *briefing.Article) web.Origin {
	o, err := n.store.Origin(ctx, a.ID, a.SHA256)
	if err != nil && ctx.Err() == nil {
		n.log.Error("where a text came from is not known", "article", a.ID, "error", err)
	}
	return web.Origin{URL: o.URL, Extractor: o.Extractor, Fetched: o.Fetched}
}

// withdrawnOnPage says why an article is not current any more, as the page shows it.
func (n *newsroom) withdrawnOnPage(ctx context.Context, id string) web.Withdrawal {
	w, _, err := n.store.Withdrawn(ctx, id)
	if err != nil && ctx.Err() == nil {
		n.log.Error("whether an article was withdrawn is not known", "article", id, "error", err)
	}
	return web.Withdrawal{At: w.At, Why: w.Why}
}

// open tells where the page is.
func (d *desk) open(q request) sheet {
	if q.rest != "" && strings.Trim(q.rest, "[]#0123456789") == "" {
		return plainSheet("To open a citation, type: source " + strings.Trim(q.rest, "[]#"))
	}
	address, days := d.home()
	if address == "" {
		return plainSheet("There is no page here: “briefingbot serve” has one.")
	}
	s := sheet{lead: []chat.Block{{Kind: chat.Paragraph, Runs: []chat.Run{{Text: "The page", Link: address, Strong: true}, {Text: ": the briefing, all articles, speakers, figures and dates."}}}}}
	if days > 0 {
		s.lead = append(s.lead, note(fmt.Sprintf("This link opens everything, for whoever has it, for %s.", plural(days, "day"))))
	}
	return s
}

// page is everything that is served over HTTP.
func (n *newsroom) page(s *store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", web.New(web.Config{
		Corpus: n.corpus, Topics: n.desk.topics, Words: n.config.Briefing.Words, Items: n.config.Briefing.Items,
		Public: n.config.Web.PublicURL, Keys: n.keys, Revision: s.Article, Ask: n.desk.onPage, Sources: n.sourcesOnPage, Memory: s,
		Origin: n.originOnPage, Withdrawn: n.withdrawnOnPage, Warm: true,
	}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	return mux
}
