package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"briefingbot/briefing"
)

// Reply is what the bot says to something that was typed.
type Reply struct {
	See       string // path of the page that shows it; then the rest is empty
	Blocks    []Block
	Citations []briefing.Citation // that the blocks cite
	Page      int                 // counted from 1
	Pages     int
	Value     func() (any, error) // the same as JSON
}

// Block is one part of a reply.
type Block struct {
	Kind  BlockKind
	Runs  []Run
	Cites []briefing.Citation
	Rows  [][][]Run // of a table: rows of cells
	Lang  string    // of a quotation
}

// BlockKind says how a block is set.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	Quotation BlockKind = "quotation"
	Bullet    BlockKind = "bullet"
	Table     BlockKind = "table"
	Note      BlockKind = "note"
	Differ    BlockKind = "differ" // how sources differ, beneath a quotation
)

// Run is a stretch of inert text, or the numbers of citations.
type Run struct {
	Cites  []briefing.Citation // instead of the rest
	Text   string
	Link   string // a path of this site, or an address that [external] lets pass
	Strong bool
}

type askPage struct {
	Reply
	Asked  bool
	Groups []group
	Topics []briefing.Topic
	Pager  pager
}

// group is what is set together: one block with the notes beneath it, or a list of
// entries, each with its notes.
type group struct {
	Block   Block
	After   []Block
	Entries [][]Block
}

func (s *site) ask(w http.ResponseWriter, r *http.Request) {
	q := strings.ToValidUTF8(strings.TrimSpace(r.URL.Query().Get("q")), "\uFFFD")
	v := askPage{Topics: s.Topics, Asked: q != ""}
	p := page{Title: "Ask the articles", Path: "/ask"}
	if !v.Asked {
		s.show(w, r, http.StatusOK, "ask", withData(p, v), map[string]any{"topics": s.Topics})
		return
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	v.Reply = s.Ask(r.Context(), q, max(n, 1))
	if v.See != "" {
		s.see(w, r, v.See)
		return
	}
	var value any
	if wantsJSON(r) && v.Value != nil {
		var err error
		if value, err = v.Value(); err != nil {
			value = map[string]string{"error": err.Error()}
		}
	}
	v.Groups = grouped(v.Blocks)
	v.Pager = pager{Path: "/ask", Query: "q=" + url.QueryEscape(q), Number: v.Reply.Page, Last: v.Pages}
	p.Title, p.Question = visible(cut(q, 80)), q
	s.show(w, r, http.StatusOK, "ask", withData(p, v), value)
}

func withData(p page, data any) page {
	p.Data = data
	return p
}

// see sends the reader to another page of the site, in the form they asked for.
func (s *site) see(w http.ResponseWriter, r *http.Request, path string) {
	q := url.Values{}
	if wantsJSON(r) {
		q.Set("format", "json")
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	w.Header().Set("Location", granted(r).address(path, "&"))
	w.WriteHeader(http.StatusSeeOther)
}

// grouped puts notes with what they are about, and the entries of a list, which
// follow one another, together.
func grouped(bs []Block) []group {
	var out []group
	for _, b := range bs {
		last := len(out) - 1
		listed := last >= 0 && len(out[last].Entries) > 0
		switch {
		case b.Kind == Bullet && listed:
			out[last].Entries = append(out[last].Entries, []Block{b})
		case b.Kind == Bullet:
			out = append(out, group{Entries: [][]Block{{b}}})
		case b.Kind == Note && listed:
			es := out[last].Entries
			es[len(es)-1] = append(es[len(es)-1], b)
		case (b.Kind == Note || b.Kind == Differ) && last >= 0 && out[last].Block.Kind == Quotation:
			out[last].After = append(out[last].After, b)
		default:
			out = append(out, group{Block: b})
		}
	}
	return out
}
