package briefing

import "strings"

// countries ties what the people and things of a country are called to the
// country, so that "Italian Interior Minister" and "Italy's Interior Minister"
// are one role. The first word of a line is the country.
var countries = func() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(`
afghanistan afghan
argentina argentine argentinian
australia australian
austria austrian
belgium belgian
brazil brazilian
britain british uk u.k. briton
canada canadian
chile chilean
china chinese
colombia colombian
croatia croatian
cuba cuban
cyprus cypriot
denmark danish
egypt egyptian
england english
estonia estonian
ethiopia ethiopian
europe european eu e.u.
finland finnish
france french
georgia georgian
germany german
greece greek
hungary hungarian
iceland icelandic
india indian
indonesia indonesian
iran iranian
iraq iraqi
ireland irish
israel israeli
italy italian italia italiano italiana italiani italiane
japan japanese
kenya kenyan
korea korean
latvia latvian
lebanon lebanese
libya libyan
lithuania lithuanian
mexico mexican
morocco moroccan
netherlands dutch
nigeria nigerian
norway norwegian
pakistan pakistani
palestine palestinian
peru peruvian
philippines philippine filipino
poland polish
portugal portuguese
qatar qatari
romania romanian
russia russian
scotland scottish
serbia serbian
slovakia slovak
slovenia slovenian slovene
spain spanish
sudan sudanese
sweden swedish
switzerland swiss
syria syrian
taiwan taiwanese
thailand thai
tunisia tunisian
turkey turkish
us u.s. usa u.s.a. america american americans statunitense
ukraine ukrainian
venezuela venezuelan
vietnam vietnamese
wales welsh
milan milanese milano
rome roman roma
`), "\n") {
		ws := strings.Fields(line)
		for _, w := range ws {
			out[w] = ws[0]
		}
	}
	return out
}()

// country returns the country that a folded word stands for, or the word.
func country(fold string) string {
	if c, ok := countries[fold]; ok {
		return c
	}
	return fold
}
