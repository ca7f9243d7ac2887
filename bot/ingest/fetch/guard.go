package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// The caps of one connection.
const (
	dialTime    = 10 * time.Second
	headerTime  = 15 * time.Second
	headerBytes = 64 << 10
)

// transport returns what connects to public addresses only, or, where trusting,
// to any. The two never share connections: one that was made to a private host
// for a trusted source must not serve another.
func transport(trusting bool) *http.Transport {
	d := &net.Dialer{Timeout: dialTime}
	if !trusting {
		d.Control = guard
	}
	return &http.Transport{
		// No proxy: one would connect to what the guard never sees.
		DialContext: d.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: dialTime,
		ResponseHeaderTimeout: headerTime, MaxResponseHeaderBytes: headerBytes,
		MaxIdleConns: 32, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second,
		DisableCompression: true, // what comes compressed is counted while it is unpacked
	}
}

// guard looks at the address that is dialled, after every name has been
// resolved, so that no name, redirect or second answer of a name server leads
// around it. Only ports 80 and 443 are left.
func guard(network, address string, c syscall.RawConn) error {
	if ap, err := netip.ParseAddrPort(address); err == nil && hidden(ap.Addr()) {
		return ssrf.ErrProhibitedIP
	}
	return public.Safe(network, address, c)
}

// public knows the networks that are not the internet.
var public = ssrf.New()

// hidden reports whether an address carries another one in itself, or a zone:
// the guard would see only the outside.
func hidden(a netip.Addr) bool {
	return a.Zone() != "" || a.Is4In6() || slices.ContainsFunc(carriers, func(p netip.Prefix) bool { return p.Contains(a) })
}

// carriers are the networks of IPv6 whose addresses hold one of IPv4.
var carriers = []netip.Prefix{
	netip.MustParsePrefix("::/96"),          // IPv4-compatible
	netip.MustParsePrefix("::ffff:0:0/96"),  // IPv4-mapped
	netip.MustParsePrefix("64:ff9b::/96"),   // NAT64
	netip.MustParsePrefix("64:ff9b:1::/48"), // NAT64 of one network
	netip.MustParsePrefix("2002::/16"),      // 6to4
	netip.MustParsePrefix("2001::/32"),      // Teredo
}

// trusted reports whether the operator has named the host of u, alone or with
// its port.
func (c *Client) trusted(u *url.URL) bool {
	return slices.ContainsFunc(c.Hosts, func(h string) bool { return strings.EqualFold(h, u.Hostname()) || strings.EqualFold(h, u.Host) })
}

// Address returns a web address as it can be fetched, without its fragment, or
// an [Error] that says what is wrong with it.
func Address(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	switch {
	case err != nil || len(s) > longestAddress:
		return nil, &Error{URL: s, Reason: "is not a web address", Remedy: "write it in full, as in https://news.example.org/feed.xml"}
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, &Error{URL: s, Reason: "is neither http nor https", Remedy: "name a web page or a feed"}
	case u.User != nil:
		return nil, &Error{URL: u.Redacted(), Reason: "has a name or a password in it", Remedy: "take them out: nothing is fetched with credentials"}
	case u.Hostname() == "" || strings.ContainsAny(u.Host, " \t\r\n%"):
		return nil, &Error{URL: s, Reason: "names no host", Remedy: "write it in full, as in https://news.example.org/feed.xml"}
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.Host = strings.ToLower(u.Host)
	return u, nil
}

// longestAddress is the most bytes of an address.
const longestAddress = 2000

// trust is the context's key for requests that may go to trusted hosts.
type trust struct{}

func trusting(ctx context.Context) bool { t, _ := ctx.Value(trust{}).(bool); return t }
