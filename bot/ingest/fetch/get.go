package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// get asks one server once and reads what it sends, up to a cap.
func (c *Client) get(ctx context.Context, u *url.URL, most int64, etag, modified string) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, &Error{URL: u.String(), Reason: "is not a web address", Remedy: "correct it", Err: err}
	}
	q.Header.Set("User-Agent", c.Agent)
	q.Header.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5")
	q.Header.Set("Accept-Encoding", "gzip, deflate")
	if etag != "" {
		q.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		q.Header.Set("If-Modified-Since", modified)
	}
	by := c.guarded
	if trusting(ctx) && c.trusted(u) {
		by = c.trustful
	}
	res, err := by.RoundTrip(q)
	if err != nil {
		return nil, nil, failed(u.String(), err)
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return res, nil, nil
	}
	body, err := read(res, most)
	if errors.Is(err, errLarge) {
		return nil, nil, &Error{URL: u.String(), Status: res.StatusCode, Reason: fmt.Sprintf("is larger than %d MiB", MaxBytes>>20), Remedy: "name a smaller feed or page", Err: err}
	}
	if err != nil {
		return nil, nil, failed(u.String(), err)
	}
	return res, body, nil
}

var errLarge = errors.New("too large")

// read unpacks a body and never holds more than most bytes of it.
func read(res *http.Response, most int64) ([]byte, error) {
	in := io.Reader(res.Body)
	packings := strings.FieldsFunc(strings.ToLower(res.Header.Get("Content-Encoding")), func(r rune) bool { return r == ',' || r == ' ' })
	if len(packings) > 1 {
		return nil, fmt.Errorf("packed %d times", len(packings))
	}
	for _, packing := range packings {
		var err error
		switch packing {
		case "gzip", "x-gzip":
			in, err = gzip.NewReader(in)
		case "deflate":
			in, err = zlib.NewReader(in)
		case "identity":
		default:
			err = fmt.Errorf("packed as %q, which was not asked for", shorten(packing))
		}
		if err != nil {
			return nil, err
		}
	}
	body, err := capped(in, most)
	if err == nil && bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) { // a file that is packed itself: sitemap.xml.gz
		if in, err = gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = capped(in, most)
		}
	}
	return body, err
}

func capped(in io.Reader, most int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in, most+1))
	if int64(len(b)) > most {
		return nil, errLarge
	}
	return b, err
}

// permitted asks the host's robots.txt whether u may be fetched. The turn at
// the host is the caller's.
func (c *Client) permitted(ctx context.Context, at *host, u *url.URL) error {
	if at.rules == nil || time.Now().After(at.until) {
		if err := at.wait(ctx); err != nil {
			return waited(u, at, err)
		}
		if err := c.learn(ctx, at, u); err != nil {
			return err
		}
	}
	if at.rules.refused {
		return &Error{URL: u.String(), Reason: "is not fetched, because its site's robots.txt cannot be read", Remedy: "it is tried again later", After: max(0, time.Until(at.until))}
	}
	if !at.rules.allow(u) {
		return &Error{URL: u.String(), Reason: "is forbidden by its site's robots.txt", Remedy: "remove the source, or ask the site"}
	}
	return nil
}

// learn reads the robots.txt of u's host: none means that all is allowed, one
// that fails means that nothing is, for now.
func (c *Client) learn(ctx context.Context, at *host, u *url.URL) error {
	r, until := rules{}, time.Now().Add(robotsFor)
	place := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for hop := 0; ; hop++ {
		res, body, err := c.get(ctx, place, robotsBytes, "", "")
		var e *Error
		if errors.As(err, &e) && errors.Is(e.Err, errLarge) {
			res, body, err = &http.Response{StatusCode: 404}, nil, nil // absurd: no robots.txt is that long
		}
		if err != nil {
			return err // the host does not answer: no more than that is known
		}
		if loc := res.Header.Get("Location"); res.StatusCode >= 300 && res.StatusCode < 400 && loc != "" && hop < redirects {
			to, err := place.Parse(loc)
			if err == nil {
				to, err = Address(to.String())
			}
			if err == nil {
				place = to
				continue
			}
		}
		switch {
		case res.StatusCode >= 200 && res.StatusCode < 300:
			r = parseRobots(body, c.product)
		case res.StatusCode >= 500 || res.StatusCode == 429:
			r.refused, until = true, time.Now().Add(robotsAgain)
		}
		break
	}
	at.rules, at.until = &r, until
	return nil
}
