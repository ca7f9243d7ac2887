package text

import "time"

// months are the names and abbreviations of months, folded, in English,
// Italian, French, Spanish and German.
var months = func() map[string]int {
	m := map[string]int{}
	for i, list := range [...]string{
		"january jan gennaio janvier janv enero ene januar janner",
		"february feb febbraio febb fevrier fevr febrero februar",
		"march mar marzo mars marz",
		"april apr aprile avril avr abril abr",
		"may maggio mag mai mayo",
		"june jun giugno giu juin junio juni",
		"july jul luglio lug juillet juil julio juli",
		"august aug agosto aout",
		"september sep sept settembre septembre septiembre setiembre",
		"october oct ottobre ott octobre octubre oktober okt",
		"november nov novembre noviembre",
		"december dec dicembre dic decembre diciembre dezember dez",
	} {
		for w := range set(list) {
			m[w] = i + 1
		}
	}
	return m
}()

// lowerMonths are month names that are written in lower case and mean nothing
// else in English.
var lowerMonths = set(`gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre janvier fevrier
	avril juin juillet aout septembre octobre decembre enero febrero abril mayo junio julio septiembre setiembre octubre noviembre
	diciembre`)

// weekdays are the names of the days of the week, folded.
var weekdays = func() map[string]time.Weekday {
	m := map[string]time.Weekday{}
	for i, list := range [...]string{
		"sunday domenica dimanche domingo sonntag",
		"monday lunedi lundi lunes montag mon",
		"tuesday martedi mardi martes dienstag tue tues",
		"wednesday mercoledi mercredi miercoles mittwoch wed",
		"thursday giovedi jeudi jueves donnerstag thu thur thurs",
		"friday venerdi vendredi viernes freitag fri",
		"saturday sabato samedi sabado samstag",
	} {
		for w := range set(list) {
			m[w] = time.Weekday(i)
		}
	}
	return m
}()

// lowerDays are weekdays written in lower case; the others need a capital.
var lowerDays = set(`domenica lunedi martedi mercoledi giovedi venerdi sabato dimanche lundi mardi mercredi jeudi vendredi samedi
	domingo lunes martes miercoles jueves viernes sabado`)

// named are words that make a weekday part of a name: "Black Friday".
var named = set(`black good super bloody ash cyber easter palm holy maundy shrove every each casual giving`)

// spoken are days named by their distance from the day of writing.
var spoken = map[string]int{
	"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "oggi": 0, "stasera": 0, "ieri": -1, "domani": 1,
	"aujourd'hui": 0, "hier": -1, "demain": 1, "hoy": 0, "ayer": -1, "gestern": -1, "heute": 0, "stanotte": 0,
}

// pointers turn a period or weekday after (or, in Italian, before) them into a
// date: -1 the one before, 0 the present one, 1 the one after.
var pointers = map[string]int{
	"this": 0, "last": -1, "next": 1, "past": -1, "previous": -1, "coming": 1, "current": 0,
	"questo": 0, "questa": 0, "quest": 0, "scorso": -1, "scorsa": -1, "passato": -1, "passata": -1, "prossimo": 1, "prossima": 1,
}

// periods are lengths of time a relative date may be given in.
var periods = map[string]byte{
	"day": 'd', "days": 'd', "week": 'w', "weeks": 'w', "weekend": 'e', "month": 'm', "months": 'm', "year": 'y', "years": 'y',
	"giorno": 'd', "giorni": 'd', "settimana": 'w', "settimane": 'w', "mese": 'm', "mesi": 'm', "anno": 'y', "anni": 'y',
	"spring": 's', "summer": 's', "autumn": 's', "fall": 's', "winter": 's', "estate": 's', "inverno": 's', "primavera": 's',
	"autunno": 's', "hour": 'h', "hours": 'h', "minutes": 'h', "ore": 'h',
}

// through are the words between the ends of a range.
var through = set(`to through until till thru al all alla a au bis hasta fino`)

// beforeMonth are words that make a month name after them a date.
var beforeMonth = set(`in since until till by of last next this early late mid from through during to before after between for past
	a ad di da dal nel fine inizio meta dello scorso en de desde depuis im seit ende anfang mitte every`)

// beforeYear are words that make a four-digit number after them a year.
var beforeYear = set(`in since during until till by of from before after to through early late mid between than around circa year
	nel dal del al fino anno en de desde depuis im seit bis ab jahr annee and or and`)

// ahead are words of a sentence that speaks of what is to come.
var ahead = set(`will plan plans planned planning expected expects due scheduled upcoming set slated would begins opens starts
	ahead forthcoming sara saranno previsto prevista previsti prossimo prossima`)

// dateish are the words that may begin a date, of all the tables above.
var dateish = func() map[string]bool {
	m := set(`earlier later early late a an un una`)
	for w := range months {
		m[w] = true
	}
	for w := range weekdays {
		m[w] = true
	}
	for _, t := range []map[string]int{spoken, pointers} {
		for w := range t {
			m[w] = true
		}
	}
	for w := range periods {
		m[w] = true
	}
	for _, t := range []map[string]float64{numberWords, italianUnits} {
		for w := range t {
			m[w] = true
		}
	}
	return m
}()
