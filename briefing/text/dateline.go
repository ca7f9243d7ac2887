package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// datelineMost is how many bytes a dateline holds at most.
const datelineMost = 110

// A dateline is what stands before the first sentence of a wire story: a place,
// a day, an agency, then a dash. Few of the three are always there, so each
// speaks for it.
type dateline struct {
	end    int  // byte behind the dash
	place  bool // begins with a place
	caps   bool // the place is in capitals
	dated  bool // names a day
	known  bool // names an agency that is known, in brackets
	naked  bool // names one without brackets
	size   int  // bytes of the place
	first  bool // the day comes first: "Dec 29 (Reuters) -"
	comma  bool // a comma was read: "SÃO PAULO, Brazil"
	shaped bool // names something in brackets that may be an agency
}

// agencies are the news agencies that stand in brackets before a dash, folded.
var agencies = set(`ap reuters afp ansa dpa efe upi tass xinhua agi adnkronos askanews lapresse kyodo pti ani cnn bloomberg anadolu aa apa
	mehr irna yonhap interfax prnewswire businesswire globenewswire europapress italpress nova pa aap canadian`)

// outlets are words that tell an agency in brackets from a party or a state.
var outlets = set(`news agency press service wire newswire media times post today agenzia presse nachrichten noticias`)

// noPlace are words in capitals before a dash that are no place.
var noPlace = set(`update updated breaking watch live exclusive analysis opinion editorial explainer correction clarification video photos
	reporter question answer moderator interviewer host speaker audience narrator caller nato note warning alert summary background
	factbox recap preview review poll quiz related more read listen advertisement unesco unicef opec asean interpol europol fifa uefa nasa who`)

// places begin the names of places although they begin sentences too.
var places = set(`the la los las den san new st de`)

// datelines cuts datelines off the front of paragraphs.
type datelines struct {
	s  string
	ps []Span
	of int // how many paragraphs begin with a place in capitals alone; -1 until counted
}

// cut returns where the dateline that paragraph i begins with ends, behind its
// dash, or 0. A place in capitals alone is one only at the top of a text that
// has no second: in a list or a transcript it is who speaks.
func (d *datelines) cut(i int) int {
	end, bare := datelineEnd(d.s, d.ps[i])
	if !bare {
		return end
	}
	if i >= 12 {
		return 0
	}
	if d.of < 0 {
		d.of = 0
		for _, p := range d.ps {
			if _, bare := datelineEnd(d.s, p); bare {
				d.of++
			}
		}
	}
	if d.of > 1 {
		return 0
	}
	return end
}

// datelineEnd returns where the dateline that p begins with ends, behind its dash,
// and whether it has nothing but a place in capitals, or an agency without
// brackets, to show for it; end is 0 when there is none.
func datelineEnd(s string, p Span) (end int, bare bool) {
	head := s[p.Start:min(p.End, p.Start+datelineMost)]
	if r, _ := firstRune(strings.TrimLeft(head, "*_(/")); !unicode.IsUpper(r) {
		return 0, false
	}
	if !parted(head) {
		return 0, false
	}
	d := dateline{caps: true}
	at := 0
	if i := strings.IndexAny(head, "(/"); i >= 0 && strings.Trim(head[:i], "*_ ") == "" { // "(ANSA) - ROMA, 3 MAR - "
		shut, ok := d.agency(head[i:])
		if !ok {
			return 0, false
		}
		at = i + shut
		if d.known && glued(head[at:]) {
			d.end = at
			return d.accept(s, p)
		}
		if n := dash(head[at:]); n > 0 {
			at += n
			d.end = at
			if rest := (dateline{caps: true, shaped: true}); rest.read(head, at) && rest.caps && rest.dated && !rest.known {
				d.end = rest.end
			}
			return d.accept(s, p)
		}
	}
	if !d.read(head, at) {
		return 0, false
	}
	return d.accept(s, p)
}

// parted reports whether head has a bracket or a dash: most paragraphs are
// passed over here.
func parted(head string) bool {
	for i := range len(head) {
		switch c := head[i]; {
		case c == '(', c == '-', c == '_', c == '/', c == 0xe2 && i+2 < len(head) && (head[i+2] == 0x93 || head[i+2] == 0x94):
			return true
		}
	}
	return false
}

// read reads place, day and agency up to the dash; ok is false when something
// else stands among them.
func (d *dateline) read(head string, at int) (ok bool) {
	words := 0
	for {
		for at < len(head) && strings.IndexByte(" *_,.;:-", head[at]) >= 0 && dash(head[at:]) == 0 {
			d.comma = d.comma || head[at] == ','
			at++
		}
		if n := dash(head[at:]); n > 0 {
			d.end = at + n
			return true
		}
		if at < len(head) && head[at] == '/' && at > 0 && head[at-1] != ' ' {
			at++ // "OSLO/ROME"
			continue
		}
		if at < len(head) && (head[at] == '(' || head[at] == '/') {
			n, ok := d.agency(head[at:])
			if !ok {
				return false
			}
			at += n
			if strings.HasPrefix(head[at:], ": ") && d.known {
				d.end = at + 1
				return true
			}
			if d.known && glued(head[at:]) { // "(CNN)President"
				d.end = at
				return words <= 4
			}
			continue
		}
		w, _ := nextWord(head, at)
		if w.End == 0 || w.Start != at {
			return false
		}
		if words++; words > 9 || !d.word(w.In(head), words) {
			return false
		}
		at = w.End
	}
}

// glued reports whether a sentence begins at once: "(CNN)President".
func glued(t string) bool {
	r, _ := firstRune(t)
	return unicode.IsUpper(r) || r == '“' || r == '"'
}

// word takes one word of a place or a day.
func (d *dateline) word(w string, nth int) bool {
	fold := Fold(w)
	r, _ := utf8.DecodeRuneInString(w)
	_, day := weekdays[fold]
	switch {
	case digitAt(w, 0):
		d.dated = d.dated || nth > 1 && strings.ContainsAny(w, "./-") && len(w) > 4
		return nth > 1
	case months[fold] > 0 || day:
		d.dated = true
		d.first = d.first || nth == 1
		return true
	case nth == 1 && (noPlace[fold] || starters[fold] && !places[fold] || !unicode.IsUpper(r)):
		return false
	case agencies[fold] && !d.dated && !places[fold] && strings.ToUpper(w) == w:
		d.naked = true
	case !unicode.IsUpper(r):
		return nth > 1 && len(w) <= 5 && particles[fold]
	}
	d.place = true
	d.size += len(w)
	if strings.ToUpper(w) != w && !d.comma {
		d.caps = false
	}
	return true
}

// particles stand inside the names of places.
var particles = set(`de di del della la le les sur upon am al an der the of on in sul`)

// agency takes "(Reuters)" or "/PRNewswire/" and returns its length.
func (d *dateline) agency(t string) (n int, ok bool) {
	shut := byte(')')
	if t[0] == '/' {
		shut = '/'
	}
	n = strings.IndexByte(t[1:], shut) + 2
	if n < 4 || n > 50 {
		return 0, false
	}
	words, unheard := 0, false
	for at := 1; ; words++ {
		w, _ := nextWord(t[:n-1], at)
		if w.End == 0 {
			break
		}
		word := w.In(t)
		fold := Fold(word)
		switch {
		case agencies[fold]:
			d.known = true
		case outlets[fold], len(word) >= 3 && strings.ToUpper(word) == word && !digitAt(word, 0), strings.Contains(t[:n], ".com"):
			d.shaped = true
		default: // one that nobody has heard of speaks for nothing, but is in nobody's way
			r, _ := firstRune(word)
			unheard = unicode.IsUpper(r)
		}
		at = w.End
	}
	return n, words > 0 && words <= 5 && (d.known || d.shaped) || words == 1 && unheard
}

// accept weighs what was read against what stands behind the dash.
func (d *dateline) accept(s string, p Span) (end int, bare bool) {
	end = p.Start + d.end
	rest := s[end:p.End]
	if len(rest) > 300 {
		rest = rest[:300]
	}
	next, _ := firstRune(s[opened(s, end, p.End):])
	if end >= p.End || strings.TrimLeft(rest, " *_") == "" {
		next = 0
	}
	fresh := next == 0 || unicode.IsUpper(next) || unicode.IsDigit(next)
	again := interrupted(rest)
	switch {
	case d.first && d.known && fresh, d.known && d.place && (d.caps || d.dated || fresh && !again), d.known && !d.place:
		return end, false
	case d.first && !d.known:
		return 0, false
	case !fresh || again || next != 0 && !ends(s[end:p.End]):
		return 0, false
	case d.dated && (d.place || d.shaped), d.shaped && (d.caps || !d.place):
		return end, false
	}
	if !d.place || !d.caps || next == 0 || d.size < 4 && !d.naked {
		return 0, false
	}
	return end, true
}

// ends reports whether t ends as a sentence does: a title does not.
func ends(t string) bool {
	t = strings.TrimRight(t, " \"”’'»)]*_")
	return t != "" && strings.ContainsRune(".!?…", lastRune(t))
}

func lastRune(t string) rune {
	r, _ := utf8.DecodeLastRuneInString(t)
	return r
}

// opened skips the quotation marks and spaces at i.
func opened(s string, i, end int) int {
	for i < end {
		r, n := utf8.DecodeRuneInString(s[i:end])
		if !blank(r) && !strings.ContainsRune("“\"‘'«„*_([", r) {
			break
		}
		i += n
	}
	return i
}

// interrupted reports whether the first sentence of t has a dash of its own, so
// that a dash before it may open what this one closes: "LONDON — not Paris — is".
func interrupted(t string) bool {
	if i := strings.Index(t, ". "); i >= 0 {
		t = t[:i]
	}
	return strings.Contains(t, " - ") || strings.Contains(t, " – ") || strings.Contains(t, "—") || strings.Contains(t, " -- ")
}

// dash returns the length of the dash that t begins with, the space before it
// included, or 0: one between spaces, or a long one.
func dash(t string) int {
	i := skipSpace(t, 0)
	for _, mark := range [...]string{"—", "–", "--", "-", "_"} {
		rest, ok := strings.CutPrefix(t[i:], mark)
		if !ok {
			continue
		}
		if mark == "—" || i > 0 && (rest == "" || skipSpace(rest, 0) > 0) || mark != "-" && mark != "_" && skipSpace(rest, 0) > 0 {
			return i + len(mark)
		}
		return 0
	}
	return 0
}
