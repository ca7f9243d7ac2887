package briefing

import "strings"

// titles are the heads of roles: what a person can be, in lower case.
var titles = table(`
	actor actress adviser advisor aide ambassador analyst archbishop architect artist assistant attorney author
	baron baroness bishop brigadier captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chief
	coach colonel columnist commander commissioner comptroller congressman congresswoman consul coordinator coroner
	correspondent councillor councilman councilwoman counsel countess critic curator dean delegate deputy designer
	detective diplomat director doctor duchess duke economist editor emperor engineer envoy epidemiologist executive
	expert farmer fellow fireman firefighter founder co-founder cofounder general governor head historian imam inspector
	investigator journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant lord major manager
	marshal mayor mediator member midfielder minister monsignor mp mep negotiator nurse officer official organiser
	organizer owner pastor physician pilot player policeman pope premier president priest prince princess principal
	producer professor prosecutor psychologist queen rabbi rapporteur rector representative reporter researcher resident
	scientist secretary senator sergeant sheikh sheriff singer sociologist solicitor speaker spokesman spokesperson
	spokeswoman strategist striker student superintendent surgeon teacher treasurer undersecretary veterinarian
	vice-president vicar victim volunteer warden witness writer
	mr mrs ms miss dr sir dame lady rev prof gen gov sen rep lt col capt sgt
	ministro ministra sindaco sindaca presidente premier deputato deputata senatore senatrice ambasciatore portavoce
	segretario governatore assessore prefetto questore direttore`)

// courtesy are forms of address: they belong to no role.
var courtesy = table(`mr mrs ms miss dr sir dame lady rev prof`)

// abbreviated are titles that are printed with a full stop.
var abbreviated = table(`sen gov rep gen lt col capt sgt prof rev mr mrs ms dr`)

// portfolios are what a secretary or minister is of, in one word.
var portfolios = table(`state defense defence health treasury commerce education energy justice labor labour transport
	transportation agriculture homeland interior`)

// verbal are words that open or carry a clause: what follows a name with one of
// them is no role.
var verbal = table(`who whom whose which whether that is was were are am be been has have had will would could should may
	might must can did does do said says told added asked called wrote argued warned and but as also`)

// attributes are words in lower case that may stand inside a title.
var attributes = table(`
	acting assistant associate chief deputy elect executive federal first foreign former general honorary interim
	interior international junior lead local managing municipal national outgoing prime regional retired senior shadow
	state then vice justice health finance defence defense education transport economy police fire party press campaign
	opposition`)

// bodies are the heads of organisations and offices, in lower case.
var bodies = table(`
	administration agency alliance army assembly association authority bank board brigade bureau cabinet campaign centre
	center chamber charity church club coalition college commission committee company confederation congress consulate
	consulates corporation corps council court delegation department directorate embassy federation firm force forces
	foundation fund government group guard hospital house institute institution league legislature media ministry times journal herald magazine daily
	mission movement network news newspaper office organisation organization parliament party police post press
	secretariat senate service services society team tribunal union university administration watchdog
	ministero governo partito sindacato polizia procura questura comune regione ambasciata agenzia`)

// folk are others who speak without being named, in the singular.
var folk = table(`
	academic activist advocate ally analyst antagonist applicant backer campaigner candidate citizen civilian
	colleague commuter community constituent consumer crew critic crowd customer defender demonstrator detractor doctor
	driver employee employer environmentalist eyewitness familie family fan father follower former friend girl guest
	historian human immigrant insider local loyalist man men migrant moderate mother motorist neighbor neighbour observer
	onlooker opponent opposition organiser organizer parent partner passenger patient people person politician
	practitioner prisoner protester protestor pundit reader refugee relative reporter republican democrat conservative
	liberal socialist reviewer rival sceptic skeptic shopper signatorie soldier sister brother son daughter source staff
	staffer supporter survivor tenant tourist trader union unionist user victim viewer villager visitor voter woman women
	worker youth
	critico attivista manifestante testimone fonte cittadino oppositore`)

// vague openers make a description of what speaks only in a manner of saying,
// or of whom only the sentence before names.
var vague = table(`this that these those one it its both his her their another each such which`)

// relayed are things by which somebody says something: "a statement from ICE".
var relayed = table(`statement statements post tweet letter memo note release email message dispatch communique comunicato`)

// relating are words that put a name into a description of somebody else.
var relating = table(`of by from for to with about against on in at near behind like than as and or di del della`)

// offices are the words between a title and what it is of: "minister for Europe".
var offices = table(`of to for di del della dello dell dei degli delle`)

// particles are words in lower case inside names.
var particles = table(`al bin da dal de degli dei del dell della delle dello den der di dos du el ibn la le lo san st ten ter van von y`)

// suffixes tell members of one family apart.
var suffixes = table(`jr sr ii iii iv`)

// paired are first words of places of two words.
var paired = table(`new san los las saint st south north east west saudi united great hong sri el costa`)

// openers are words that open a sentence with a capital and belong to no name.
var openers = table(`
	a an the this that these those but and or so yet when while after before since although though despite however
	earlier later meanwhile instead still now then there here he she it they we you his her its their our in on at by
	for from to with of as if neither either nor not only even also had should did does unless until under like unlike
	il lo gli un una uno ma non per secondo con nel nella se quando mentre dopo anche
	both several some many most one two three according asked what who where why how`)

func table(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
