package quote

import (
	"strings"
	"unicode/utf8"
)

// lexicon maps a lower-case word to what it can be.
var lexicon = tabulate([]entry{
	{det, `the a an this these those some any each every both several many most few all another no other such much
		half one two three four five six seven eight nine ten dozens hundreds thousands either neither what's`},
	{poss, `my your his her its our their whose`},
	{subj, `i he she they it we you there everyone everybody nobody someone somebody anyone none others who's`},
	{obj, `me him them us himself herself themselves itself myself`},
	{rel, `who which whom whose that`},
	{prep, `of in on at by for with from to into onto about against between among through during under over near
		across around behind beside besides beyond despite down inside outside off toward towards upon via within without
		amid alongside per versus than until since throughout including regarding concerning like unlike aboard above below after before`},
	{conj, `and or but nor yet so plus & v`},
	{subord, `because if when while as after before since although though whether until unless where once whereas lest
		whenever wherever even`},
	{wh, `how why what whether where whom`},
	{be, `is are was were be been being am 're 'm isn't aren't wasn't weren't ain't`},
	{have, `ha hanno has have had having 've hasn't haven't hadn't`},
	{aux, `do does did will would can could shall should may might must 'll 'd don't doesn't didn't won't wouldn't can't
		cannot couldn't shouldn't mustn't ought`},
	{neg, `not never don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't weren't
		hasn't haven't hadn't hardly`},
	{adv, `also later then still now just again even only often once already previously recently earlier long ever soon
		always sometimes first last instead meanwhile however too yesterday today tonight tomorrow furthermore moreover nevertheless
		nonetheless perhaps maybe indeed further further elsewhere afterward afterwards aloud twice there here back
		since away ahead thus therefore besides almost quite rather simply yet not never otherwise online likewise together so`},
	{when, `monday tuesday wednesday thursday friday saturday sunday mondays sundays january february march april june july august
		september october november december jan feb aug sept oct nov dec today yesterday tomorrow tonight week weeks month months year
		years morning afternoon evening night noon midnight earlier later early late ago weekend day days hour hours spring summer autumn
		fall winter mon tue wed thu fri sat ieri oggi`},
	{title, `mr mrs ms miss dr prof sir lord lady dame president vice prime minister senator sen rep representative congressman
		congresswoman governor gov mayor secretary ambassador general gen judge justice attorney chief sheriff sgt lt col capt
		captain colonel sergeant lieutenant commissioner chairman chairwoman chair chairperson director pope cardinal bishop archbishop
		king queen prince princess sheikh chancellor premier foreign interior defence defense finance deputy undersecretary rev
		reverend father sister officer detective inspector superintendent professor former ex-president candidate nominee
		spokesman spokeswoman spokesperson leader coach manager analyst economist author pollster activist lawyer strategist
		host anchor reporter correspondent columnist editor producer publisher rapper singer actor actress comedian businessman
		businesswoman billionaire tycoon entrepreneur founder co-founder ceo cfo chief-executive speaker whip delegate councilman
		councilwoman alderman assemblyman commander admiral adm maj major del treasurer senior signor signora onorevole
		ministre maire préfet préfète procureure sénateur sénatrice alcalde alcaldesa
		ministro ministra sindaco sindaca presidente governatore assessore assessora portavoce segretario segretaria prefetto questore
		procuratore sottosegretario commissario senatore senatrice deputato deputata direttore direttrice monsieur madame herr frau monsignor imam rabbi pastor baroness baron count countess emperor
		researcher scientist historian mathematician physicist philosopher psychologist sociologist doctor surgeon`},
	{human, `fonti esperti testimoni residenti avvocato avvocata legale cittadini tecnici consigliere consigliera eurodeputato eurodeputata spokesman spokeswoman spokesperson spokespeople spokesmen official officials source sources aide aides adviser
		advisers advisor advisors lawyer lawyers attorney attorneys analyst analysts expert experts critic critics supporter
		supporters opponent opponents voter voters resident residents neighbor neighbors neighbour neighbours witness
		witnesses investigator investigators prosecutor prosecutors organizer organizers organiser organisers protester
		protesters demonstrator demonstrators activist activists leader leaders lawmaker lawmakers senator senators
		politician politicians republicans democrats republican democrat researcher researchers scientist scientists author authors
		economist economists strategist strategists operative operatives pollster pollsters person people man woman men women
		boy girl husband wife mother father son daughter brother sister friend friends colleague colleagues parent parents
		student students teacher teachers doctor doctors nurse nurses patient patients candidate candidates nominee president mayor
		governor minister secretary director chairman chairwoman chief judge judges officer officers detective detectives
		owner owners manager managers coach player players reporter reporters journalist journalists editor editors columnist
		host moderator narrator writer ex-wife ex-husband widow cousin uncle aunt businessman billionaire mogul ambassador
		diplomat diplomats soldier soldiers general commander professor professors member members founder executive
		executives ceo representative representatives advocate advocates union unions insider insiders participant
		participants attendee guest contestant contestants worker workers employee employees driver victim victims
		survivor survivors relative relatives family families farmer farmers couple crowd audience questioner caller panelist
		congressman congresswoman sheriff pastor priest bishop pope imam trainer instructor head fan fans citizen citizens user users
		observer observers commentator commentators delegate delegates donor donors agent agents informant counsel actor
		actress singer director producer filmmaker artist partner partners roommate housemate classmate classmates teammate teammates cousins nephew niece grandfather grandmother grandson granddaughter widower landlord tenants shopkeeper shopkeepers fisherman fishermen baker butcher biologist engineer engineers architect architects trader traders customers passengers refugees migrants negotiator negotiators bystander bystanders passerby onlookers eyewitness eyewitnesses pensioner pensioners retiree retirees kid kids child children others tourist tourists correspondent`},
	{institutional, `ministero governo procura questura prefettura polizia comune regione sindacato partito opposizione ministry department agency agencies police government campaign committee commission court courts company
		companies group groups organization organisation administration bureau office embassy party parties council union association
		team bank newspaper magazine paper network station website site university institute center centre board panel
		army military navy force forces authority authorities house congress parliament senate union federation firm foundation coalition
		club league church hospital school camp alliance delegation regulator watchdog opposition publication outlet channel
		caucus consulate service corporation charity state-run society`},
	{paper, `nota comunicato lettera messaggio statement statements letter letters report reports poll polls survey surveys study studies document documents
		email emails e-mail e-mails memo filing complaint lawsuit suit brief ad ads advertisement spot video clip article
		story editorial op-ed post tweet tweets message book transcript release petition motion ruling order affidavit
		indictment audit review analysis data figures records research findings website headline sign banner caption text
		resolution draft manifesto note notes press communique communiqué bulletin notice advisory column essay blog`},
	{verb, `went came made took got gave kept held led met saw became began brought built bought won lost ran sat stood fell
		felt found meant paid sent set spent grew drew drove flew fought shot struck wore rose chose broke spoke threw taught
		caught sold put cut hit let lets makes takes gets gives goes comes seems appears remains includes needs wants helps
		works looks keeps holds leads plans faces runs plays serves wins loses hopes thinks believes knows means seemed
		appeared wanted hoped believed thought knew had has did does became remain seem appear need want gave helped used
		tried tries faced served worked looked moved turned started stopped happened continued joined followed
		decided agreed refused failed managed added received died lived killed arrived returned signed passed
		cast quit beat shut split spread swung stuck slid slept shook rode rang overcame forgot fled fed dealt dug clung burst ate
		voted walked played showed opened closed raised released published launched posted offered`},
	{control, `declined declines decline refused refuses refuse went goes go going continued continues continue wants want wanted
		appeared appears appear seemed seems seem began begins begin started proceeded moved hastened hesitated
		failed fails tried tries likes liked loves loved paused took stopped managed came neglected plans planned
		intends intended hopes hoped expects expected used tend tends tended able quick careful unable unwilling reluctant ready willing
		getting got rushed sought seeks led continues continuing declining refusing going trying`},
	{manner, `the a an but and or so yet if when while as after before because since although though in on at by for from with
		about not no yes well look here there this that these those it he she they we i you his her their our my your its
		what who how why where now then also still even just however meanwhile instead asked earlier later last next one
		two some many most all both each every another other more according following during despite until under over speaking
		to is are was were be been has have had do does did will would can could should may might must let please thank
		thanks oh ok okay hey hi hello yeah sure maybe perhaps today yesterday tomorrow only first second third
		once like unlike such given without within through between among against near across around including say says
		said tell told call called read watch see click follow asked citing adding calling saying writing noting every related photo
		image credit source update updated correction editor's share subscribe sign advertisement everyone nobody clarification
		warning exclusive breaking latest poll video analysis opinion live new note`},
})

// notAdverb lists words in -ly that are no adverbs.
var notAdverb = words(`italy family reply supply ally apply july only early rally daily weekly monthly friendly deadly elderly
	likely unlikely holy ugly lonely lovely assembly anomaly monopoly bully billy emily sally kelly molly polly fly rely july
	comply imply multiply hourly yearly orderly scholarly costly`)

// places lists countries, capitals and institutions that speak under one
// capitalised word and are no persons.
var places = words(`italy rome milan france paris germany berlin spain madrid portugal lisbon britain england scotland wales london
	ireland dublin belgium brussels netherlands amsterdam luxembourg switzerland bern geneva austria vienna poland warsaw hungary
	budapest czechia prague slovakia slovenia croatia serbia belgrade kosovo bosnia albania greece athens turkey türkiye ankara cyprus
	malta denmark copenhagen sweden stockholm norway oslo finland helsinki iceland estonia latvia lithuania ukraine kyiv kiev
	russia moscow belarus minsk georgia tbilisi armenia azerbaijan moldova romania bucharest bulgaria sofia israel jerusalem
	palestine gaza lebanon beirut syria damascus jordan amman iraq baghdad iran tehran egypt cairo libya tripoli tunisia tunis
	algeria morocco sudan ethiopia kenya nairobi nigeria ghana africa india delhi pakistan islamabad afghanistan kabul china
	beijing japan tokyo korea seoul pyongyang taiwan taipei vietnam hanoi thailand bangkok indonesia jakarta malaysia australia canberra
	canada ottawa mexico brazil argentina chile peru colombia venezuela caracas cuba havana america washington europe asia nato
	congress parliament senate kremlin pentagon vatican westminster reuters bloomberg politico facebook google apple amazon
	microsoft twitter netflix tesla breitbart fox yahoo instagram youtube tiktok meta boeing airbus airbnb uber`)

// states are what stands after the name of an American town.
var states = words(`alabama ala alaska arizona ariz arkansas ark california calif colorado colo connecticut conn delaware del florida fla
	georgia ga hawaii idaho illinois ill indiana ind iowa kansas kan kentucky ky louisiana la maine maryland md massachusetts mass
	michigan mich minnesota minn mississippi miss missouri mo montana mont nebraska neb nevada nev hampshire jersey mexico york carolina
	dakota ohio oklahoma okla oregon ore pennsylvania pa tennessee tenn texas tex utah vermont vt virginia va washington wash wisconsin
	wis wyoming wyo d.c dc n.h n.j n.m n.y n.c n.d r.i s.c s.d w.va`)

type entry struct {
	flags flag
	words string
}

func tabulate(entries []entry) map[string]flag {
	t := map[string]flag{}
	for _, e := range entries {
		for w := range strings.FieldsSeq(e.words) {
			t[w] |= e.flags
		}
	}
	return t
}

func words(list string) map[string]bool {
	t := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		t[w] = true
	}
	return t
}

// lower returns w in small letters, unless it is longer than any word of the
// lists.
func lower(w string) string {
	if len(w) > longestWord {
		return w
	}
	return strings.ToLower(w)
}

// longestWord is how many bytes the longest word of the lists has at most.
const longestWord = 40

// listed returns what table holds for w, whatever its capitals.
func listed[V any](table map[string]V, w string) V {
	if len(w) > longestWord {
		return table[w]
	}
	var small [longestWord]byte
	for i := range len(w) {
		c := w[i]
		switch {
		case c >= utf8.RuneSelf:
			return table[strings.ToLower(w)]
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		small[i] = c
	}
	return table[string(small[:len(w)])]
}
