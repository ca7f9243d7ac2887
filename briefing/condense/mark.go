package condense

import (
	"strings"

	"briefingbot/briefing/text"
)

// marks are what the surface of a sentence says about it.
type marks uint8

const (
	question   marks = 1 << iota // ends in a question mark
	personal                     // the writer or a speaker says I or we
	dangling                     // opens with a word that points back: needs the sentence before it
	figured                      // holds a digit
	unfinished                   // does not end like a sentence
	relayed                      // ends by saying who reports
	spelt                        // holds a number in words
	judging                      // confirms or denies
)

// class says what a word form does to the sentence that opens with it.
type class uint16

const (
	back     class = 1 << iota // points back wherever it opens: "he", "however"
	self                       // first person
	pointing                   // points back when it follows a preposition at the opening: "despite these"
	echo                       // "also", "too": points back anywhere near the opening
	span                       // after "this" makes it no pointer: "this week"; also "those who"
	leading                    // leads over to what was said: "in line with this"
	relay                      // who passes news on
	report                     // that it does
	numeral                    // a number in words
	verdict                    // confirms or denies
	digit
)

// classes are the words that point out of their sentence.
var classes = classesOf(map[class]string{
	back: "he she they it his her their its him them this that these those such both " +
		"however but and or nor so yet meanwhile moreover furthermore nevertheless nonetheless instead " +
		"besides then therefore thus hence still otherwise likewise similarly additionally consequently " +
		"another others neither former latter " +
		"egli lui lei essi loro questo questa questi queste quello quella tuttavia pero inoltre ma e infatti anche",
	self:     "i we me my our ours myself ourselves io noi mio nostro",
	pointing: "this that these those such",
	echo:     "also too again anche",
	relay:    "correspondent correspondents reporter reporters agency",
	report:   "reports reported report",
	numeral: "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
		"eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half " +
		"due tre quattro cinque sei sette otto nove dieci venti trenta cento mille mila milione milioni miliardi",
	verdict: confirming + " " + denying,
	span: "week month year morning afternoon evening night weekend day spring summer autumn winter season time monday tuesday " +
		"wednesday thursday friday saturday sunday settimana mese anno mattina sera estate inverno who whose whom",
	leading: "despite given following amid line addition light spite view contrast response result reaction part because",
})

// classesOf maps the stem of every word to its classes.
func classesOf(t map[class]string) map[string]class {
	m := map[string]class{}
	for k, words := range t {
		for w := range strings.FieldsSeq(words) {
			m[stemOf(w)] |= k
		}
	}
	return m
}

// stemOf returns the stem under which a word form is a term.
func stemOf(fold string) string {
	if text.Stop(fold, "") {
		return fold
	}
	return text.Stem(fold, "")
}

// mark reads the surface of a sentence.
func (c *Cluster) mark(printed string, words []int32) marks {
	var m marks
	switch end := lastInk(printed); end {
	case '?':
		m |= question
	case '.', '!':
	default:
		m |= unfinished
	}
	if overtures[overture(printed)] {
		m |= dangling
	}
	if n := len(words); n > 2 && c.terms[words[n-1]].class&report != 0 && c.terms[words[n-2]].class&relay != 0 {
		m |= relayed
	}
	stops := true // every word so far carries no content, or only leads over
	for i, w := range words {
		k := c.terms[w].class
		led := stops
		stops = stops && (c.terms[w].stop || k&leading != 0)
		if k == 0 {
			continue
		}
		if k&self != 0 {
			m |= personal
		}
		if k&digit != 0 {
			m |= figured
		}
		if k&numeral != 0 {
			m |= spelt
		}
		if k&verdict != 0 {
			m |= judging
		}
		if k&pointing != 0 && i+1 < len(words) && c.terms[words[i+1]].class&span != 0 {
			continue
		}
		if k&back != 0 && i == 0 && !c.expletive(words) || k&pointing != 0 && led && i < 4 || k&echo != 0 && i < 8 {
			m |= dangling
		}
	}
	return m
}

// overtures are openings of several words, up to the comma, that lead over from
// what was said.
var overtures = func() map[string]bool {
	m := map[string]bool{}
	for _, o := range []string{
		"as a result", "in addition", "in contrast", "by contrast", "in turn", "in response", "in return", "in other words",
		"at the same time", "at that time", "at that point", "on the other hand", "on the contrary", "for example",
		"for instance", "after that", "since then", "until then", "by then", "in fact", "as such", "even so", "in that case",
		"after all", "of course", "in short", "to that end", "what is more", "for that reason", "for this reason",
		"di conseguenza", "al contrario", "per esempio", "ad esempio", "nel frattempo", "allo stesso tempo",
	} {
		m[o] = true
	}
	return m
}()

// overture returns what stands before an early comma, in lower case.
func overture(printed string) string {
	const most = 20
	if end := strings.IndexByte(printed[:min(len(printed), most)], ','); end > 0 {
		return strings.ToLower(printed[:end])
	}
	return ""
}

// expletive reports whether an opening "it" stands for what follows: "It is
// common for nations to …".
func (c *Cluster) expletive(words []int32) bool {
	if len(words) < 5 || c.terms[words[0]].stem != "it" {
		return false
	}
	switch c.terms[words[1]].stem {
	case "is", "was", "remain", "seem", "appear", "take", "took":
	default:
		return false
	}
	for _, w := range words[2:min(7, len(words))] {
		switch c.terms[w].stem {
		case "that", "to", "for", "how", "whether":
			return true
		}
	}
	return false
}
