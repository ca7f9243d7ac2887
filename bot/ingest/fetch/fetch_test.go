package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site is a server on this machine, and a client that trusts it.
func site(t *testing.T, h http.HandlerFunc) (*httptest.Server, *Client) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s, local(t, s)
}

func local(t *testing.T, servers ...*httptest.Server) *Client {
	var hosts []string
	for _, s := range servers {
		u, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		hosts = append(hosts, u.Host)
	}
	c := New(Config{Agent: "briefingbot/1 (+https://ops.example)", Hosts: hosts, Pause: time.Nanosecond})
	t.Cleanup(c.Close)
	return c
}

// page answers /robots.txt with 404 and the rest with h.
func page(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}
}

func reason(t *testing.T, err error) string {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Reason == "" || e.Remedy == "" {
		t.Fatalf("not an Error with a reason and a remedy: %#v", err)
	}
	return e.Reason
}

func TestGuardedAddresses(t *testing.T) {
	for _, a := range []string{
		"127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.170.2",
		"100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::808:808",
		"64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:4136:e378::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
	} {
		if err := guard("tcp", netip.AddrPortFrom(netip.MustParseAddr(a), 443).String(), nil); err == nil {
			t.Errorf("%s may be dialled", a)
		}
		n := "tcp4"
		if strings.Contains(a, ":") {
			n = "tcp6"
		}
		if err := guard(n, netip.AddrPortFrom(netip.MustParseAddr(a), 443).String(), nil); err == nil {
			t.Errorf("%s may be dialled", a)
		}
	}
	for network, addresses := range map[string][]string{"tcp4": {"8.8.8.8:443", "93.184.216.34:80", "1.1.1.1:443"}, "tcp6": {"[2606:4700::1111]:443", "[2a00:1450:4001::200e]:80"}} {
		for _, a := range addresses {
			if err := guard(network, a, nil); err != nil {
				t.Errorf("%s may not be dialled: %v", a, err)
			}
		}
	}
	for _, a := range []string{"8.8.8.8:22", "8.8.8.8:6379", "8.8.8.8:0", "no address", ""} {
		if err := guard("tcp4", a, nil); err == nil {
			t.Errorf("%q may be dialled", a)
		}
	}
	if err := guard("udp4", "8.8.8.8:443", nil); err == nil {
		t.Error("UDP may be dialled")
	}
}

// TestPrivateHostsAreRefused dials for real: nothing reaches the server,
// whatever way its address is written, and whoever redirects to it.
func TestPrivateHostsAreRefused(t *testing.T) {
	var reached atomic.Int32
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { reached.Add(1) }))
	defer secret.Close()
	_, port, _ := net.SplitHostPort(secret.Listener.Addr().String())
	stranger := New(Config{Pause: time.Nanosecond})
	defer stranger.Close()
	for _, host := range []string{"127.0.0.1", "localhost", "127.1", "0.0.0.0", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"} {
		for _, at := range []string{host + ":" + port, host} {
			if _, err := stranger.Fetch(t.Context(), Request{URL: "http://" + at + "/"}); err == nil {
				t.Errorf("%s was fetched", at)
			}
		}
	}
	open, client := site(t, page(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:"+port+"/latest/meta-data/", http.StatusFound)
	}))
	if _, err := client.Fetch(t.Context(), Request{URL: open.URL + "/a"}); err == nil || !strings.Contains(reason(t, err), "port") && !strings.Contains(reason(t, err), "private") {
		t.Errorf("redirected to a private host: %v", err)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
}

// TestTrustIsForTheOperatorsSources holds that a public source may not lead to
// a host that the operator trusts, also over a connection that is open already.
func TestTrustIsForTheOperatorsSources(t *testing.T) {
	var reached atomic.Int32
	intranet, client := site(t, page(func(w http.ResponseWriter, r *http.Request) { reached.Add(1) }))
	if _, err := client.Fetch(t.Context(), Request{URL: intranet.URL + "/feed"}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Fetch(t.Context(), Request{URL: intranet.URL + "/item", For: intranet.URL + "/feed"}); err != nil {
		t.Error(err)
	}
	if _, err := client.Fetch(t.Context(), Request{URL: intranet.URL + "/admin", For: "https://feeds.example/x.xml"}); err == nil {
		t.Error("a foreign feed led to a trusted host")
	}
	if reached.Load() != 2 {
		t.Errorf("reached %d times", reached.Load())
	}
}

func TestAddresses(t *testing.T) {
	for _, s := range []string{"file:///etc/passwd", "ftp://x.example/", "gopher://x.example/", "javascript:alert(1)", "//x.example/", "x.example", "", "http://", "http:///x",
		"https://u:p@x.example/", "https://u@x.example/", "http://[::1%25eth0]/", "http://x y/", "data:text/html,x", "http://x.example/" + strings.Repeat("a", 3000), "http://\x00/"} {
		if u, err := Address(s); err == nil {
			t.Errorf("%q is %v", s, u)
		} else {
			reason(t, err)
		}
	}
	u, err := Address(" HTTPS://News.Example?q=1#part ")
	if err != nil || u.String() != "https://news.example/?q=1" {
		t.Errorf("%v %v", u, err)
	}
}

func TestConditionalRequests(t *testing.T) {
	s, c := site(t, page(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Wed, 28 Jan 2026 09:00:00 GMT")
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Wed, 28 Jan 2026 09:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if r.Header.Get("User-Agent") != "briefingbot/1 (+https://ops.example)" || r.Header.Get("Cookie") != "" {
			t.Errorf("headers: %v", r.Header)
		}
		w.Header().Set("Set-Cookie", "a=b")
		io.WriteString(w, "caf\xe9")
	}))
	first, err := c.Fetch(t.Context(), Request{URL: s.URL})
	if err != nil || string(first.Body) != "caf\xe9" || first.Type != "text/html; charset=iso-8859-1" || first.Unchanged {
		t.Fatalf("%+v %v", first, err)
	}
	again, err := c.Fetch(t.Context(), Request{URL: s.URL, ETag: first.ETag, Modified: first.Modified})
	if err != nil || !again.Unchanged || again.ETag != first.ETag || again.Modified != first.Modified {
		t.Errorf("%+v %v", again, err)
	}
}

func TestRedirects(t *testing.T) {
	s, c := site(t, page(func(w http.ResponseWriter, r *http.Request) {
		switch p := r.URL.Path; p {
		case "/gone-for-good":
			http.Redirect(w, r, "/moved", http.StatusMovedPermanently)
		case "/moved":
			http.Redirect(w, r, "/today", http.StatusFound)
		case "/for-now":
			http.Redirect(w, r, "/gone-for-good", http.StatusTemporaryRedirect)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/nowhere":
			w.WriteHeader(302)
		case "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		default:
			io.WriteString(w, p)
		}
	}))
	for from, want := range map[string][2]string{"/x": {"/x", ""}, "/gone-for-good": {"/today", "/moved"}, "/moved": {"/today", ""}, "/for-now": {"/today", ""}} {
		r, err := c.Fetch(t.Context(), Request{URL: s.URL + from})
		if err != nil || string(r.Body) != want[0] || r.URL != s.URL+want[0] || strings.TrimPrefix(r.Moved, s.URL) != want[1] {
			t.Errorf("%s: %+v %v", from, r, err)
		}
	}
	for _, from := range []string{"/loop", "/nowhere", "/file"} {
		_, err := c.Fetch(t.Context(), Request{URL: s.URL + from})
		if !strings.Contains(reason(t, err), "redirected") {
			t.Errorf("%s: %v", from, err)
		}
	}
}

func zipped(size int) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<16)
	for ; size > 0; size -= len(zeros) {
		w.Write(zeros[:min(size, len(zeros))])
	}
	w.Close()
	return b.Bytes()
}

// TestCaps has servers that send too much, in every way there is.
func TestCaps(t *testing.T) {
	bomb := zipped(256 << 20)
	s, c := site(t, page(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/endless":
			for i := 0; i < 4096 && r.Context().Err() == nil; i++ {
				w.Write(make([]byte, 1<<14))
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		case "/file.gz":
			w.Write(bomb)
		case "/twice":
			w.Header().Set("Content-Encoding", "gzip, gzip")
			w.Write(bomb)
		case "/strange":
			w.Header().Set("Content-Encoding", "br")
			w.Write(bomb)
		case "/torn":
			w.Header().Set("Content-Length", "100")
			w.Write([]byte("x"))
		case "/headers":
			for i := range 100 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 1000))
			}
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(zipped(1000))
		case "/sitemap.xml.gz":
			w.Write(zipped(500))
		}
	}))
	for path, why := range map[string]string{"/endless": "larger", "/bomb": "larger", "/file.gz": "larger", "/twice": "", "/strange": "", "/torn": "", "/headers": ""} {
		if _, err := c.Fetch(t.Context(), Request{URL: s.URL + path}); err == nil || !strings.Contains(reason(t, err), why) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for path, n := range map[string]int{"/packed": 1000, "/sitemap.xml.gz": 500} {
		if r, err := c.Fetch(t.Context(), Request{URL: s.URL + path}); err != nil || len(r.Body) != n {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestStatuses(t *testing.T) {
	s, c := site(t, page(func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscanf(r.URL.Path, "/%d", &code)
		w.WriteHeader(code)
	}))
	for code, gone := range map[int]bool{404: true, 410: true, 403: false, 451: false, 500: false, 502: false} {
		_, err := c.Fetch(t.Context(), Request{URL: fmt.Sprintf("%s/%d", s.URL, code)})
		reason(t, err)
		var e *Error
		if errors.As(err, &e); e.Gone() != gone || e.Status != code {
			t.Errorf("%d: %+v", code, e)
		}
	}
}

// TestARedirectIsNamed: who is told that an address is refused is told which.
func TestARedirectIsNamed(t *testing.T) {
	to := "http://169.254.169.254/latest/meta-data"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, to, http.StatusFound)
	}))
	defer s.Close()
	c := New(Config{Hosts: []string{strings.TrimPrefix(s.URL, "http://")}, Pause: time.Nanosecond})
	defer c.Close()
	_, err := c.Fetch(t.Context(), Request{URL: s.URL + "/feed"})
	if want := s.URL + "/feed: leads to " + to + ", which is on a private network"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
