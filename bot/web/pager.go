package web

import (
	"fmt"
	"net/http"
	"strconv"
)

// perPage is how many entries a list shows at once; a corpus may have a hundred
// thousand articles.
const perPage = 100

// pager is where a page of a list stands among the others.
type pager struct {
	Path   string
	Query  string // other parameters; may be empty
	Number int    // from 1
	Last   int
}

// Before is the address of the page before; empty on the first.
func (p pager) Before() string { return p.at(p.Number - 1) }

// After is the address of the page after; empty on the last.
func (p pager) After() string { return p.at(p.Number + 1) }

func (p pager) at(n int) string {
	switch {
	case n < 1 || n > p.Last:
		return ""
	case n == 1 && p.Query == "":
		return p.Path
	case n == 1:
		return p.Path + "?" + p.Query
	case p.Query == "":
		return fmt.Sprintf("%s?page=%d", p.Path, n)
	}
	return fmt.Sprintf("%s?%s&page=%d", p.Path, p.Query, n)
}

// paged returns the entries of the page that r asks for; of the nearest one
// when there is none.
func paged[T any](all []T, r *http.Request) ([]T, pager) {
	p := pager{Path: r.URL.EscapedPath(), Last: max(1, (len(all)+perPage-1)/perPage)}
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		n = 1
	}
	p.Number = min(max(n, 1), p.Last)
	from := (p.Number - 1) * perPage
	return all[from:min(from+perPage, len(all))], p
}
