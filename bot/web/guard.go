package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// policy lets a page load its own style sheet and icon, send its own form, and
// nothing else: no script, no frame, no other server.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard answers for what holds on every page.
func (s *site) guard(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("X-Robots-Tag", "noindex, nofollow")
		head.Set("Cache-Control", "private, no-cache")
		head.Add("Vary", "Accept")
		if len(s.Keys) > 0 && !s.serves(r.Host) {
			http.Error(w, "Not found", http.StatusNotFound)
			return
		}
		if !s.serves(r.Host) {
			http.Error(w, "This server is not "+visible(r.Host)+". If it should be, set the page's public URL to that name.", http.StatusMisdirectedRequest)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			head.Set("Allow", "GET, HEAD")
			http.Error(w, "Only GET and HEAD are served.", http.StatusMethodNotAllowed)
			return
		}
		if r, ok := s.permit(w, r); ok {
			h.ServeHTTP(w, r)
		}
	})
}

// serves reports whether a request may name host. Any web site can point a name
// of its own at 127.0.0.1 and so read, in a visitor's browser, what is served
// there; it cannot do so with a loopback address or with localhost.
func (s *site) serves(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if ip, err := netip.ParseAddr(name); err == nil && ip.Unmap().IsLoopback() {
		return true
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || s.public != "" && strings.EqualFold(name, s.public)
}

// Server returns a server for h with time limits, so that no client can keep a
// connection for long.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}
