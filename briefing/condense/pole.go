package condense

import (
	"slices"
	"strings"
)

// pole is one end of an axis on which the news says one thing or its opposite.
type pole struct {
	axis     int32
	far      bool // the second half of its line
	mere     bool // an attribute, which tells people and things apart as often as it is contested
	converse bool // one party does the one where the other does the other: won, lost
}

// poles are opposites, by stem: what is said of the same subject with a word of
// the one half contradicts what is said with a word of the other.
var poles = polesOf(
	`arrest arrested detain detained jail jailed imprison imprisoned capture captured | release released releases free freed frees`,
	`rise rises rising rose risen raise raised increase increased grow grew grown growth climb climbed climbing soar soared surge surged jump jumped
	gain gained higher | fall falls falling fell fallen decrease decreased decline declined drop dropped plunge plunged sink sank shrink
	shrank slump slumped tumble tumbled lower lowered`,
	`= win won wins winning winner victory victorious | lose lost loses losing loser loss defeat defeated`,
	`open opened reopen reopened opening reopening | close closed closing closure shut shuts shutting`,
	`accept accepted acceptance approve approved approval pass passed adopt adopted endorse endorsed ratify ratified agree agreed
	back backed support supported welcome welcomed favour favor favoured favored |
	reject rejected rejection refusal refuse refused oppose opposed opposes veto vetoed rebuff rebuffed spurn spurned disapprove condemn condemned
	block blocked disagree disagreed criticise criticised criticize criticized`,
	`guilty convict convicted conviction | innocent acquit acquitted acquittal cleared exonerated`,
	`dead died dies dying death kill killed | alive survive survived survives unhurt unharmed`,
	`angry anger furious fury outraged outrage tense tension chaotic chaos violent violence hostile unrest panic |
	calm peaceful peace quiet relaxed serene`,
	`confirm confirmed confirmation acknowledge acknowledged admit admitted | deny denied denies denial refute refuted`,
	`allow allowed permit permitted authorise authorised authorize authorized lift lifted |
	ban banned bans prohibit prohibited forbid forbidden forbade outlaw outlawed bar barred impose imposed`,
	`begin begins beginning began begun start started launch launched
	continue continues continued ongoing | end ended ending finish finished conclude concluded stop stopped
	halt halted cancel cancelled canceled suspend suspended scrap scrapped`,
	`safe safety secure | unsafe dangerous danger hazardous insecure risky`,
	`succeed succeeded success successful | fail failed fails failure unsuccessful collapse collapsed`,
	`strong stronger strengthen strengthened | weak weaker weaken weakened`,
	`expand expanded extend extended widen widened | reduce reduced cut shorten shortened narrow narrowed curb curbed`,
	`hire hired recruit recruited employ appoint appointed | sack sacked dismiss dismissed fire fired resign resigned oust ousted`,
	`arrive arrived enter entered | leave left depart departed exit exited withdraw withdrew withdrawn`,
	`build built rebuild rebuilt construct constructed | destroy destroyed demolish demolished dismantle dismantled`,
	`legal lawful legitimate | illegal unlawful illegitimate`,
	`~ possible | impossible`, `~ regular | irregular`, `~ complete | incomplete`, `sufficient adequate enough | insufficient inadequate`,
	`optimistic hopeful confident | pessimistic doubtful sceptical skeptical worried`,
	`happy glad pleased delighted satisfied | unhappy sad dissatisfied disappointed upset`,
	`~ good better best improve improved improvement | bad worse worst worsen worsened deteriorate deteriorated`,
	`true genuine authentic | false fake untrue`, `~ present | absent`, `stable | unstable`, `valid | invalid void`,
	`~ full | empty`, `~ early earlier | late later`, `~ public | secret private`, `~ major large big huge | minor small tiny`,
	`~ man men boy boys father husband son | woman women girl girls mother wife daughter`,
	`~ northern north | southern south`, `~ eastern east | western west`,
	`= buy bought purchase purchased acquire acquired | sell sold sale`,
	`~ cheap cheaper | expensive`, `~ hot heat warm | cold cool freezing`, `intact undamaged | damaged`, `deliberate intentional | accidental`,
	`remember remembered | forget forgot forgotten`, `join joined | quit`, `attack attacked | defend defended protect protected`,
	`uphold upheld upholds | overturn overturned quash quashed annul annulled`, `drunk intoxicated | sober`,
	`advance advanced | retreat retreated`, `praise praised applaud applauded hail hailed laud lauded | slam slammed denounce denounced
	decry decried`,
)

// polesOf reads lines of two halves; one that opens with "=" has converses, one
// with "~" mere attributes.
func polesOf(lines ...string) map[string]pole {
	m := map[string]pole{}
	for i, line := range lines {
		line, converse := strings.CutPrefix(line, "= ")
		line, mere := strings.CutPrefix(line, "~ ")
		near, far, _ := strings.Cut(line, "|")
		for side, words := range []string{near, far} {
			for w := range strings.FieldsSeq(words) {
				if _, ok := m[stemOf(w)]; !ok {
					m[stemOf(w)] = pole{int32(i), side == 1, mere, converse}
				}
			}
		}
	}
	return m
}

const (
	// negators turn what follows them.
	negators = "not no never without neither nor nobody none cannot barely hardly scarcely rarely seldom unable non"
	// denials turn the statement that follows them.
	denials = "deny denied denies denying denial refuse refused refuses refusing fail failed fails failing decline declined declines " +
		"declining lack lacked lacks avoid avoided avoids"
)

// negating are the negators; true for those that need "to" behind them, or a
// statement.
var negating = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(negators) {
		m[w] = false
	}
	for w := range strings.FieldsSeq(denials) {
		m[w] = true
	}
	return m
}()

// Words that make a negator none ("not only"), that leave a statement open
// ("if"), and verbs whose negation says nothing ("did not say when").
var (
	halfNegated = wordSet("only just merely simply necessarily least less more fewer later sooner doubt matter until so")
	leftOpen    = wordSet("if unless whether until")
	idle        = wordSet(`say said says saying tell told comment commented respond responded elaborate elaborated know known knew knows give gave
		given specify specified name named identify identified provide provided disclose disclosed reveal revealed clear immediate immediately
		want wanted need needed think thought believe believed see seen make made take taken took get come came go going go have people
		person time way day year`)
	weekdays = wordSet(`monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow lunedi martedi mercoledi giovedi
		venerdi sabato domenica`)
)

// adjectival are the endings of adjectives that "in" and its kind turn: "include"
// is no opposite.
var adjectival = []string{"ive", "able", "ible", "ent", "ant", "ate", "al", "ect", "ar", "ure"}

// unturned returns the adjective that a prefix turns: "safe" of "unsafe",
// "effective" of "ineffective". It may be none: the other sentence must have it.
func unturned(fold string) (rest string, ok bool) {
	if rest, ok = strings.CutPrefix(fold, "un"); ok {
		return rest, len(rest) >= 4 && !strings.HasPrefix(rest, "der")
	}
	for _, prefix := range []string{"in", "im", "il", "ir", "dis", "non"} {
		if rest, ok = strings.CutPrefix(fold, prefix); ok && len(rest) >= 5 {
			return rest, slices.ContainsFunc(adjectival, func(end string) bool { return strings.HasSuffix(rest, end) })
		}
	}
	return "", false
}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
