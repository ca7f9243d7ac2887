package schedule

import "time"

// The words of schedules, English and Italian, folded to lower case without
// accents. What a word is called here is all the parser knows of it.

// dayNamed gives a weekday's names.
var dayNamed = map[string]time.Weekday{
	"monday": 1, "mondays": 1, "mon": 1, "lunedi": 1, "lun": 1,
	"tuesday": 2, "tuesdays": 2, "tue": 2, "tues": 2, "martedi": 2, "mar": 2,
	"wednesday": 3, "wednesdays": 3, "wed": 3, "mercoledi": 3, "mer": 3,
	"thursday": 4, "thursdays": 4, "thu": 4, "thur": 4, "thurs": 4, "giovedi": 4, "gio": 4,
	"friday": 5, "fridays": 5, "fri": 5, "venerdi": 5, "ven": 5,
	"saturday": 6, "saturdays": 6, "sat": 6, "sabato": 6, "sabati": 6, "sab": 6,
	"sunday": 0, "sundays": 0, "sun": 0, "domenica": 0, "domeniche": 0, "dom": 0,
}

// daysNamed gives the names of several days at once, as bits.
var daysNamed = map[string]days{
	"weekdays": workdays, "weekday": workdays, "workdays": workdays, "workday": workdays, "business": workdays, "working": workdays,
	"feriale": workdays, "feriali": workdays, "lavorativo": workdays, "lavorativi": workdays,
	"weekend": weekend, "weekends": weekend,
	"daily": allDays, "day": allDays, "days": allDays, "giorno": allDays, "giorni": allDays,
	"quotidiano": allDays, "quotidianamente": allDays, "giornaliero": allDays, "everyday": allDays,
}

// partNamed gives the parts of a day: the hour when nobody names one, and
// whether hours before noon are meant after it.
var partNamed = map[string]dayPart{
	"morning": {8, false}, "mornings": {8, false}, "mattina": {8, false}, "mattino": {8, false}, "mattine": {8, false},
	"afternoon": {15, true}, "afternoons": {15, true}, "pomeriggio": {15, true},
	"evening": {18, true}, "evenings": {18, true}, "sera": {18, true}, "sere": {18, true}, "tonight": {18, true},
}

type dayPart struct {
	hour  int
	later bool
}

// timeNamed gives times that have names, as minutes of the day.
var timeNamed = map[string]int{"noon": 720, "midday": 720, "mezzogiorno": 720, "midnight": 0, "mezzanotte": 0}

// hourNamed gives hours in words.
var hourNamed = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12,
	"diciotto": 18, "diciannove": 19, "venti": 20,
}

// ranged are words between the first and the last day of several.
var ranged = words("to", "through", "thru", "till", "until", "al", "a", "-", "–", "alla", "fino")

// filler are words that say nothing.
var filler = words("every", "each", "on", "at", "the", "and", "in", "by", "please", "me", "us", "this", "it", "that", "send", "post", "share", "to", "from", "for",
	"briefing", "briefings", "digest", "digests", "news", "schedule", "both", "o'clock", "oclock", "time", "of", "a", "an", "my", "here", "around", "also", "again",
	"ogni", "tutti", "tutte", "i", "le", "il", "la", "lo", "alle", "all", "ore", "ora", "h", "e", "ed", "di", "del", "della", "al", "da", "dal", "alla", "per", "favore", "qui",
	"mandami", "manda", "mandaci", "inviami", "invia", "programma", "pubblica", "nel", "nei", "durante", "anche", "notizie", "canale", "channel", "fine", "settimana")

// zoneKeys introduce a time zone, as in tz=Europe/Rome.
var zoneKeys = words("tz", "zone", "timezone", "time-zone", "fuso")

// zoneAbroad gives the zones of cities by the names they have in Italian.
var zoneAbroad = map[string]string{"roma": "Europe/Rome", "milano": "Europe/Rome", "torino": "Europe/Rome", "napoli": "Europe/Rome", "londra": "Europe/London",
	"parigi": "Europe/Paris", "berlino": "Europe/Berlin", "atene": "Europe/Athens", "mosca": "Europe/Moscow", "pechino": "Asia/Shanghai", "lisbona": "Europe/Lisbon", "varsavia": "Europe/Warsaw"}

// zoneShort are names of time zones that do not say when the clocks change.
var zoneShort = words("gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "ist", "cest")

// cannot gives the remedies for what people ask and words cannot say.
var cannot = map[string]string{
	"minute": oftenRemedy, "minutes": oftenRemedy, "min": oftenRemedy, "minuto": oftenRemedy, "minuti": oftenRemedy,
	"except": exceptRemedy, "but": exceptRemedy, "without": exceptRemedy, "tranne": exceptRemedy, "eccetto": exceptRemedy, "salvo": exceptRemedy,
	"today": onceRemedy, "tomorrow": onceRemedy, "once": onceRemedy, "oggi": onceRemedy, "domani": onceRemedy,
	"monthly": monthRemedy, "month": monthRemedy, "months": monthRemedy, "last": monthRemedy, "first": monthRemedy, "mese": monthRemedy, "mensile": monthRemedy, "ultimo": monthRemedy,
	"1st": monthRemedy, "15th": monthRemedy, "biweekly": otherRemedy, "fortnightly": otherRemedy, "second": otherRemedy, "other": otherRemedy, "altro": otherRemedy, "week": otherRemedy, "weeks": otherRemedy,
}

const (
	oftenRemedy  = "for more than once an hour write a cron line, such as */30 8-18 * * 1-5; 15 minutes is the least"
	exceptRemedy = "name the days that are meant, such as monday, tuesday and thursday"
	onceRemedy   = "a schedule repeats; name days of the week, or say every day"
	monthRemedy  = "for days of the month write a cron line, such as 0 8 1 * *"
	otherRemedy  = "every second week cannot be said; name days of the week, or say every day"
)

func words(all ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range all {
		set[w] = true
	}
	return set
}

// days is a set of weekdays, a bit each, Sunday first.
type days uint8

const (
	workdays days = 0b0111110
	weekend  days = 0b1000001
	allDays  days = 0b1111111
)

func (d days) has(w time.Weekday) bool { return d&(1<<w) != 0 }

// span returns the days from one to another, over the end of the week if need be.
func span(from, to time.Weekday) days {
	var d days
	for w := from; ; w = (w + 1) % 7 {
		d |= 1 << w
		if w == to {
			return d
		}
	}
}
