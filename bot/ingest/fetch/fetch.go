package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The caps of one fetch.
const (
	MaxBytes  = 8 << 20          // of a body, unpacked
	MaxTime   = time.Minute      // from the connection to the last byte, of each hop
	MaxWait   = 5 * time.Minute  // for all hops with the pauses between them
	redirects = 5                // that are followed
	pause     = time.Second      // between two visits of a host
	longRest  = 24 * time.Hour   // the most a server is believed about when to come again
	busyRest  = 15 * time.Minute // how long one is left alone that is busy and does not say
)

// Config is how a Client is.
type Config struct {
	Agent string   // names the bot: a product's name, then what tells its operator
	Hosts []string // host or host:port on a private network that the operator trusts
	Pause time.Duration

	Transport http.RoundTripper // for tests without a network; nil for the real one
}

// Client fetches. It is safe for use by several goroutines.
type Client struct {
	Config
	guarded, trustful http.RoundTripper
	hosts             hosts
	product           string // what robots.txt calls us
}

// New returns a Client.
func New(c Config) *Client {
	if c.Agent == "" {
		c.Agent = "briefingbot"
	}
	if c.Pause == 0 {
		c.Pause = pause
	}
	out := &Client{Config: c, guarded: c.Transport, trustful: c.Transport}
	if c.Transport == nil {
		out.guarded, out.trustful = transport(false), transport(true)
	}
	out.product, _, _ = strings.Cut(strings.ToLower(strings.Fields(c.Agent)[0]), "/")
	return out
}

// Close closes the connections that wait.
func (c *Client) Close() {
	for _, t := range []http.RoundTripper{c.guarded, c.trustful} {
		if t, ok := t.(*http.Transport); ok {
			t.CloseIdleConnections()
		}
	}
}

// Request is what is fetched.
type Request struct {
	URL      string
	For      string // the source it belongs to, if another: trusted hosts are for sources on trusted hosts only
	ETag     string // of what is known already; may be empty
	Modified string // its Last-Modified; may be empty
}

// Response is what came.
type Response struct {
	URL       string // where it came from at last
	Moved     string // where it is for good, if redirects say so; else empty
	Type      string // Content-Type as sent
	Body      []byte
	ETag      string
	Modified  string
	Unchanged bool // since ETag or Modified; there is no body then
}

// Fetch gets one address. The error is an [Error], or the context's.
func (c *Client) Fetch(ctx context.Context, r Request) (*Response, error) {
	u, err := Address(r.URL)
	if err != nil {
		return nil, err
	}
	origin := u
	if r.For != "" {
		if origin, err = Address(r.For); err != nil {
			return nil, err
		}
	}
	bounded, cancel := context.WithTimeout(context.WithValue(ctx, trust{}, c.trusted(origin)), MaxWait)
	defer cancel()
	moved, permanent := "", true
	for hop := 0; ; hop++ {
		out, to, err := c.hop(bounded, u, r)
		switch {
		case err != nil && ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case err != nil && bounded.Err() != nil:
			return nil, failed(r.URL, context.DeadlineExceeded)
		case err != nil:
			return nil, led(r.URL, u, err)
		}
		if to == nil {
			out.URL, out.Moved = u.String(), moved
			return out, nil
		}
		if hop == redirects {
			return nil, &Error{URL: r.URL, Reason: fmt.Sprintf("is redirected more than %d times", redirects), Remedy: "correct the address"}
		}
		if permanent = permanent && to.permanent; permanent {
			moved = to.url.String()
		}
		u = to.url
	}
}

// led says in an error which address another one led to.
func led(from string, to *url.URL, err error) error {
	var e *Error
	if at, parsed := Address(from); !errors.As(err, &e) || parsed == nil && at.String() == to.String() {
		return err
	}
	out := *e
	out.URL, out.Reason = from, "leads to "+shorten(to.String())+", which "+e.Reason
	return &out
}

// redirect is where a server sends us.
type redirect struct {
	url       *url.URL
	permanent bool
}

// hop asks one server, if it lets us.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request) (*Response, *redirect, error) {
	at, leave, err := c.hosts.visit(ctx, u)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	if err := c.permitted(ctx, at, u); err != nil {
		return nil, nil, err
	}
	if err := at.wait(ctx); err != nil {
		return nil, nil, waited(u, at, err)
	}
	res, body, err := c.get(ctx, u, MaxBytes, r.ETag, r.Modified)
	at.rest(max(c.Pause, at.rules.delay))
	if err != nil {
		return nil, nil, err
	}
	switch code := res.StatusCode; {
	case code == http.StatusNotModified:
		return &Response{Unchanged: true, ETag: r.ETag, Modified: r.Modified}, nil, nil
	case code == 301 || code == 302 || code == 303 || code == 307 || code == 308:
		to, err := u.Parse(res.Header.Get("Location"))
		if err != nil || res.Header.Get("Location") == "" {
			return nil, nil, &Error{URL: u.String(), Status: code, Reason: "is redirected to nowhere", Remedy: "correct the address"}
		}
		if to, err = Address(to.String()); err != nil {
			return nil, nil, &Error{URL: u.String(), Status: code, Reason: "is redirected to what is not fetched", Remedy: "correct the address", Err: err}
		}
		return nil, &redirect{to, code == 301 || code == 308}, nil
	case code < 200 || code > 299:
		return nil, nil, c.refused(at, u, res)
	}
	return &Response{Type: res.Header.Get("Content-Type"), Body: body, ETag: short(res.Header.Get("ETag")), Modified: short(res.Header.Get("Last-Modified"))}, nil, nil
}

// short is a header that is sent back, unless it is absurd.
func short(s string) string {
	if len(s) > 500 {
		return ""
	}
	return s
}

// waited says why nobody waited for a host's turn.
func waited(u *url.URL, at *host, err error) error {
	if !errors.Is(err, errBusy) {
		return err
	}
	left := time.Until(at.next).Round(time.Second)
	return &Error{URL: u.String(), Reason: fmt.Sprintf("is on a host that wants to be left alone for %s", left), Remedy: "it is tried again later", After: left, Err: err}
}

// refused makes an error of a status, and leaves a busy host alone.
func (c *Client) refused(at *host, u *url.URL, res *http.Response) *Error {
	e := &Error{URL: u.String(), Status: res.StatusCode, Reason: fmt.Sprintf("answers %d %s", res.StatusCode, http.StatusText(res.StatusCode)), Remedy: "it is tried again later"}
	switch code := res.StatusCode; {
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		e.After = min(max(retryAfter(res.Header.Get("Retry-After")), busyRest), longRest)
		at.rest(e.After)
	case code == 401 || code == 402 || code == 403 || code == 407 || code == 451:
		e.Remedy = "its site does not give it to a bot; remove the source, or ask the site"
	case e.Gone():
		e.Remedy = "correct the address, or remove the source"
	}
	return e
}

// retryAfter reads seconds or a date; 0 for neither.
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 {
		return time.Duration(min(n, int(longRest.Seconds()))) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}
