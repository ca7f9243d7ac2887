package schedule

import (
	"fmt"
	"strings"
)

// tongue is the language somebody is answered in: that of their words.
type tongue uint8

const (
	english tongue = iota
	italian
)

// say puts what was written in English into a tongue, with its values. What has
// no translation stays English.
func (t tongue) say(said string, values ...any) string {
	if t == italian {
		if other, ok := inItalian[said]; ok {
			said = other
		}
	}
	if len(values) == 0 {
		return said
	}
	own := make([]any, len(values)) // the values are another's
	for i, v := range values {
		if p, ok := v.(phrase); ok {
			v = t.say(string(p))
		}
		own[i] = v
	}
	return fmt.Sprintf(said, own...)
}

// phrase is a value that is to be said in the tongue, too.
type phrase string

// spoken is the tongue of a text: the one that more of its words belong to, and
// usual where that says nothing.
func spoken(text string, usual tongue) tongue {
	is := 0
	for _, w := range strings.Fields(text) {
		switch w = strings.Trim(fold(w), `.,!?:;"/`); {
		case onlyItalian[w]:
			is++
		case onlyEnglish[w]:
			is--
		}
	}
	switch {
	case is > 0:
		return italian
	case is < 0:
		return english
	}
	return usual
}

// tongueOf is the tongue of a language's code.
func tongueOf(lang string) tongue {
	if strings.HasPrefix(strings.ToLower(lang), "it") {
		return italian
	}
	return english
}

// onlyItalian and onlyEnglish are words of schedules that say which of the two
// somebody speaks.
var (
	onlyItalian = words("programma", "programmi", "orari", "pianifica", "iscriviti", "mandami", "manda", "mandaci", "mandamelo", "inviami", "invia", "pubblica", "pausa", "sospendi",
		"riprendi", "continua", "ferma", "disiscrivimi", "conferma", "prova", "stato", "storia", "cronologia", "quando", "esce", "fino", "per", "settimana", "settimane", "prossima", "prossimo",
		"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "sabati", "domenica", "domeniche", "domani", "ieri", "lun", "mer", "gio", "ven", "sab",
		"feriale", "feriali", "lavorativo", "lavorativi", "giorno", "giorni", "quotidiano", "quotidianamente", "giornaliero", "mattina", "mattino", "mattine", "pomeriggio", "sera", "sere",
		"mezzogiorno", "mezzanotte", "ogni", "tutti", "tutte", "alle", "ore", "ora", "favore", "qui", "notizie", "canale", "fuso", "argomento", "argomenti", "tema", "temi", "voci", "vuoto",
		"mezza", "mezzo", "quarto", "una", "tre", "quattro", "cinque", "sette", "otto", "nove", "dieci", "undici", "dodici", "diciotto", "diciannove", "venti", "dal", "dalle", "del", "della", "nel", "nei", "il", "lo",
		"gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "dicembre", "si")
	onlyEnglish = words("schedule", "schedules", "subscribe", "unsubscribe", "send", "pause", "resume", "unpause", "list", "show", "delete", "remove", "cancel", "history", "status", "save", "yes", "until", "till",
		"week", "weeks", "next", "tomorrow", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "fridays", "weekday", "weekdays", "workday", "workdays",
		"weekends", "daily", "day", "days", "everyday", "every", "each", "morning", "mornings", "afternoon", "evening", "noon", "midday", "midnight", "at", "the", "and", "of", "for", "from", "to", "me", "this",
		"please", "time", "zone", "past", "half", "quarter", "hour", "hours", "hourly", "everything", "all")
)
