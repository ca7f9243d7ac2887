package slack

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestSlowBody sends half of a body and then nothing: the connection is let go
// in time, and who is quicker is answered meanwhile.
func TestSlowBody(t *testing.T) {
	b := newBench(t, nil)
	server := httptest.NewServer(b.a.Handler())
	defer server.Close()
	c, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf", RequestPath)
	b.form(t, slashForm(b.fake, "quick"))
	b.command(t, 1)
	_ = c.SetReadDeadline(time.Now().Add(time.Minute))
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("it is held open: %v", err)
	}
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("answered %d", resp.StatusCode)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Error(err)
	}
}

// TestCompressedBody is signed rightly, and small, but would unfold to much:
// nothing is unfolded.
func TestCompressedBody(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 1000 {
		_, _ = z.Write(make([]byte, 1<<16))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{formKind, jsonKind} {
		b := newBench(t, nil) // the same to one bench would be a replay
		r := signedRequest("secret", kind, packed.Bytes())
		r.Header.Set("Content-Encoding", "gzip")
		if w := send(b.a, r); w.Code != http.StatusBadRequest {
			t.Errorf("%s: answered %d %s", kind, w.Code, w.Body)
		}
	}
}
