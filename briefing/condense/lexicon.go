package condense

import (
	"strings"

	"briefingbot/briefing/text"
)

// lexicon knows the stem of every word form it has read, and what the stem says
// of a sentence. It is handed on from cluster to cluster, so that a word is
// stemmed once: the news of today are written in the words of yesterday. What
// it knows of a form depends on nothing but the form.
type lexicon struct {
	forms map[string]int32 // folded form → its stem's number
	stems map[string]int32 // stem → its number; stop words are not among them
	known []stem           // by number
}

// stem is what forms have in common.
type stem struct {
	text  string
	stop  bool
	class class
	term  int32 // in the cluster being read, -1 when it has none
}

// stem returns the number of a folded form's stem.
func (l *lexicon) stem(fold string) int32 {
	n, ok := l.forms[fold]
	if ok {
		return n
	}
	fold = strings.Clone(fold) // so as not to hold the article
	if text.Stop(fold, "") {
		n = l.add(stem{text: fold, stop: true})
	} else {
		s := text.Stem(fold, "")
		if n, ok = l.stems[s]; !ok {
			n = l.add(stem{text: s})
			l.stems[s] = n
		}
	}
	l.forms[fold] = n
	return n
}

func (l *lexicon) add(s stem) int32 {
	s.term, s.class = -1, classes[s.text]
	if s.text != "" && s.text[0] >= '0' && s.text[0] <= '9' {
		s.class |= digit
	}
	l.known = append(l.known, s)
	return int32(len(l.known) - 1)
}

// term returns the number of a folded word's stem in the cluster.
func (c *Cluster) term(fold string) int32 {
	n := c.lexicon.stem(fold)
	s := &c.lexicon.known[n]
	if s.term < 0 {
		s.term = int32(len(c.terms))
		c.terms = append(c.terms, term{stem: s.text, stop: s.stop, class: s.class, concept: -1})
		c.stems = append(c.stems, n)
	}
	return s.term
}

// known returns the term of a folded word where the cluster has read it.
func (c *Cluster) known(fold string) (term int32, ok bool) {
	term = c.lexicon.known[c.lexicon.stem(fold)].term
	return term, term >= 0
}
