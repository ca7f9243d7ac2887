package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// Error says why an address was not fetched, in an operator's words.
type Error struct {
	URL    string
	Status int // of HTTP; 0 when no answer came
	Reason string
	Remedy string
	After  time.Duration // how long the server wants to be left alone; 0 when it does not say
	Err    error
}

// Error returns "address: reason; remedy".
func (e *Error) Error() string {
	s := e.Reason
	if e.URL != "" {
		s = shorten(e.URL) + ": " + s
	}
	if e.Remedy != "" {
		s += "; " + e.Remedy
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Gone reports whether the server says that there is nothing at the address any more.
func (e *Error) Gone() bool { return e.Status == 404 || e.Status == 410 }

func shorten(s string) string {
	if r := []rune(strings.ToValidUTF8(s, "")); len(r) > 200 {
		return string(r[:197]) + "..."
	}
	return strings.ToValidUTF8(s, "")
}

// failed says in words why no answer came.
func failed(address string, err error) *Error {
	e := &Error{URL: address, Err: err, Reason: "does not answer", Remedy: "it is tried again later"}
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var cert x509.CertificateInvalidError
	var timeout net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedPort):
		e.Reason, e.Remedy = "is on a port other than 80 and 443", "name the host under ingest.hosts if you trust it"
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		e.Reason, e.Remedy = "is on a private network", "name the host under ingest.hosts if you trust it"
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Reason, e.Remedy = fmt.Sprintf("names a host that does not exist, %q", shorten(dns.Name)), "correct the address"
	case errors.As(err, &dns):
		e.Reason = "is on a host whose name cannot be resolved"
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &cert):
		e.Reason, e.Remedy = "has a certificate that is not valid", "correct the address, or wait until the site is repaired"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.Reason = "takes too long to answer"
	}
	return e
}
