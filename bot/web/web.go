// Package web is the page people look at: the briefing, the answers, and every
// article with the cited passage marked. It needs no script, asks nothing of
// any other server, and shows text from articles as inert text. Every page is
// JSON, too: with ?format=json, or for who accepts that first. Beyond this
// machine, an address opens only with a pass that the bot has signed; see [Keys].
package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"net/url"
	"sync"
	"time"

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
	Public string // the URL people reach it by; its host is served besides this machine's own names
	Keys   Keys   // sign addresses; without any, every address is open

	// Ask answers what was typed into the search box as the bot does in chat.
	// Without it there is no search box.
	Ask func(ctx context.Context, typed string, page int) Reply
	// Sources are what articles come from, as they are now. It may be nil.
	Sources func(ctx context.Context) []Source
	// Memory keeps the feed of the briefings; without one it begins anew with
	// every start.
	Memory Memory
	Now    func() time.Time // nil means time.Now

	// Revision returns an article as it was when the SHA-256 of its text began
	// with sum. Without it only the current texts can be shown.
	Revision func(ctx context.Context, id, sum string) (*briefing.Article, error)
	// Origin says where a text came from; zero where nothing is known of it. It
	// may be nil.
	Origin func(ctx context.Context, a *briefing.Article) Origin
	// Withdrawn says when an article was withdrawn and why; zero where it was not.
	// It may be nil.
	Withdrawn func(ctx context.Context, id string) Withdrawal
	// Warm has the first briefing made at once, beside the rest: of many
	// articles it takes seconds, for which nobody should have to wait.
	Warm bool
}

// Origin is where the text of an article came from.
type Origin struct {
	URL       string    `json:"url,omitempty"` // that was fetched
	Extractor string    `json:"extractor"`     // what found the text in what was sent, name and version
	Fetched   time.Time `json:"fetched"`
}

// Withdrawal is when an article was taken out of what is read, and why.
type Withdrawal struct {
	At  time.Time
	Why string // "gone from its site"
}

// Memory is where values are kept by their key.
type Memory interface {
	Load(ctx context.Context, key string) ([]byte, error) // nil where there is none
	Save(ctx context.Context, key string, value []byte, ttl time.Duration) error
}

// Source is where articles come from, and how it is.
type Source struct {
	Name    string // its address, or the path of a folder
	Link    string // http or https; empty where it is no web address
	Health  string // what the last look found, and what failed and why
	Failing bool
	Value   any // the same as JSON
}

type site struct {
	Config
	public  string // host of Public
	pages   map[string]*template.Template
	version string // of the style sheet
	news    edition

	feeding sync.Mutex
	fed     []byte // the feed, where there is no memory
}

// New returns the handler of all pages. It answers GET and HEAD only.
func New(c Config) http.Handler {
	s := newSite(c)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.briefing)
	mux.HandleFunc("GET /briefing.json", s.briefingJSON)
	mux.HandleFunc("GET /feed.atom", s.feed)
	if s.Ask != nil {
		mux.HandleFunc("GET /ask", s.ask)
	}
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
	if c.Now == nil {
		c.Now = time.Now
	}
	sum := sha256.Sum256(style)
	s := &site{Config: c, version: hex.EncodeToString(sum[:6])}
	if u, err := url.Parse(c.Public); err == nil {
		s.public = u.Hostname()
	}
	s.pages = s.parse()
	if s.Warm {
		go s.current()
	}
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

	Grant grant
	Pass  string // what the search box sends along
	Box   bool   // there is a search box
}

// show writes one page, or value for who asks for JSON.
func (s *site) show(w http.ResponseWriter, r *http.Request, status int, name string, p page, value any) {
	if wantsJSON(r) {
		s.writeJSON(w, status, value)
		return
	}
	s.render(w, r, status, name, p)
}

// render writes one page. It is made whole before the first byte is sent, so
// that a fault never looks like a short page.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	g := granted(r)
	p.Site, p.Style, p.Grant, p.Pass, p.Box = s.Title, "/style.css?v="+s.version, g, g.pass(), s.Ask != nil && !g.Narrow()
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", p); err != nil {
		http.Error(w, "make page "+name+": "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(g.sign(b.Bytes()))
}

func (s *site) missing(w http.ResponseWriter, r *http.Request, what string) {
	s.show(w, r, http.StatusNotFound, "missing", page{Title: "Not here", Data: what}, map[string]string{"error": what})
}

func (s *site) asset(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "private, max-age=3600")
		if r.URL.Query().Get("v") == s.version {
			w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
		}
		w.Write(body)
	}
}
