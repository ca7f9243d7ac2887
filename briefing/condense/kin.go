package condense

import "strings"

// kin are words that readers use for one another when they name a topic: who
// asks for "the controversy" means the protests, the criticism and the debate.
// Each line is one field of the news.
var kin = fieldsOf(
	`controversy controversial dispute row backlash criticism criticise criticize critic critics protest protests protester
	demonstration demonstrate rally outrage outcry anger angry fury furious opposition oppose opponents condemn condemned denounce
	denounced object objection reject rejected slam slammed blast scandal debate uproar unrest tension tensions concern concerns
	worried welcome unwelcome unacceptable shameful boycott petition polemic clash scrutiny accuse accused reaction`,
	`security secure police policing officers guard guards carabinieri soldiers troops patrol surveillance drone drones
	cybersecurity cyber checkpoint barrier zone zones deployment deploy deployed threat threats intelligence safety protect
	protection terrorism counterterrorism enforcement prevention forces`,
	`economy economic growth recession inflation prices unemployment jobs wages gdp trade tariff tariffs exports markets stocks
	shares bank banks budget debt deficit interest rates investment business`,
	`election elections vote votes voter voters voting ballot poll polls campaign candidate candidates party parties primary turnout
	elected referendum coalition`,
	`health disease virus outbreak epidemic pandemic infection infected cases hospital hospitals patients doctors vaccine vaccination
	symptoms treatment medical`,
	`war conflict fighting attack attacks offensive strike strikes missile missiles army military troops rebels ceasefire truce
	invasion bombing shelling battle`,
	`casualties victims dead deaths killed died injured wounded toll bodies survivors missing fatalities`,
	`disaster earthquake flood floods storm hurricane cyclone wildfire fire rescue rescuers evacuated damage destroyed emergency relief aid`,
	`court trial judge jury verdict lawsuit charges charged prosecutor prosecutors convicted sentence sentenced appeal guilty
	lawyer lawyers ruling law legal`,
	`crime police arrest arrested suspect suspects shooting murder robbery investigation investigators detective`,
	`climate environment emissions carbon warming temperature pollution energy oil gas renewable`,
	`migration immigration immigrants migrants refugees asylum border deportation deported visa`,
	`diplomacy diplomatic ambassador embassy talks negotiations summit treaty agreement sanctions minister foreign consulate relations`,
	`technology tech software internet data company app artificial chips computer cyber`,
	`sport sports athletes athlete games olympics olympic team players match medal tournament championship competition stadium venues`,
	`schedule dates date begin begins start starts open opens opening run runs until ceremony`,
)

// fieldsOf maps the stem of every word to the fields it belongs to, as bits.
func fieldsOf(lines ...string) map[string]uint32 {
	m := map[string]uint32{}
	for i, line := range lines {
		for w := range strings.FieldsSeq(line) {
			m[stemOf(w)] |= 1 << i
		}
	}
	return m
}
