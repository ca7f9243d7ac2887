package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Header is what a text itself states about the article it is. A span is empty
// where the text states nothing.
type Header struct {
	Title     Span   // the first headline
	Titles    []Span // all headlines before the first prose, the first included
	Published Date   // a full date; its Span is empty when there is none
	Outlet    Span   // an outlet or agency, where it is named as such
	Author    Span   // the names of a byline
	URL       Span
	Lang      string // as front matter states it; empty otherwise
}

// Stated returns what s states about itself: in front matter, headings, date
// stamps, a byline, a dateline or the tag of an agency. l is Read(s).
func Stated(s string, l *Layout) Header {
	var h Header
	top := true // before the first prose
	var updated Date
	for i, q := range l.Sentences {
		switch q.Kind {
		case Stamp:
			h.stamp(s, q.Span, &updated)
		case Heading:
			if top && (i == 0 || l.Sentences[i-1].Paragraph != q.Paragraph) {
				h.Titles = append(h.Titles, heading(s, l.Paragraphs[q.Paragraph].Span))
			}
		case Byline:
			if top {
				h.dateline(s, q.Span)
			}
			if i < 40 && h.Outlet.Len() == 0 {
				h.Outlet = reporting(s, q.Span)
			}
			if h.Author.Len() == 0 && (top || i+3 >= len(l.Sentences)) {
				h.Author = author(s, q.Span)
			}
		case Prose:
			if top {
				h.dateline(s, q.Span)
			}
			if i < 40 && h.Outlet.Len() == 0 {
				h.Outlet = reporting(s, q.Span)
			}
			top = false
		}
	}
	if h.Title.Len() == 0 && len(h.Titles) > 0 {
		h.Title = h.Titles[0]
	}
	if h.Published.Len() == 0 {
		h.Published = updated
	}
	return h
}

// heading returns a heading without the marks of Markdown.
func heading(s string, p Span) Span {
	for p.Len() > 0 && (s[p.Start] == '#' || s[p.Start] == '*') {
		p.Start++
	}
	for p.Len() > 0 && (s[p.End-1] == '#' || s[p.End-1] == '*') {
		p.End--
	}
	return trim(s, p)
}

// stamp reads a line of data: a field of a preface, or a date stamp.
func (h *Header) stamp(s string, p Span, updated *Date) {
	if e, known := field(s, p); known {
		switch e.key {
		case "title":
			if h.Title.Len() == 0 {
				h.Title = e.value
			}
		case "outlet":
			h.Outlet = e.value
		case "author":
			h.Author = e.value
		case "url":
			h.URL = e.value
		case "lang":
			if v := strings.ToLower(e.value.In(s)); len(v) >= 2 && ascii(v) {
				h.Lang = v[:2]
			}
		}
		if e.key != "published" && e.key != "" || e.value.Len() == 0 {
			return
		}
	}
	d, ok := fullDate(s, p)
	if !ok {
		return
	}
	switch lower := strings.ToLower(p.In(s)[:min(p.Len(), 24)]); {
	case strings.Contains(lower, "updat"), strings.Contains(lower, "modif"), strings.Contains(lower, "aggiorn"), strings.Contains(lower, "lastmod"):
		if updated.Len() == 0 {
			*updated = d
		}
	default:
		if h.Published.Len() == 0 {
			h.Published = d
		}
	}
}

// fullDate returns the first date in p that states year, month and day.
func fullDate(s string, p Span) (Date, bool) {
	for _, d := range Dates(p.In(s)) {
		if d.Year > 0 && d.Day > 0 && d.Until == nil {
			d.Start += p.Start
			d.End += p.Start
			return d, true
		}
	}
	return Date{}, false
}

// dateline reads "MILAN, Jan. 28, 2026 (Reuters) — Italy…".
func (h *Header) dateline(s string, p Span) {
	head := p.In(s)[:min(p.Len(), 100)]
	end := -1
	if i, _ := datelineEnd(s, p); i == p.End {
		head, end = p.In(s), p.Len()
	}
	for _, dash := range [...]string{" — ", " – ", " - ", " -- ", "— ", "– "} {
		if end == p.Len() {
			break
		}
		if i := strings.Index(head, dash); i > 0 && (end < 0 || i < end) {
			end = i
		}
	}
	if end < 0 || end > 80 && end < p.Len() {
		return
	}
	if head = head[:end]; end < p.Len() && !place(head) {
		return
	}
	if open, shut := strings.IndexByte(head, '('), strings.IndexByte(head, ')'); open >= 0 && shut > open+1 && h.Outlet.Len() == 0 {
		if v := trim(s, Span{p.Start + open + 1, p.Start + shut}); outletLike(v.In(s)) {
			h.Outlet = v
		}
	}
	if d, ok := fullDate(s, Span{p.Start, p.Start + end}); ok && h.Published.Len() == 0 {
		h.Published = d
	}
}

// place reports whether a dateline begins with a place: its words are
// capitalised or belong to a date.
func place(head string) bool {
	letters := 0
	for _, w := range Words(head) {
		r, _ := utf8.DecodeRuneInString(w.In(head))
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && w.Fold != "de" && w.Fold != "di" {
			return false
		}
		letters++
	}
	return letters > 0 && letters <= 10
}

// outletLike reports whether the words between a dateline's brackets name an
// agency, not a day or a party.
func outletLike(v string) bool {
	ws := Words(v)
	if len(ws) == 0 || len(ws) > 4 || months[ws[0].Fold] > 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(v)
	return unicode.IsUpper(r) && !digitAt(v, ws[len(ws)-1].Start)
}

// author returns the names of a byline.
func author(s string, p Span) Span {
	t := p.In(s)
	for _, lead := range [...]string{"by ", "di ", "par ", "por ", "von ", "written by ", "words by ", "story by ", "reporting by ", "a cura di "} {
		if len(t) > len(lead) && strings.EqualFold(t[:len(lead)], lead) {
			p.Start += len(lead)
			end := strings.IndexAny(p.In(s), ",|;(•·")
			if end > 0 {
				p.End = p.Start + end
			}
			return trim(s, p)
		}
	}
	return Span{}
}

// tagged returns where q ends but for a last clause that only says whose
// correspondent wrote the article, as a dateline does at the front: it tells
// nothing that the citation does not.
func tagged(s string, q Span) int {
	t := strings.TrimRight(q.In(s), ".")
	if !strings.HasSuffix(t, " correspondent reports") {
		return q.End
	}
	comma := strings.LastIndexByte(t, ',')
	if comma < 0 || strings.Count(t[:comma], " ") < 2 || reporting(s, q).Len() == 0 {
		return q.End
	}
	return q.Start + comma
}

// reporting returns the agency that a sentence's last clause names as its
// source: "…, Qazinform News Agency correspondent reports."
func reporting(s string, p Span) Span {
	t := strings.TrimRight(p.In(s), ".")
	rest, ok := strings.CutSuffix(t, " reports")
	if !ok {
		return Span{}
	}
	for _, role := range [...]string{" correspondent", " reporter", " correspondents", "'s correspondent", "’s correspondent"} {
		rest = strings.TrimSuffix(rest, role)
	}
	comma := strings.LastIndexAny(rest, ",;")
	if comma < 0 && strings.Count(rest, " ") > 5 {
		return Span{}
	}
	v := trim(s, Span{p.Start + comma + 1, p.Start + len(rest)})
	for _, lead := range [...]string{"the ", "The ", "as "} {
		if strings.HasPrefix(v.In(s), lead) && v.Len() > len(lead) {
			v.Start += len(lead)
		}
	}
	ws := Words(v.In(s))
	if len(ws) == 0 || len(ws) > 5 {
		return Span{}
	}
	for _, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w.In(v.In(s))); !unicode.IsUpper(r) && !digitAt(w.In(v.In(s)), 0) && w.Fold != "of" {
			return Span{}
		}
	}
	return v
}
