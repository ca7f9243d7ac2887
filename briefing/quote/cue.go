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

// verbs lists the reporting verbs of English with their frames:
// c clause, t that-clause, q quote, n noun, i infinitive, h hearer, m only with
// marks, w question, v needs a verb, l needs a linking preposition, N also a
// noun, Q quote only; then the polarity where it is not "said".
const verbs = `
accuse n
acknowledge cqn
add cqv
admit cqn
advise cqhin
advocate nN
affirm cqn
agree tqlv
allege cqn
allude l
announce cqn
answer tqvN
apologize lq
appeal lN
applaud n
argue cqn
articulate n
ask qwhi asked
assail n
assert cqn
assure cqh
attack mN
attest tl
attribute m
aver cq
bark Q
beg qh
begin Q
believe mct
bellow Q
bemoan nq
berate n
blame nN
blast nq
boast tqlN
bristle l
brag tql
call nlN
caution tqhN
celebrate m
challenge nN
chant qN
characterize n
characterise n
charge tqN
chastise n
chide nq
chime Q
chuckle Q
cite n
claim cqnN
clarify cqn
coin m
commend n
comment qltN
compare m
complain tql
concede cqn
conclude tqv
condemn nq
confess tqlv
confide tq
confirm cqn
congratulate n
consider m
contend cqv
contest nN denied
continue Q
convey n
counsel qhnN
counter tqvN
credit nN
criticize nq
criticise nq
cry QN
debunk n denied
declare cqn
decline i declined
decry nq
deem m
defend n
demand tqniN
demur Q
denounce nq
deny cn denied
depict m
deplore nq
deride n
describe n
detail nN
disagree lq denied
disavow n denied
disclose cn
discuss n
dismiss nq
dispute nN denied
downplay n
dub m
echo nq
elaborate ql
emphasize cqn
emphasise cqn
encourage n
endorse m
enthuse q
estimate cqN
excoriate n
exclaim q
exhort hin
explain cqnw
express n
extol n
expect mti
fear mctnN
feel mct
find mct
flag n
forecast cnN
fret tq
fume q
gripe tql
gush q
hail n
hint tqlN
hope mctN
identify m
imagine mt
implore hinq
imply cn
indicate cn
inform hc
inquire wql asked
insinuate tn
insist cqlv
instruct hi
interject q
intone q
invite n
invoke n
joke tqlN
knock mN
know mct
label n
lambaste nq
lambast nq
lament nqtcN
laud n
laugh QN
lecture h
liken m
list mN
maintain cqv
marvel tq
mention nt
mock nN
moan tqN
mourn m
mumble q
murmur qN
muse tqlN
mutter q
name mN
nod Q
note cqn
notify hc
object tlN
observe cqv
offer nqN
oppose m
opine tq
order nihN
outline n
pan n
paint mN
plead qilN
pledge tniqN
point l
ponder nqw
portray m
posit tn
post qmN
praise nqN
preach tq
predict cqn
press m
proclaim cqn
profess tni
promise cqhniN
prophesy tq
propose nit
protest tqnN
push m
query qnw asked
question nqwN asked
quip q
quote nN
rail lN
rant lqN
read qN
reason tqN
reassure hcq
rebut nq denied
rebuke nN
recall cqn
recite n
reckon cq
recommend tnN
recount qnt
refer l
reflect Q
refuse i declined
refute nq denied
regard mN
reiterate cqn
reject n denied
relate qt
remark tqlN
remember mqct
remind hcq
repeat cqn
reply qtlN
report cqnN
request nhN
retort qt
reveal cqn
ridicule nN
rip m
rule mctN
rate mN
admire m
reference nN
respond tqlv
say cq
scoff ql
scold nqh
scream qN
see m
seek mi
shout qN
show mctn
shoot Ql
fire Ql
go Ql
hit Ql
riff Q
retaliate Q
shrug QN
sigh QN
signal tnN
sing q
slam nqN
sneer ql
snap qN
speak l
specify cn
speculate tql
state cqnN
stipulate t
stress cqnN
submit tv
suggest cqn
summarize nq
support mN
surmise tq
swear tqi
talk l
taunt qnN
tease mN
tell cqhi
term nN
testify tq
text qhN
thank n
theorize tq
think mct
threaten ni
thunder q
tout nN
trumpet n
tweet qctnN
underline tnq
underscore tn
unload m
urge hniqN
utter n
venture q
voice nN
volunteer tqN
vouch l
vow niqcN
wail qN
want mi
warn cqhln
weigh l
welcome mN
whisper qN
whine tqN
wish mN
wonder wql asked
worry tqvlN
write tqcv
yell q
`

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
	"go": {"on"}, "hit": {"back"},
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
		if forms == nil {
			forms = regular(f[0])
		}
		for i, w := range forms {
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
