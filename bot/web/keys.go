package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// passName is the parameter that carries the permission to open an address.
const passName = "pass"

// dayForm is how a pass says when it ends: at the first moment, UTC, of a day.
const dayForm = "20060102"

// whole is the scope of a pass that opens every page. All other scopes are
// paths, which begin with a slash.
const whole = "*"

// Keys sign addresses, so that only who was given one can open it. The first
// signs, all are accepted: a new one is put first, and the old one is taken out
// when what it signed has ended. Without any, nothing is signed and every
// address is open.
type Keys [][]byte

// ParseKeys reads keys of at least 32 bytes in base64, separated by commas.
func ParseKeys(s string) (Keys, error) {
	var ks Keys
	for i, k := range strings.Split(s, ",") {
		if strings.TrimSpace(k) == "" {
			continue
		}
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(k))
		if err != nil || len(b) < 32 {
			return nil, fmt.Errorf("key %d is not 32 bytes in base64; make one with: openssl rand -base64 32", i+1)
		}
		ks = append(ks, b)
	}
	if len(ks) == 0 {
		return nil, errors.New("there is no key; make one with: openssl rand -base64 32")
	}
	return ks, nil
}

// Sign adds to the address of a page the permission to open it for a number of
// days from now, counted to the next midnight UTC, so that a page has one
// address a day. The address of the front page opens all pages; any other opens
// its own, and what is shown beside it.
func (ks Keys) Sign(address string, now time.Time, days int) string {
	if len(ks) == 0 {
		return address
	}
	until := now.UTC().AddDate(0, 0, days+1).Format(dayForm)
	scope := whole
	if u, err := url.Parse(address); err == nil && strings.Trim(u.Path, "/") != "" {
		scope = u.Path
	}
	return with(address, ks.pass(scope, until), "&")
}

// pass is the permission to open scope until a day.
func (ks Keys) pass(scope, until string) string { return until + "." + seal(ks[0], scope, until) }

func seal(key []byte, scope, until string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("page\n" + until + "\n" + scope))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}

// grant is what a request may see.
type grant struct {
	keys  Keys
	until string // empty: nothing is signed, everything may be seen
	whole bool   // every page, not only the one that was asked for
}

// signed reports whether links on the page need a pass.
func (g grant) signed() bool { return g.until != "" }

// open reads what a pass permits at a path. ended is true for one that was good
// once: only who was given it can know it.
func (ks Keys) open(pass, path string, now time.Time) (g grant, ended, ok bool) {
	until, seen, _ := strings.Cut(pass, ".")
	g = grant{keys: ks, until: until}
	good := false
	for _, k := range ks { // every key and scope is compared, whatever fits
		all := hmac.Equal([]byte(seal(k, whole, until)), []byte(seen))
		one := hmac.Equal([]byte(seal(k, path, until)), []byte(seen))
		good, g.whole = good || all || one, g.whole || all
	}
	end, err := time.Parse(dayForm, until)
	if !good || err != nil {
		return grant{}, false, false
	}
	return g, !now.Before(end), now.Before(end)
}

// with adds a pass to an address, before its fragment. join separates it from
// other parameters: in HTML an ampersand is &amp;.
func with(address, pass, join string) string {
	address, fragment, anchored := strings.Cut(address, "#")
	if strings.Contains(address, "?") {
		address += join
	} else {
		address += "?"
	}
	address += passName + "=" + pass
	if anchored {
		address += "#" + fragment
	}
	return address
}
