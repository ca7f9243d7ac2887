package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// bridge leads from Italian words of questions to the English ones that an
// article may print. The articles themselves are quoted as published.
var bridge = func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(`
agente agent officer
agenti agents officers
poliziotto officer
poliziotti officers police
polizia police
forze forces
ordine enforcement
carabiniere Carabinieri
militari military
soldati soldiers troops
atleti athletes
atlete athletes
visitatori visitors
spettatori spectators
turisti tourists visitors
persone people
gente people
ministro minister
ministra minister
ministero ministry
interno interior
interni interior
esteri foreign
sindaco mayor
presidente president
ambasciatore ambassador
ambasciata embassy
consolato consulate
governo government
opposizione opposition
sindacato union
sindacati unions
partito party
partiti parties
manifestazione protest rally demonstration
manifestazioni protests rallies demonstrations
protesta protest
proteste protests
corteo rally march
sciopero strike
critiche criticism
sicurezza security
controllo control
comando command
zone zones
rosse red
droni drones drone
olimpiadi Olympics
olimpici Olympic
olimpiche Olympic
giochi Games
cerimonia ceremony
apertura opening
inaugurazione opening
stadio stadium
delegazione delegation
americana American
americano American
americani Americans
italiani Italians
italiano Italian
italiana Italian
presenza presence
ruolo role
città city
paese country
morti dead deaths killed
feriti injured wounded
vittime victims
arresti arrests
arrestati arrested
elezioni elections
voto vote
legge law
tribunale court
guerra war
accordo deal agreement
incidente accident crash
incendio fire
terremoto earthquake
alluvione flood
treno train
aereo plane
nave ship
ospedale hospital
scuola school
lavoratori workers
lavoro work jobs
prezzo price
prezzi prices
costo cost
milioni million
miliardi billion
iniziano begin open start
inizia begins opens starts
cominciano begin open start
aprono open
apre opens
guida lead leads
guiderà lead
parteciperanno participate compete
benvenuti welcome
attese expected
attesi expected
previste expected
previsti expected
benvenuta welcome
`), "\n") {
		ws := strings.Fields(line)
		out[text.Fold(ws[0])] = ws[1:]
	}
	return out
}()

// translated reads words of another language as those that the corpus prints.
func (s *snapshot) translated(question string) (string, []Correction) {
	return rewrite(question, func(w string) string {
		if s.words.has(w) {
			return ""
		}
		var known []string
		for _, e := range bridge[w] {
			if s.words.has(text.Fold(e)) {
				known = append(known, e)
			}
		}
		return strings.Join(known, " ")
	})
}

// rewrite replaces the words for which read knows another reading, and says
// which.
func rewrite(s string, read func(fold string) string) (string, []Correction) {
	var b strings.Builder
	var out []Correction
	last := 0
	for _, w := range text.Words(s) {
		if other := read(w.Fold); other != "" {
			b.WriteString(s[last:w.Start])
			b.WriteString(other)
			last = w.End
			out = append(out, Correction{Typed: w.In(s), Read: other})
		}
	}
	b.WriteString(s[last:])
	return b.String(), out
}
