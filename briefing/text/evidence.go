package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// evidence is what the words and marks of one sentence say about its kind.
type evidence struct {
	words  int // all words
	long   int // words of four letters or more, the first left out
	title  int // those of them that begin with a capital
	digits int // words that begin with a digit

	appeals, hints, address, money, reports, dated, network, rights, picture, authors, notices, crawls, archives, reader int

	topics uint64 // which words of money were seen, a bit each

	stamped  int  // words that also stand in date stamps, numbers included
	onward   int  // words covered by phrases of links and buttons
	lead     sign // signs of the phrase the sentence begins with
	leadEnd  int  // byte where that phrase ends
	quoted   bool // has a double quotation mark
	final    rune // the last rune, closing marks left out
	colon    bool // a colon or bar follows the lead phrase
	capital  bool // begins with a capital or digit
	single   bool // begins with a single quotation mark
	command  bool // begins with a verb that bids the reader do something
	asked    bool // begins with a question word
	listItem bool // begins with a list mark
	told     bool // has a verb of speech
	past     bool // has "was", "were" or "had": a sentence, hardly a heading
}

// reader gathers evidence; it keeps its buffer from sentence to sentence.
type reader struct {
	s  string
	ws []Word
}

// look gathers the evidence of the sentence p.
func (r *reader) look(p Span) evidence {
	var e evidence
	text := p.In(r.s)
	r.ws = AppendWords(r.ws[:0], text)
	e.words = len(r.ws)
	if e.words > 0 {
		switch r.ws[0].Fold {
		case "what", "why", "how", "who", "when", "where", "which":
			e.asked = true
		}
		e.command = commands[r.ws[0].Fold]
	}
	onward := 0 // words up to here are covered by an onward phrase
	for i, w := range r.ws {
		first := text[w.Start]
		if class[first]&classDigit != 0 {
			e.digits++
			e.stamped++
			continue
		}
		if w.Len() >= 4 && i > 0 {
			e.long++
			if u, _ := utf8.DecodeRuneInString(text[w.Start:]); unicode.IsUpper(u) {
				e.title++
			}
		}
		e.told = e.told || askers[w.Fold]
		e.past = e.past || w.Fold == "was" || w.Fold == "were" || w.Fold == "had"
		c, ok := cues[w.Fold]
		if w.Fold == "us" && first == 'u' { // "us", not "US"
			e.address++
		}
		if !ok {
			continue
		}
		if c.sign&money != 0 { // each word of theirs counts once
			bit := uint64(1) << ((w.Fold[0]*31 + w.Fold[len(w.Fold)-1]*7 + uint8(len(w.Fold))) & 63)
			if e.topics&bit != 0 {
				c.sign &^= money
			}
			e.topics |= bit
		}
		n := 1 // words that the longest onward phrase covers
		signs := c.sign
		for _, ph := range c.phrases {
			if match(r.ws[i+1:], ph.rest) {
				e.count(ph.sign)
				signs |= ph.sign
				if ph.sign&onwardLike != 0 {
					n = max(n, len(ph.rest)+1)
				}
			}
		}
		e.count(c.sign)
		if c.sign&stamped != 0 || c.sign&dated != 0 {
			e.stamped++
		}
		if signs&onwardLike != 0 {
			if end := i + n; end > onward {
				e.onward += end - max(onward, i)
				onward = end
			}
		}
		if i == 0 {
			e.lead, e.leadEnd = signs, p.Start+r.ws[n-1].End
		}
	}
	e.marks(r.s, p)
	return e
}

const onwardLike = onward | network | captions

func match(ws []Word, rest []string) bool {
	if len(ws) < len(rest) {
		return false
	}
	for i, w := range rest {
		if ws[i].Fold != w {
			return false
		}
	}
	return true
}

func (e *evidence) count(s sign) {
	for _, c := range [...]struct {
		sign sign
		n    *int
	}{{appeals, &e.appeals}, {hints, &e.hints}, {address, &e.address}, {money, &e.money}, {reports, &e.reports},
		{dated, &e.dated}, {network, &e.network}, {rights, &e.rights}, {picture, &e.picture}, {authors, &e.authors}, {notices, &e.notices}, {crawls, &e.crawls}, {archives, &e.archives}, {toReader, &e.reader}} {
		if s&c.sign != 0 {
			*c.n++
		}
	}
}

// marks looks at what is no word.
func (e *evidence) marks(s string, p Span) {
	text := p.In(s)
	e.quoted = quotes(text)
	first, _ := utf8.DecodeRuneInString(text)
	e.capital = unicode.IsUpper(first) || unicode.IsDigit(first) || strings.ContainsRune("“\"'‘«([", first)
	e.single = first == '‘' || first == '\''
	e.listItem = item(text) > 0
	if e.leadEnd > 0 {
		rest := strings.TrimLeft(s[e.leadEnd:p.End], " \u00a0")
		e.colon = rest != "" && (strings.ContainsRune(":|>–—", rune(rest[0])) || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "»"))
	}
	for end := len(text); end > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:end])
		e.final = r
		if closer(text[end-n:]) == 0 && !blank(r) {
			break
		}
		end -= n
	}
}

// closed reports whether the sentence ends as sentences end.
func (e *evidence) closed() bool {
	switch e.final {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return false
}

// titled reports whether most longer words begin with a capital, as in English
// headlines.
func (e *evidence) titled() bool { return e.long >= 2 && e.title*10 >= e.long*7 }

// news reports whether something in the sentence speaks for news: somebody is
// quoted, a day is named.
func (e *evidence) news() bool { return e.reports > 0 || e.quoted || e.dated > 0 }

// quotes reports whether s has a double quotation mark.
func quotes(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '"':
			return true
		case 0xc2:
			if i+1 < len(s) && (s[i+1] == 0xab || s[i+1] == 0xbb) { // « »
				return true
			}
		case 0xe2:
			if i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0x9c || s[i+2] == 0x9d) { // “ ”
				return true
			}
		}
	}
	return false
}

// begins reports whether s begins with prefix, which is in lower case, in
// letters of any case.
func begins(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
