package briefing

import "strings"

// sameOffice lists what people call an office, and what articles call it: each
// line asks with its first words and is answered by any of the others.
var sameOffice = renamed(`
	ceo: chief executive, chief executive officer, managing director, amministratore delegato, amministratrice delegata, chief
	chief executive: ceo, managing director, amministratore delegato, amministratrice delegata
	managing director: ceo, chief executive
	boss: chief executive, ceo, managing director, director general, general secretary, director, head, chair, chairman, chairwoman, president, manager, leader, chief, owner, coach
	head: chief executive, ceo, managing director, director general, general secretary, director, chair, chairman, chairwoman, president, leader, chief, secretary
	chief: head, chief executive, director, director general, general secretary, commissioner, commander
	leader: head, general secretary, president, chair, chairman, chairwoman, secretary, captain
	director: director general, head, managing director
	chair: chairman, chairwoman, chairperson, president, head
	chairman: chair, chairwoman, chairperson, president
	chairwoman: chair, chairman, chairperson, president
	president: chair, chairman, chairwoman, head
	pm: prime minister, premier
	prime minister: premier, pm
	premier: prime minister
	minister: secretary
	secretary: minister
	finance minister: chancellor, treasury secretary, economy minister
	foreign minister: foreign secretary, secretary of state
	interior minister: home secretary
	defence minister: defense minister, defense secretary, defence secretary
	spokesman: spokeswoman, spokesperson
	spokeswoman: spokesman, spokesperson
	spokesperson: spokesman, spokeswoman
	mp: lawmaker, deputy, member of parliament, deputato, deputata
	lawmaker: mp, senator, deputy
	congressman: congresswoman, representative, lawmaker
	lawyer: attorney, solicitor, barrister, counsel, avvocato
	attorney: lawyer, solicitor
	manager: coach, trainer, allenatore
	coach: manager, trainer, allenatore
	trainer: coach, manager
	scientist: researcher, professor
	researcher: scientist, professor
	doctor: dr, physician, surgeon
	headteacher: head teacher, principal, preside
	principal: headteacher, preside
	founder: co-founder, cofounder
	owner: proprietor`)

// renamed reads lines of what is asked, a colon, and what answers, separated by
// commas.
func renamed(table string) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(table) {
		if asked, others, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			out[asked] = strings.Split(others, ", ")
		}
	}
	return out
}

// otherwise returns the words of an office as articles may print them: the "boss
// of Halden" is their chief executive, director or head.
func otherwise(ws []string) [][]string {
	var out [][]string
	for n := min(2, len(ws)); n > 0; n-- {
		for i := 0; i+n <= len(ws); i++ {
			for _, other := range sameOffice[strings.Join(ws[i:i+n], " ")] {
				var as []string
				as = append(append(append(as, ws[:i]...), strings.Fields(other)...), ws[i+n:]...)
				out = append(out, as)
			}
		}
	}
	return out
}

// renamed puts into a question, in place of the letters of an office that the
// corpus does not print, the first name of that office that it does.
func (s *snapshot) renamed(question string) string {
	out, _ := rewrite(question, func(w string) string {
		if len(w) > 3 || s.words.has(w) {
			return ""
		}
		for _, other := range sameOffice[w] {
			printed := true
			for part := range strings.FieldsSeq(other) {
				printed = printed && s.words.has(part)
			}
			if printed {
				return other
			}
		}
		return ""
	})
	return out
}
