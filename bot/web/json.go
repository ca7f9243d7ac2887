package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// wantsJSON reports whether a request asks for the page as JSON: with
// ?format=json, or because it accepts that rather than HTML.
func wantsJSON(r *http.Request) bool {
	switch r.URL.Query().Get("format") {
	case "json":
		return true
	case "html":
		return false
	}
	var page, data float64
	for _, offer := range strings.Split(r.Header.Get("Accept"), ",") {
		kind, rest, _ := strings.Cut(offer, ";")
		weight := 1.0
		for _, p := range strings.Split(rest, ";") {
			if q, ok := strings.CutPrefix(strings.TrimSpace(p), "q="); ok {
				weight, _ = strconv.ParseFloat(q, 64)
			}
		}
		switch strings.ToLower(strings.TrimSpace(kind)) {
		case "application/json":
			data = max(data, weight)
		case "text/html", "application/xhtml+xml":
			page = max(page, weight)
		}
	}
	return data > page
}

// writeJSON writes v on one line, as the verbs do with --json.
func (s *site) writeJSON(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		http.Error(w, "write JSON: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// listed is the JSON of one page of a list: the list as the verb of its name
// prints it, and where it stands among the others.
func listed[T any](name string, list []T, p pager, total int) map[string]any {
	if list == nil {
		list = []T{}
	}
	return map[string]any{name: list, "page": p.Number, "pages": p.Last, "total": total}
}
