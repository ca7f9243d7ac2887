package condense

import "strings"

// marks are what the surface of a sentence says about it.
type marks uint8

const (
	question   marks = 1 << iota // ends in a question mark
	personal                     // the writer or a speaker says I or we
	quoted                       // opens with a quotation mark
	dangling                     // opens with a word that points back: needs the sentence before it
	figured                      // holds a digit
	unfinished                   // does not end like a sentence
)

// class says what a word form does to the sentence that opens with it.
type class uint8

const (
	back     class = 1 << iota // points back wherever it opens: "he", "however"
	self                       // first person
	pointing                   // points back when it follows a preposition at the opening: "despite these"
	echo                       // "also", "too": points back anywhere near the opening
	digit
)

// classes are the words that point out of their sentence.
var classes = table(map[class]string{
	back: "he she they it his her their its him them this that these those such both " +
		"however but and or nor so yet meanwhile moreover furthermore nevertheless nonetheless instead " +
		"besides then therefore thus hence still otherwise likewise similarly additionally consequently " +
		"another others neither former latter " +
		"egli lui lei essi loro questo questa questi queste quello quella tuttavia però inoltre ma e infatti anche",
	self:     "i we me us my our mine ours myself ourselves io noi mio nostro",
	pointing: "this that these those such",
	echo:     "also too again anche",
})

func table(t map[class]string) map[string]class {
	m := map[string]class{}
	for k, words := range t {
		for w := range strings.FieldsSeq(words) {
			m[w] |= k
		}
	}
	return m
}

// mark reads the surface of a sentence.
func (c *cluster) mark(printed string, words []int32) marks {
	var m marks
	switch end := lastInk(printed); end {
	case '?':
		m |= question
	case '.', '!':
	default:
		m |= unfinished
	}
	if opensQuote(printed) {
		m |= quoted
	}
	for i, w := range words {
		k := c.terms[w].class
		if k == 0 {
			continue
		}
		if k&self != 0 {
			m |= personal
		}
		if k&digit != 0 {
			m |= figured
		}
		if k&back != 0 && i == 0 && !c.expletive(words) || k&pointing != 0 && i == 1 || k&echo != 0 && i < 8 {
			m |= dangling
		}
	}
	return m
}

// expletive reports whether an opening "it" stands for what follows: "It is
// common for nations to …".
func (c *cluster) expletive(words []int32) bool {
	if len(words) < 5 || c.terms[words[0]].fold != "it" {
		return false
	}
	switch c.terms[words[1]].fold {
	case "is", "was", "remains", "remained", "seems", "appears", "takes", "took":
	default:
		return false
	}
	for _, w := range words[2:min(7, len(words))] {
		switch c.terms[w].fold {
		case "that", "to", "for", "how", "whether":
			return true
		}
	}
	return false
}
