package schedule

import (
	"strconv"
	"strings"
	"time"
)

var monthNamed = map[string]time.Month{
	"january": 1, "jan": 1, "gennaio": 1, "gen": 1, "february": 2, "feb": 2, "febbraio": 2, "march": 3, "marzo": 3, "mar": 3,
	"april": 4, "apr": 4, "aprile": 4, "may": 5, "maggio": 5, "mag": 5, "june": 6, "jun": 6, "giugno": 6, "giu": 6, "july": 7, "jul": 7, "luglio": 7, "lug": 7,
	"august": 8, "aug": 8, "agosto": 8, "ago": 8, "september": 9, "sep": 9, "sept": 9, "settembre": 9, "set": 9, "october": 10, "oct": 10, "ottobre": 10, "ott": 10,
	"november": 11, "nov": 11, "novembre": 11, "december": 12, "dec": 12, "dicembre": 12, "dic": 12,
}

// stretch gives lengths of time in days.
var stretch = map[string]int{"day": 1, "days": 1, "giorno": 1, "giorni": 1, "week": 7, "weeks": 7, "settimana": 7, "settimane": 7}

var untilFiller = words("until", "till", "to", "for", "on", "the", "of", "next", "fino", "a", "al", "alla", "per", "il", "la", "lunedi'", "prossimo", "prossima", "di", "an", "un", "una", "this", "it", "everything", "tutto")

const untilRemedy = "say until when, for example: pause until monday, pause until 2026-03-01, pause for 2 weeks"

// Until reads the day at whose start, in zone, a pause ends: a weekday,
// tomorrow, a date, or a number of days or weeks. Nothing is until resumed, which is the
// zero time. Its error is a [Mistake].
func Until(text string, now time.Time, zone *time.Location) (time.Time, error) {
	local := now.In(zone)
	day := func(n int) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+n, 0, 0, 0, 0, zone)
	}
	number, month, year, weeks := 0, time.Month(0), 0, 0
	var end time.Time
	for _, w := range split(text) {
		n, err := strconv.Atoi(strings.TrimRight(w.folded, "°ªº.stndrh"))
		if h, ok := hourNamed[w.folded]; ok && err != nil {
			n, err = h, nil
		}
		w.folded = strings.ReplaceAll(w.folded, "all'", "")
		switch d, ok := dayNamed[w.folded]; {
		case ok && (w.folded != "mar" || number == 0):
			end = day((int(d)-int(local.Weekday())+6)%7 + 1)
		case w.folded == "tomorrow" || w.folded == "domani":
			end = day(1)
		case monthNamed[w.folded] != 0:
			month = monthNamed[w.folded]
		case stretch[w.folded] != 0:
			weeks = stretch[w.folded]
		case err == nil && n > 31 && n < 3000:
			year = n
		case err == nil && n > 0 && n <= 31:
			number = n
		case untilFiller[w.folded]:
		default:
			t, err := time.ParseInLocation(time.DateOnly, w.folded, zone)
			if err != nil {
				return time.Time{}, mistake(w.typed, untilRemedy)
			}
			end = t
		}
	}
	switch {
	case weeks != 0 && strings.Contains(fold(text), "next") || weeks != 0 && strings.Contains(fold(text), "prossima"):
		end = day((1-int(local.Weekday())+6)%7 + 1) // the Monday of next week
	case weeks != 0:
		end = day(weeks * max(number, 1))
	case month != 0 && number != 0:
		if year == 0 {
			year = local.Year()
			if !time.Date(year, month, number, 0, 0, 0, 0, zone).After(now) {
				year++
			}
		}
		end = time.Date(year, month, number, 0, 0, 0, 0, zone)
	case month != 0 || number != 0 || year != 0:
		return time.Time{}, mistake(text, untilRemedy)
	}
	if !end.IsZero() && !end.After(now) {
		return time.Time{}, mistake(text, "that day is over; %s", phrase(untilRemedy))
	}
	if end.After(now.AddDate(2, 0, 0)) {
		return time.Time{}, mistake(text, "that is more than two years away; stop the schedule instead")
	}
	return end, nil
}
