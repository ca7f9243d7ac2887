package quote

import "strings"

// A cue is one form of a reporting verb. What may follow it is its frame.
type cue struct {
	lemma    string
	frame    frame
	form     form
	polarity Polarity
}

// frame says what a reporting verb takes as the content of the report.
type frame uint16

const (
	takesClause frame = 1 << iota // "said he would"
	takesThat                     // only with an explicit "that" or question word
	takesQuote                    // direct speech
	takesNoun                     // "criticised the deal"
	takesTo                       // "vowed to fight"
	takesHearer                   // "told reporters that": an object before the content
	takesMarks                    // not a verb of speech: counts only with quotation marks
	takesQuiz                     // "asked whether"
	needsVerb                     // a bare noun after it is no speech ("added jobs")
	needsLink                     // takes its noun only after a preposition ("called for calm")
	isNoun                        // also a common noun ("claims", "reports")
	quoteOnly                     // direct speech only ("continued", "laughed")
)

// form is the inflection of a verb.
type form uint8

const (
	base form = 1 << iota
	third
	past
	part
	gerund
)

// irregular forms: base, third person, past, participle, gerund where they are
// not built by the rules.
const irregular = `
say says said said saying
tell tells told told telling
write writes wrote written writing
begin begins began begun beginning
speak speaks spoke spoken speaking
swear swears swore sworn swearing
read reads read read reading
sing sings sang sung singing
know knows knew known knowing
see sees saw seen seeing
seek seeks sought sought seeking
think thinks thought thought thinking
find finds found found finding
feel feels felt felt feeling
shoot shoots shot shot shooting
go goes went gone going
hit hits hit hit hitting
put puts put put putting
show shows showed shown showing
forecast forecasts forecast forecast forecasting
beg begs begged begged begging
brag brags bragged bragged bragging
admit admits admitted admitted admitting
quip quips quipped quipped quipping
nod nods nodded nodded nodding
pan pans panned panned panning
rebut rebuts rebutted rebutted rebutting
refer refers referred referred referring
rip rips ripped ripped ripping
slam slams slammed slammed slamming
snap snaps snapped snapped snapping
shrug shrugs shrugged shrugged shrugging
submit submits submitted submitted submitting
dub dubs dubbed dubbed dubbing
chat chats chatted chatted chatting
`

var frameLetters = map[byte]frame{
	'c': takesClause, 't': takesThat, 'q': takesQuote, 'n': takesNoun, 'i': takesTo, 'h': takesHearer,
	'm': takesMarks, 'w': takesQuiz, 'v': needsVerb, 'l': needsLink, 'N': isNoun, 'Q': quoteOnly,
}

// links are the prepositions that lead from a verb with needsLink, or with one
// of its own, to the content; "" stands for every other verb.
var links = map[string][]string{
	"call": {"for", "on", "upon"}, "point": {"out", "to", "at"}, "refer": {"to"}, "allude": {"to"}, "talk": {"about", "of", "up"},
	"speak": {"about", "of", "against", "out"}, "rail": {"against", "about"}, "warn": {"of", "about", "against"},
	"weigh": {"in"}, "agree": {"to", "with", "on"}, "disagree": {"with", "over", "on"}, "respond": {"to"}, "complain": {"about", "of"},
	"boast": {"of", "about"}, "brag": {"of", "about"}, "hint": {"at"}, "joke": {"about"}, "apologize": {"for", "to"},
	"object": {"to"}, "appeal": {"for", "to"}, "insist": {"on", "upon"}, "plead": {"for"}, "attest": {"to"}, "vouch": {"for"},
	"comment": {"on", "about"}, "rant": {"about", "against"}, "speculate": {"about", "on"}, "wonder": {"about"}, "scoff": {"at"},
	"reply": {"to"}, "elaborate": {"on"}, "inquire": {"about"}, "confess": {"to"}, "bristle": {"at"}, "sneer": {"at"},
	"gripe": {"about"}, "worry": {"about"}, "muse": {"about"}, "remark": {"on"}, "testify": {"about"}, "write": {"about", "of"},
	"ask": {"for", "about"}, "lash": {"out"}, "shoot": {"back"}, "fire": {"back"},
	"go": {"on"}, "hit": {"back"}, "put": {"it"}, "sum": {"up"},
}

// cues maps every lower-case form of a reporting verb to its reading.
var cues = inflect(verbs, irregular)

func inflect(verbs, irregular string) map[string]*cue {
	odd := map[string][]string{}
	for line := range strings.Lines(irregular) {
		if f := strings.Fields(line); len(f) == 5 {
			odd[f[0]] = f
		}
	}
	table := map[string]*cue{}
	for line := range strings.Lines(verbs) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		c := cue{lemma: f[0], polarity: Said}
		for i := range len(f[1]) {
			c.frame |= frameLetters[f[1][i]]
		}
		if len(f) > 2 {
			c.polarity = Polarity(f[2])
		}
		forms := odd[f[0]]
		if strings.HasSuffix(f[0], "to") && c.frame == takesQuote { // Italian: "ha detto"
			forms = []string{"", "", f[0], "", ""}
		}
		if forms == nil {
			forms = regular(f[0])
		}
		for i, w := range forms {
			if w == "" {
				continue
			}
			if table[w] == nil || table[w].lemma != c.lemma {
				d := c
				table[w] = &d
			}
			table[w].form |= base << i
		}
	}
	return table
}

// regular builds the five forms of a regular verb.
func regular(v string) []string {
	third, past, ing := v+"s", v+"ed", v+"ing"
	switch {
	case strings.HasSuffix(v, "e"):
		past, ing = v+"d", v[:len(v)-1]+"ing"
		if strings.HasSuffix(v, "ee") {
			ing = v + "ing"
		}
	case strings.HasSuffix(v, "y") && !strings.ContainsAny(v[len(v)-2:len(v)-1], "aeou"):
		third, past = v[:len(v)-1]+"ies", v[:len(v)-1]+"ied"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "sh"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "x"):
		third = v + "es"
	}
	if v == "echo" {
		third = "echoes"
	}
	return []string{v, third, past, past, ing}
}
