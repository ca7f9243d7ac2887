package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

// filter is one thing that narrows what is asked: "from:reuters", "since monday".
type filter struct {
	kind  filterKind
	value string // as typed
}

// filterKind says what a filter looks at.
type filterKind uint8

const (
	fromOutlet    filterKind = iota
	withoutOutlet            // any but this one
	bySpeaker
	onTopic
	sinceDate
	untilDate  // this day is in
	beforeDate // and this is not
)

// filterKeys are what a filter is typed as, before a colon.
var filterKeys = map[string]filterKind{
	"from": fromOutlet, "source": fromOutlet, "outlet": fromOutlet, "only": fromOutlet, "da": fromOutlet, "fonte": fromOutlet, "testata": fromOutlet,
	"-from": withoutOutlet, "-source": withoutOutlet, "-outlet": withoutOutlet, "without": withoutOutlet, "not": withoutOutlet, "-da": withoutOutlet, "-fonte": withoutOutlet, "senza": withoutOutlet,
	"speaker": bySpeaker, "by": bySpeaker, "said-by": bySpeaker, "voce": bySpeaker,
	"topic": onTopic, "about": onTopic, "tema": onTopic, "argomento": onTopic,
	"since": sinceDate, "after": sinceDate, "dal": sinceDate,
	"until": untilDate, "fino": untilDate, "before": beforeDate, "prima": beforeDate,
}

// loose are keys that are too usual before a colon to take the word behind it.
var loose = map[string]bool{"by": true, "about": true, "after": true, "before": true, "not": true, "only": true, "da": true, "dal": true, "fino": true, "prima": true}

// spans are the lengths of time that are asked for by name, counted back from
// now in days; "today" is the day itself.
var spans = map[string]int{
	"today": 0, "oggi": 0, "yesterday": 1, "ieri": 1, "this week": -7, "questa settimana": -7, "this month": -31, "questo mese": -31,
	"last week": 7, "past week": 7, "the last week": 7, "settimana scorsa": 7, "ultima settimana": 7, "last month": 31, "past month": 31, "ultimo mese": 31,
}

// filters takes the filters out of a text and returns what is left of it. With a
// colon they may stand anywhere; "since monday", "last 24h" and "only BBC" must
// open or close a text that is no question by itself.
func filters(typed string) ([]filter, string) {
	ws := fields(typed)
	var fs []filter
	var rest []string
	for i := 0; i < len(ws); i++ {
		key, value, colon := strings.Cut(ws[i], ":")
		kind, known := filterKeys[strings.ToLower(strings.Replace(key, "−", "-", 1))]
		apart := colon && known && value == "" && i+1 < len(ws) && !loose[strings.ToLower(key)]
		if apart {
			value = ws[i+1]
		}
		value = strings.Trim(value, `"'`)
		if !colon || !known || value == "" || strings.HasPrefix(value, "//") || strings.Trim(value, "0123456789") == "" && kind == fromOutlet {
			rest = append(rest, ws[i]) // "source: 3" is a citation
			continue
		}
		if apart {
			i++
		}
		fs = append(fs, filter{kind, value})
	}
	if f, left, ok := barely(rest); ok {
		fs, rest = append(fs, f), left
	}
	return fs, strings.Join(rest, " ")
}

// fields are the words of a text; what stands between quotation marks is one.
func fields(s string) []string {
	var out []string
	open, from := false, -1
	for i, r := range s {
		switch {
		case r == '"':
			open = !open
			if from < 0 {
				from = i
			}
		case r == ' ' && !open:
			if from >= 0 {
				out = append(out, s[from:i])
			}
			from = -1
		case from < 0:
			from = i
		}
	}
	if from >= 0 {
		out = append(out, s[from:])
	}
	return out
}

// shortRest is the most words beside a filter without a colon.
const shortRest = 4

// barely finds a filter without a colon at the beginning or the end of ws.
func barely(ws []string) (filter, []string, bool) {
	for n := min(5, len(ws)); n > 0; n-- {
		if len(ws)-n > shortRest {
			continue
		}
		if f, ok := bare(ws[:n], len(ws) == n); ok && !asksItself(ws[n:]) {
			return f, ws[n:], true
		}
		if f, ok := bare(ws[len(ws)-n:], len(ws) == n); ok && !asksItself(ws[:len(ws)-n]) {
			return f, ws[:len(ws)-n], true
		}
	}
	return filter{}, nil, false
}

// asksItself reports whether ws are a question, in which "since 2020" is a part
// of what is asked.
func asksItself(ws []string) bool {
	if len(ws) == 0 {
		return false
	}
	first := strings.ToLower(strings.Trim(ws[0], "?"))
	if slices.Contains([]string{"what", "anything", "cosa", "whats", "what's", "any"}, first) {
		whole := strings.ToLower(strings.Join(ws, " "))
		return !slices.ContainsFunc(changing, func(w string) bool { return strings.HasPrefix(whole, w) })
	}
	return slices.Contains([]string{"who", "when", "where", "why", "how", "which", "is", "are", "was", "were", "did", "does", "do", "has", "have", "will",
		"chi", "quando", "dove", "perche", "perché", "quanti", "quante", "quanto", "è"}, first)
}

// bare reads "since monday", "last 24h", "this week", "only BBC". alone is
// whether nothing else was typed: "today" is then the briefing.
func bare(ws []string, alone bool) (filter, bool) {
	key := strings.ToLower(ws[0])
	rest := strings.Join(ws[1:], " ")
	whole := strings.ToLower(strings.Join(ws, " "))
	_, dated := moment(rest, time.Unix(0, 0), false)
	switch {
	case (key == "since" || key == "dal" || key == "da") && dated:
		return filter{sinceDate, rest}, true
	case key == "until" && dated:
		return filter{untilDate, rest}, true
	case key == "before" && dated:
		return filter{beforeDate, rest}, true
	case key == "only" && len(ws) == 2 && alone, key == "solo" && len(ws) == 2 && alone:
		return filter{fromOutlet, rest}, true
	case key == "not" && len(ws) == 3 && strings.EqualFold(ws[1], "from"):
		return filter{withoutOutlet, ws[2]}, true
	}
	if _, ok := spans[whole]; ok && (len(ws) > 1 || !alone && key != "today" && key != "oggi") {
		return filter{sinceDate, whole}, true
	}
	if _, ok := back(whole); ok {
		return filter{sinceDate, whole}, true
	}
	return filter{}, false
}

// back reads "last 24h", "past 3 days", "ultime 24 ore".
func back(s string) (time.Duration, bool) {
	ws := strings.Fields(strings.TrimPrefix(s, "the "))
	if len(ws) < 2 || !slices.Contains([]string{"last", "past", "ultime", "ultimi"}, ws[0]) {
		return 0, false
	}
	n, unit := 0, strings.TrimLeft(strings.Join(ws[1:], ""), "0123456789")
	for _, r := range strings.TrimSuffix(strings.Join(ws[1:], ""), unit) {
		n = min(n*10+int(r-'0'), 10000)
	}
	if n == 0 {
		return 0, false
	}
	switch unit {
	case "h", "hr", "hrs", "hour", "hours", "ore", "ora":
		return time.Duration(n) * time.Hour, true
	case "d", "day", "days", "giorni", "giorno":
		return time.Duration(n) * 24 * time.Hour, true
	case "w", "week", "weeks", "settimane":
		return time.Duration(n) * 7 * 24 * time.Hour, true
	}
	return 0, false
}

// weekdayNames are those of the week's days, Sunday first.
var weekdayNames = [7][]string{{"sunday", "domenica"}, {"monday", "lunedì", "lunedi"}, {"tuesday", "martedì", "martedi"}, {"wednesday", "mercoledì", "mercoledi"},
	{"thursday", "giovedì", "giovedi"}, {"friday", "venerdì", "venerdi"}, {"saturday", "sabato"}}

// monthNames are those of the year's months.
var monthNames = [12][]string{{"january", "gennaio"}, {"february", "febbraio"}, {"march", "marzo"}, {"april", "aprile"}, {"may", "maggio"}, {"june", "giugno"},
	{"july", "luglio"}, {"august", "agosto"}, {"september", "settembre"}, {"october", "ottobre"}, {"november", "novembre"}, {"december", "dicembre"}}

// moment returns when a span of time begins that is named by s, seen from now
// in now's zone: "yesterday", "monday" (the last one), "2026-02-05", "5 Feb". A
// day ends at midnight: with end, it is that which is returned.
func moment(s string, now time.Time, end bool) (time.Time, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	y, m, d := now.Date()
	days := func(back int) time.Time {
		if end {
			back--
		}
		return time.Date(y, m, d-back, 0, 0, 0, 0, now.Location())
	}
	if n, ok := spans[s]; ok {
		switch {
		case n == -7:
			n = (int(now.Weekday()) + 6) % 7 // Monday opens the week
		case n == -31:
			n = d - 1
		}
		return days(n), true
	}
	if b, ok := back(s); ok {
		return now.Add(-b), true
	}
	for i, names := range weekdayNames {
		if slices.Contains(names, strings.TrimPrefix(s, "last ")) {
			return days((int(now.Weekday())-i+6)%7 + 1), true
		}
	}
	for m, names := range monthNames {
		if slices.Contains(names, s) {
			s = fmt.Sprintf("%s %d", names[0], y)
			if time.Month(m+1) > now.Month() {
				s = fmt.Sprintf("%s %d", names[0], y-1)
			}
		}
	}
	dates := text.Dates(capitals(s)) // months are printed with one
	if len(dates) == 0 || dates[0].Relative || dates[0].Len()+4 < len(s) {
		return time.Time{}, false
	}
	t := dates[0]
	year, month, day := t.Year, max(t.Month, 1), max(t.Day, 1)
	if year == 0 {
		if t.Month == 0 {
			return time.Time{}, false
		}
		year = y
		if at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location()); at.After(now) {
			year-- // what is asked about has been
		}
	}
	if end {
		switch {
		case t.Month == 0:
			year++
		case t.Day == 0:
			month++
		default:
			day++
		}
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location()), true
}

// capitals sets the first letter of each word large.
func capitals(s string) string {
	ws := strings.Fields(s)
	for i, w := range ws {
		ws[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(ws, " ")
}

// outletOf reports whether an article is from the outlet that was typed: words
// of its name, or a part of the host of its address.
func outletOf(a *briefing.Article, typed string) bool {
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" .-_'", r) {
				return -1
			}
			return r
		}, text.Fold(s))
	}
	want := squeeze(typed)
	host := strings.TrimPrefix(strings.TrimPrefix(a.URL, "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	return want != "" && (strings.Contains(squeeze(a.Outlet), want) || strings.Contains(squeeze(host), want))
}
