package ingest

import (
	"net/url"
	"strings"
	"time"
)

// dateForms are the forms of a stated date that are read, the exact ones first.
// A form without a zone is read as UTC; one without a time as midnight.
var dateForms = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05-0700",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "20060102",
	"2006/01/02", time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "2 Jan. 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006",
}

// date reads a stated date. What is in no known form, or ambiguous such as
// 01/02/2026, is not stated: the result is zero.
func date(s string) time.Time {
	s = strings.TrimSpace(s)
	if len(s) > 64 {
		return time.Time{}
	}
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() >= 1500 && t.Year() < 3000 {
			return t
		}
	}
	return time.Time{}
}

// address returns a stated URL when it is one that a reader can open.
func address(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(s) > 4096 || strings.ContainsAny(s, "\r\n\t \"<>") {
		return ""
	}
	return s
}

// lang returns the ISO 639-1 code of a stated language: "en" for "en-GB".
func lang(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	s = strings.ToLower(s)
	if len(s) != 2 || s[0] < 'a' || s[0] > 'z' || s[1] < 'a' || s[1] > 'z' {
		return ""
	}
	return s
}
