// Package web is the page people look at: the briefing, the answers, and every
// article with the cited passage marked. It needs no script, asks nothing of
// any other server, and shows text from articles as inert text.
package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"briefingbot/briefing"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static/style.css
var style []byte

//go:embed static/icon.svg
var icon []byte

// Config is what the pages are made from.
type Config struct {
	Corpus *briefing.Corpus // may grow while it is served
	Topics []briefing.Topic
	Words  int // see [briefing.Options]
	Items  int
	Title  string // the name of the site; empty means "Briefing"
	Public string // the URL people reach it by; its host is served besides IP addresses and localhost

	// Revision returns an article as it was when the SHA-256 of its text began
	// with sum. Without it only the current texts can be shown.
	Revision func(ctx context.Context, id, sum string) (*briefing.Article, error)
}

type site struct {
	Config
	public  string // host of Public
	pages   map[string]*template.Template
	version string // of the style sheet

	mu    sync.Mutex
	brief briefing.Briefing // made from brief.Articles
	made  bool
}

// New returns the handler of all pages. It answers GET and HEAD only.
func New(c Config) http.Handler {
	s := newSite(c)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.briefing)
	mux.HandleFunc("GET /briefing.json", s.briefingJSON)
	mux.HandleFunc("GET /ask", s.ask)
	mux.HandleFunc("GET /article/{id}", s.article)
	mux.HandleFunc("GET /p/{id}/{span}/{sum}", s.passage)
	mux.HandleFunc("GET /speakers", s.speakers)
	mux.HandleFunc("GET /speaker/{name}", s.speaker)
	mux.HandleFunc("GET /figures", s.figures)
	mux.HandleFunc("GET /timeline", s.timeline)
	mux.HandleFunc("GET /sources", s.sources)
	mux.HandleFunc("GET /style.css", s.asset("text/css; charset=utf-8", style))
	mux.HandleFunc("GET /icon.svg", s.asset("image/svg+xml", icon))
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		s.missing(w, r, "There is no such page.")
	})
	return s.guard(mux)
}

func newSite(c Config) *site {
	if c.Corpus == nil {
		c.Corpus = briefing.NewCorpus(nil)
	}
	c.Title = cmp.Or(c.Title, "Briefing")
	sum := sha256.Sum256(style)
	s := &site{Config: c, version: hex.EncodeToString(sum[:6])}
	if u, err := url.Parse(c.Public); err == nil {
		s.public = u.Hostname()
	}
	s.pages = s.parse()
	return s
}

// page is what every template is given.
type page struct {
	Site     string
	Style    string // address of the style sheet
	Title    string
	Path     string // of the navigation entry that is open
	Question string // in the search box
	Data     any
}

// render writes one page. It is made whole before the first byte is sent, so
// that a fault never looks like a short page.
func (s *site) render(w http.ResponseWriter, status int, name string, p page) {
	p.Site, p.Style = s.Title, "/style.css?v="+s.version
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", p); err != nil {
		http.Error(w, "make page "+name+": "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

func (s *site) missing(w http.ResponseWriter, r *http.Request, what string) {
	s.render(w, http.StatusNotFound, "missing", page{Title: "Not here", Data: what})
}

func (s *site) asset(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "max-age=3600")
		if r.URL.Query().Get("v") == s.version {
			w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		}
		w.Write(body)
	}
}

// current returns the briefing of the corpus as it is now; it is made again
// only when the articles are others.
func (s *site) current() briefing.Briefing {
	now := s.Corpus.Articles()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.made || !slices.Equal(now, s.brief.Articles) {
		s.brief = s.Corpus.Brief(briefing.Options{Topics: s.Topics, Words: s.Words, Items: s.Items})
		s.brief.Articles = now // an empty window holds all of them
		s.made = true
	}
	return s.brief
}

func (s *site) briefingJSON(w http.ResponseWriter, _ *http.Request) {
	b, err := json.MarshalIndent(s.current(), "", "  ")
	if err != nil {
		http.Error(w, "write briefing: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write(append(b, '\n'))
}
