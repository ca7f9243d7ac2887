package briefing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// named is one name in an article's running text, with the role printed before
// or behind it.
type named struct {
	name text.Span // "Matteo Piantedosi"
	role text.Span // "Italian Interior Minister", "member of the European Parliament"; may be empty
}

// mention is a speaker's mention taken apart.
type mention struct {
	name  text.Span // the personal name, or the name of an organisation; may be empty
	role  text.Span // the title before it, or the whole of a mention without a name
	group bool      // an organisation, an office or several people: never a surname
}

// titles are the heads of roles: what a person can be, in lower case.
var titles = table(`
	actor actress adviser advisor aide ambassador analyst archbishop architect artist assistant attorney author
	baron baroness bishop brigadier captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chief
	coach colonel columnist commander commissioner comptroller congressman congresswoman consul coordinator coroner
	correspondent councillor councilman councilwoman counsel count countess critic curator dean delegate deputy designer
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
	foundation fund government group guard hospital house institute institution league legislature media ministry
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

// particles are words in lower case inside names.
var particles = table(`al bin da dal de degli dei del della den der di dos du el ibn la le lo san st ten ter van von y`)

// suffixes tell members of one family apart.
var suffixes = table(`jr sr ii iii iv`)

// paired are first words of places of two words.
var paired = table(`new san los las saint st south north east west saudi united great hong sri el costa`)

// openers are words that open a sentence with a capital and belong to no name.
var openers = table(`
	a an the this that these those but and or so yet when while after before since although though despite however
	earlier later meanwhile instead still now then there here he she it they we you his her its their our in on at by
	for from to with of as if both several some many most one two three according asked what who where why how`)

func table(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// capital reports whether w opens with a capital letter.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// loud reports whether w is an acronym: no lower-case letter and two capitals.
func loud(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

// possessive reports whether the word of s at w is followed by, or ends in, a
// possessive.
func possessive(s string, w text.Span) bool {
	rest := s[w.Start:]
	rest = rest[:min(len(rest), w.Len()+5)]
	for _, mark := range []string{"'s", "’s", "s'", "s’"} {
		if i := strings.Index(rest, mark); i >= 0 && i <= w.Len() && i+len(mark) >= w.Len() {
			return true
		}
	}
	return false
}

// adjacent reports whether only blanks, full stops of initials or hyphens lie
// between two words.
func adjacent(s string, a, b text.Word) bool {
	if a.End > b.Start {
		return false
	}
	gap := s[a.End:b.Start]
	gap = strings.TrimPrefix(gap, "'s")
	gap = strings.TrimPrefix(gap, "’s")
	if strings.HasPrefix(gap, ".") && (a.Len() <= 3 || suffixes[a.Fold] || courtesy[a.Fold]) {
		gap = gap[1:]
	}
	return len(gap) <= 3 && strings.Trim(gap, " \u00a0-") == "" && gap != ""
}

// names returns the names of two words and more in r's prose, and single words
// that follow a title.
func names(r Reading) []named {
	var out []named
	t := r.Article.Text
	for _, sent := range r.Layout.Sentences {
		if sent.Kind != text.Prose || sent.Len() > 4000 {
			continue
		}
		s := sent.In(t)
		for _, n := range namesIn(s) {
			n.name.Start, n.name.End = n.name.Start+sent.Start, n.name.End+sent.Start
			if n.role.Len() > 0 {
				n.role.Start, n.role.End = n.role.Start+sent.Start, n.role.End+sent.Start
			}
			out = append(out, n)
		}
	}
	return out
}

// namesIn finds the names of one sentence.
func namesIn(s string) []named {
	ws := text.Words(s)
	var out []named
	for i := 0; i < len(ws); {
		j := run(s, ws, i)
		if j == i {
			i++
			continue
		}
		if n, ok := split(s, ws, i, j); ok {
			if n.role.Len() == 0 {
				n.role = apposition(s, n.name.End)
			}
			out = append(out, n)
		}
		i = j
	}
	return out
}

// run returns the end of the run of capitalised words that starts at i,
// particles and the prepositions of a title included.
func run(s string, ws []text.Word, i int) int {
	if !capital(ws[i].In(s)) && !titles[ws[i].Fold] || openers[ws[i].Fold] {
		return i
	}
	j, headed := i+1, titles[ws[i].Fold]
	for j < len(ws) && adjacent(s, ws[j-1], ws[j]) {
		w := ws[j]
		switch {
		case capital(w.In(s)):
		case particles[w.Fold] && leads(s, ws, j):
		case titles[w.Fold] || attributes[w.Fold]:
		case headed && (w.Fold == "of" || w.Fold == "to" || w.Fold == "for") && j+1 < len(ws) && capital(ws[j+1].In(s)):
		default:
			return j
		}
		headed = headed || titles[w.Fold]
		j++
	}
	return j
}

// leads reports whether particles from j on lead to a capitalised word.
func leads(s string, ws []text.Word, j int) bool {
	for k := j + 1; k < min(len(ws), j+4); k++ {
		if capital(ws[k].In(s)) {
			return true
		}
		if !particles[ws[k].Fold] {
			return false
		}
	}
	return false
}

// split parts the run ws[i:j] into role and name.
func split(s string, ws []text.Word, i, j int) (named, bool) {
	cut, role := i, -1
	for k := i; k < j; k++ {
		switch {
		case titles[ws[k].Fold] || attributes[ws[k].Fold] && !capital(ws[k].In(s)):
			cut, role = k+1, k
		case possessive(s, ws[k].Span):
			cut = k + 1
		case k == cut && role >= 0 && (ws[k].Fold == "of" || ws[k].Fold == "to" || ws[k].Fold == "for"):
			cut = k + 2
			if k+1 < j && paired[ws[k+1].Fold] && j-cut > 1 {
				cut++
			}
		}
	}
	for cut < j && !capital(ws[cut].In(s)) && !particles[ws[cut].Fold] {
		cut++
	}
	n := j - cut
	if n <= 0 || n > 5 || n == 1 && role < 0 {
		return named{}, false
	}
	if n == 1 && loud(ws[cut].In(s)) {
		return named{}, false
	}
	out := named{name: text.Span{Start: ws[cut].Start, End: bare(s, ws[j-1].Span)}}
	if role >= 0 && !courtesy[ws[role].Fold] {
		out.role = text.Span{Start: ws[i].Start, End: ws[cut-1].End}
	}
	return out, true
}

// bare returns the end of w without a possessive.
func bare(s string, w text.Span) int {
	for _, mark := range []string{"'s", "’s", "'", "’"} {
		if strings.HasSuffix(w.In(s), mark) {
			return w.End - len(mark)
		}
	}
	return w.End
}

// apposition returns the role that follows a name after a comma: "Alessandro
// Zan, a member of the European Parliament, said".
func apposition(s string, end int) text.Span {
	rest := s[end:]
	if !strings.HasPrefix(rest, ", ") {
		return text.Span{}
	}
	stop := 2 + strings.IndexAny(rest[2:]+",", ",.;:()“”\"")
	for _, w := range []string{" who ", " which ", " said", " told", " – ", " — "} {
		if k := strings.Index(rest[2:stop], w); k >= 0 {
			stop = 2 + k
		}
	}
	for i, w := range text.Words(rest[2:stop]) {
		if i == 0 && (w.Fold == "a" || w.Fold == "an" || w.Fold == "the") {
			continue
		}
		if i == 0 && capital(w.In(rest[2:stop])) && !titles[w.Fold] && !loud(w.In(rest[2:stop])) {
			return text.Span{} // the next name of a list
		}
		if titles[w.Fold] {
			return trimArticle(s, text.Span{Start: end + 2, End: end + stop})
		}
		if i > 7 {
			break
		}
	}
	return text.Span{}
}

// trimArticle drops a leading article and outer blanks from p.
func trimArticle(s string, p text.Span) text.Span {
	for _, w := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(p.In(s), w) {
			p.Start += len(w)
			break
		}
	}
	for p.Len() > 0 && s[p.End-1] == ' ' {
		p.End--
	}
	return p
}

// parse takes a speaker's mention apart; the spans are in bytes of s.
func parse(s string) mention {
	if i := sender(s); i > 0 {
		m := parse(s[i:])
		m.name, m.role = shift(m.name, i), shift(m.role, i)
		return m
	}
	whole := trimArticle(s, text.Span{Start: 0, End: len(s)})
	ws := text.Words(s)
	if len(ws) == 0 {
		return mention{}
	}
	if ns := namesIn(s); len(ns) > 0 && !organised(s, ns[0].name) {
		n := ns[0]
		lead := text.Words(s[:n.name.Start])
		// "a spokesman for Matteo Piantedosi" is not Piantedosi.
		if !through(lead) && only(s, n) {
			return mention{name: n.name, role: n.role}
		}
	}
	if len(ws) == 1 && capital(ws[0].In(s)) && !openers[ws[0].Fold] && !titles[ws[0].Fold] {
		w := text.Span{Start: ws[0].Start, End: bare(s, ws[0].Span)}
		return mention{name: w, group: loud(w.In(s)) || bodies[ws[0].Fold]}
	}
	return mention{role: whole, group: true}
}

// sender returns where the sender begins in "the statement from ICE", or 0.
func sender(s string) int {
	ws := text.Words(s)
	for i := range min(4, len(ws)) {
		if relayed[ws[i].Fold] && i+2 < len(ws) && (ws[i+1].Fold == "from" || ws[i+1].Fold == "by") {
			return ws[i+2].Start
		}
	}
	return 0
}

// speaker reports whether a description is of somebody who can speak.
func speaker(ws []string) bool {
	if len(ws) == 0 || vague[ws[0]] {
		return false
	}
	for _, w := range ws {
		one := singular(w)
		if titles[w] || titles[one] || bodies[w] || bodies[one] || folk[w] || folk[one] {
			return true
		}
	}
	// "Some Italians", "Milan".
	return countries[ws[len(ws)-1]] != "" || countries[strings.TrimSuffix(ws[len(ws)-1], "s")] != ""
}

// through reports whether the words before a name say that somebody else
// speaks for it.
func through(ws []text.Word) bool {
	for i, w := range ws {
		switch w.Fold {
		case "spokesman", "spokeswoman", "spokesperson", "spokespeople", "lawyer", "attorney", "aide", "representative", "portavoce":
			return i+1 < len(ws) && (ws[i+1].Fold == "for" || ws[i+1].Fold == "of" || ws[i+1].Fold == "to" || ws[i+1].Fold == "di")
		}
	}
	return false
}

// only reports whether n is what the mention is about, and not a part of a
// larger description ("critics of Matteo Piantedosi").
func only(s string, n named) bool {
	start := n.name.Start
	if n.role.Len() > 0 && n.role.Start < start {
		start = n.role.Start
	}
	for _, w := range text.Words(s[:start]) {
		if !capital(w.In(s[:start])) && !openers[w.Fold] && !attributes[w.Fold] && !titles[w.Fold] {
			return false
		}
		if w.Fold == "of" || w.Fold == "by" || w.Fold == "from" {
			return false
		}
	}
	return true
}

// organised reports whether a name is that of an organisation.
func organised(s string, name text.Span) bool {
	ws := text.Words(name.In(s))
	for _, w := range ws {
		if bodies[w.Fold] {
			return true
		}
	}
	return len(ws) > 0 && loud(ws[len(ws)-1].In(name.In(s))) && !suffixes[ws[len(ws)-1].Fold]
}
