package condense

import (
	"slices"
	"strings"
)

// alikeWords are words that tell the same news: a sentence that has one where
// another has the other says no other thing.
var alikeWords = sensesOf(
	"insist insisted stress stressed say said says tell told state stated announce announced declare declared explain explained add added note noted report reported",
	"move moved evacuate evacuated relocate relocated transfer transferred take taken took bring brought",
	"deploy deployed send sent arrive arriving come coming dispatch dispatched mobilise mobilised mobilize mobilized station stationed assign assigned",
	"lead led head headed chair chaired", "call called organise organised organize organized plan planned schedule scheduled stage staged set expect expected",
	"attend attended visit visited join joined", "help helped assist assisted aid aided support supported",
	"slay slain murder murdered shoot shot kill killed die died dead perish perished lose lost claim claimed", "injure injured wound wounded hurt",
	"burst overflow overflowed breach breached flood flooded inundate inundated", "hit struck strike slam slammed batter battered rock rocked",
	"collapse collapsed fall fell crumble crumbled", "destroy destroyed wreck wrecked ruin ruined level levelled flatten flattened raze razed",
	"damage damaged harm harmed", "begin began begun start started open opened launch launched kick kicked",
	"end ended finish finished conclude concluded close closed stop stopped halt halted",
	"approve approved pass passed adopt adopted back backed endorse endorsed ratify ratified accept accepted agree agreed vote voted",
	"reject rejected refuse refused dismiss dismissed turn turned oppose opposed block blocked",
	"arrest arrested detain detained hold held seize seized catch caught capture captured", "release released free freed",
	"rise rose risen increase increased grow grew climb climbed jump jumped soar soared surge surged gain gained",
	"fall fell fallen decrease decreased decline declined drop dropped sink sank slide slid slump slumped plunge plunged",
	"win won beat beaten defeat defeated", "hold held take taken host hosted stage staged happen happened",
	"use used deploy deployed employ employed", "build built construct constructed erect erected",
	"give gave given grant granted award awarded hand handed offer offered", "show showed shown reveal revealed indicate indicated find found",
	"cause caused spark sparked trigger triggered prompt prompted provoke provoked lead led create created fuel fuelled fueled",
	"warn warned caution cautioned", "criticise criticised criticize criticized condemn condemned slam slammed denounce denounced attack attacked blast blasted",
	"praise praised hail hailed welcome welcomed applaud applauded laud lauded thank thanked",
	"angry furious outraged upset", "calm quiet peaceful relaxed", "big large huge major vast enormous", "small minor little tiny",
	"important key crucial vital significant", "dangerous risky unsafe hazardous", "safe secure",
	"guard guarded protect protected secure secured patrol patrolled police", "monitor monitored watch watched observe observed",
	"ban banned prohibit prohibited bar barred forbid forbidden", "activate activated enforce enforced establish established create created set",
	"feature featured include included incorporate incorporated involve involved integrate integrated combine combined comprise comprised",
	"compete competed participate participated play played", "anticipate anticipated expect expected predict predicted forecast",
	"underscore underscored stress stressed emphasise emphasised emphasize emphasized reassert reaffirm reaffirmed underline underlined",
	"clarify clarified confirm confirmed explain explained", "crash crashed collide collided derail derailed",
	"sweep swept wash washed carry carried", "leave left depart departed quit withdraw withdrew", "buy bought acquire acquired purchase purchased",
	"cancel cancelled canceled scrap scrapped axe axed drop dropped", "delay delayed postpone postponed",
	"choose chose chosen elect elected select selected appoint appointed name named pick picked", "work worked operate operated serve served",
	"rescue rescued save saved pull pulled", "need needed require required", "march marched demonstrate demonstrated protest protested rally rallied gather gathered",
	"make made produce produced", "locate located situate situated base based",
)

// sensesOf maps the stem of every word to its lines, as bits; there are at most
// 64 lines.
func sensesOf(lines ...string) map[string]uint64 {
	m := map[string]uint64{}
	for i, line := range lines {
		for w := range strings.FieldsSeq(line) {
			m[stemOf(w)] |= 1 << i
		}
	}
	return m
}

// past are irregular verbs as a predicate prints them.
var past = wordSet(`rose fell won lost held took gave sent said told led built bought sold cut shut hit struck broke began found made met sank swept
	flew fought grew kept knew left paid ran saw spoke stood taught threw wore wrote brought caught chose drew drove felt froze forgot hid
	lent lit rang rode sang shook shot slept spent stole swam swore burst spread quit beat won sought fled buried tore upheld laid dug bent bore bled blew chosen clung crept dealt drank fed forgave
	hung meant overthrew overtook rode shone slid spun split stole struck strove stuck swung undid upset withdrew woke wept`)

const (
	sharedAtLeast = 3    // content words that two sentences share at least, if only their predicate differs
	almostAll     = 0.75 // share of content words
	predicates    = 40   // content words beyond which a sentence is not looked at
)

// otherPredicate reports whether two sentences say the same but for the verb or
// the adjective, and those are not known to mean the same.
func (e *evidence) otherPredicate(i, j int) bool {
	x, y := e.stated(i), e.stated(j)
	a, b := x.own(y), y.own(x)
	if len(a) != 1 || len(b) != 1 {
		return false
	}
	shared := min(x.content(), y.content()) - 1
	if shared < sharedAtLeast || float64(shared) < almostAll*float64(shared+1) {
		return false
	}
	if !x.predicate(a[0]) || !y.predicate(b[0]) || x.beside(a[0], -1) != y.beside(b[0], -1) || x.beside(a[0], 1) != y.beside(b[0], 1) {
		return false
	}
	p, q := e.c.terms[x.terms[a[0]]].stem, e.c.terms[y.terms[b[0]]].stem
	return alikeWords[p]&alikeWords[q] == 0 && !kindred(p, q) && !x.sides(y, a[0], b[0])
}

// sides reports whether the words at n and m take the same side on an axis: "did
// not approve", "rejected".
func (k *statement) sides(other *statement, n, m int) bool {
	for _, p := range k.polars {
		for _, q := range other.polars {
			if p.at == n && q.at == m && p.key < 0 && p.key == q.key && p.far == q.far {
				return true
			}
		}
	}
	return false
}

// kindred reports whether two stems are forms of one word.
func kindred(p, q string) bool {
	n := 0
	for n < len(p) && n < len(q) && p[n] == q[n] {
		n++
	}
	return n >= 4 && n >= min(len(p), len(q))-2
}

func (k *statement) content() int {
	n := 0
	for _, t := range k.terms {
		if t >= 0 {
			n++
		}
	}
	return n
}

// own returns the content words of k that the other does not have, without
// adverbs and figures.
func (k *statement) own(other *statement) []int {
	if len(k.terms) > longest || k.content() > predicates {
		return nil
	}
	var out []int
	for n, t := range k.terms {
		w := k.words[n].Fold
		if t >= 0 && !slices.Contains(other.terms, t) && !light(w) {
			out = append(out, n)
		}
	}
	return out
}

// light reports whether a word is an adverb or a figure.
func light(fold string) bool {
	return strings.HasSuffix(fold, "ly") || fold[0] >= '0' && fold[0] <= '9' || classes[fold]&numeral != 0
}

// beside returns the next content word before or behind one, -1 if there is
// none.
func (k *statement) beside(at, step int) int32 {
	for n := at + step; n >= 0 && n < len(k.terms); n += step {
		if k.terms[n] >= 0 && !light(k.words[n].Fold) {
			return k.terms[n]
		}
	}
	return -1
}

// predicate reports whether the word at n is what the sentence says of its
// subject, as far as its form and its neighbours tell.
func (k *statement) predicate(n int) bool {
	w := k.words[n].Fold
	for j := n - 1; j >= max(0, n-3) && (k.terms[j] < 0 || strings.HasSuffix(k.words[j].Fold, "ly")); j-- {
		switch before := k.words[j].Fold; {
		case be[before], strings.HasSuffix(before, "n't"), auxiliaries[before]:
			return true
		case !strings.HasSuffix(before, "ly") && before != "not" && before != "also":
			return strings.HasSuffix(w, "ed") && !determiners[before]
		}
	}
	if n == 0 || k.terms[n-1] < 0 && !strings.HasSuffix(k.words[n-1].Fold, "ly") {
		return false
	}
	return strings.HasSuffix(w, "ed") || past[w] || strings.HasSuffix(w, "s") && n+1 < len(k.words) && determiners[k.words[n+1].Fold]
}

var (
	auxiliaries = wordSet("will would shall should can could may might must has have had to did does do")
	determiners = wordSet("the a an his her its their this that these those")
)
