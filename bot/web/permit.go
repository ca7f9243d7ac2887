package web

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"net/url"
	"strings"
)

type grantKey struct{}

// granted is what a request may see.
func granted(r *http.Request) grant {
	g, _ := r.Context().Value(grantKey{}).(grant)
	return g
}

// permit lets through only what was signed, where anything is. All else is told
// the same, whatever was asked for, so that nobody learns what there is.
func (s *site) permit(w http.ResponseWriter, r *http.Request) (*http.Request, bool) {
	if len(s.Keys) == 0 {
		return r, true
	}
	g, ended, ok := s.Keys.open(r.URL.Query().Get(passName), r.URL.Path, s.Now())
	switch {
	case ok:
		return r.WithContext(context.WithValue(r.Context(), grantKey{}, g)), true
	case ended:
		http.Error(w, "This link has ended. Ask the bot again for a new one.", http.StatusForbidden)
	default:
		http.Error(w, "Not found", http.StatusNotFound)
	}
	return nil, false
}

// sign gives every address of this site on a page the permission that the page
// was opened with. A double quotation mark in text is escaped, so what is found
// here is markup of the templates.
func (g grant) sign(page []byte) []byte {
	if !g.signed() {
		return page
	}
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/4)
	for {
		i := bytes.Index(page, []byte(`="/`))
		if i < 0 {
			break
		}
		end := bytes.IndexByte(page[i+2:], '"')
		if end < 0 {
			break
		}
		out.Write(page[:i+2])
		address := string(page[i+2 : i+2+end])
		if link := bytes.HasSuffix(page[:i], []byte("href")) || bytes.HasSuffix(page[:i], []byte("cite")); link {
			address = g.address(address, "&amp;")
		}
		out.WriteString(address)
		page = page[i+2+end:]
	}
	out.Write(page)
	return out.Bytes()
}

// address gives one address of this site, as it stands in HTML, the permission
// of the page that shows it. Who may see one page only is led on to passages
// and to what pages look like.
func (g grant) address(a, join string) string {
	if !g.signed() {
		return a
	}
	if g.whole {
		return with(a, g.keys.pass(whole, g.until), join)
	}
	u, err := url.Parse(html.UnescapeString(a))
	if err != nil || u.Path != "/style.css" && u.Path != "/icon.svg" && !strings.HasPrefix(u.Path, "/p/") {
		return a
	}
	return with(a, g.keys.pass(u.Path, g.until), join)
}

// pass is what a form of the page sends along; empty where nothing is signed,
// or where there is no form.
func (g grant) pass() string {
	if !g.signed() || !g.whole {
		return ""
	}
	return g.keys.pass(whole, g.until)
}

// Narrow reports whether only the page that was asked for may be seen.
func (g grant) Narrow() bool { return g.signed() && !g.whole }
