package quote

import (
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// flag is what is known of an item without looking at its neighbours.
type flag uint32

const (
	isWord        flag = 1 << iota
	isMark             // a whole stretch between quotation marks
	upper              // starts with a capital
	allCaps            // two or more capitals and nothing else
	digit              // a number
	det                // the, a, this, some
	poss               // his, their
	subj               // he, she, they, it, we, I, you: a pronoun that can be a subject
	obj                // him, them
	rel                // who, which, that, whose
	prep               // in, of
	conj               // and, or, but
	subord             // because, if, when
	be                 // is, was, been, ’s after a pronoun
	have               // has, had
	aux                // do, did, will, would
	neg                // not, never, didn’t
	adv                // also, later, and what ends in -ly
	when               // Monday, yesterday, week
	title              // Mr., Sen., President
	human              // spokesman, officials
	institutional      // ministry, campaign, police
	paper              // statement, letter, poll
	verb               // a finite verb that is no cue
	control            // declined, refused, went, continued: verbs before "to say"
	clitic             // ’s
	wh                 // how, why, what, whether
	manner             // chiefly, only: never part of a name
)

// item is a word, a punctuation mark or a whole stretch between quotation
// marks of one paragraph.
type item struct {
	text.Span
	flags flag
	cue   *cue
	mark  int32 // index into reader.marks for isMark, else -1
	last  bool  // ends a sentence
}

func (t item) has(f flag) bool { return t.flags&f != 0 }

// classify looks a word up. buf is scratch.
func classify(w string, buf []byte) (flag, *cue) {
	f := isWord
	lower := buf[:0]
	ups, letters, digits := 0, 0, 0
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			ups++
			letters++
			if i == 0 {
				f |= upper
			}
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
		if r == '’' {
			r = '\''
		}
		if len(lower) > 40 {
			continue // no word of the lists is that long
		}
		lower = utf8.AppendRune(lower, unicode.ToLower(r))
	}
	if ups > 1 && ups == letters {
		f |= allCaps
	}
	if digits > 0 && letters == 0 {
		f |= digit
	}
	f |= lexicon[string(lower)]
	c := cues[string(lower)]
	listed := upper | det | prep | conj | subord | be | have | aux | when | title | human | institutional
	if n := len(lower); f&listed == 0 && n > 4 && string(lower[n-2:]) == "ly" && !notAdverb[string(lower)] {
		f |= adv
	}
	return f, c
}

// scan cuts s[p.Start:p.End] into words and punctuation and appends them. A
// clitic ’s is an item of its own; “U.S.”, “3.5”, “d’Ampezzo” and “24-hour” are
// one.
func scan(s string, p text.Span, out []item) []item {
	var buf [48]byte
	for i := p.Start; i < p.End; {
		r, n := utf8.DecodeRuneInString(s[i:p.End])
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '*': // the stars of Markdown are no words
			i += n
			continue
		case !letter(r):
			out = append(out, item{Span: text.Span{Start: i, End: i + n}, mark: -1})
			i += n
			continue
		}
		end := wordEnd(s, i, p.End)
		f, c := classify(s[i:end], buf[:0])
		out = append(out, item{Span: text.Span{Start: i, End: end}, flags: f, cue: c, mark: -1})
		i = end
		if m := cliticAt(s, i, p.End); m > 0 {
			out = append(out, item{Span: text.Span{Start: i, End: i + m}, flags: clitic | isWord, mark: -1})
			i += m
		}
	}
	return out
}

func letter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' || r == '#' || r == '$' || r == '%' || r == '_' || unicode.IsMark(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// wordEnd returns the end of the word that starts at i.
func wordEnd(s string, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRuneInString(s[i:limit])
		if letter(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n : limit])
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		switch {
		case r == '-' && letter(next):
		case (r == '.' || r == ',') && unicode.IsDigit(prev) && unicode.IsDigit(next):
		case r == '.' && unicode.IsLetter(next) && single(s, i):
		case r == '.' && single(s, i) && dotted(s, i):
			return i + n
		case r == '&' && unicode.IsUpper(prev) && unicode.IsUpper(next):
		case apostrophe(r) && letter(next) && cliticAt(s, i, limit) == 0:
		default:
			return i
		}
		i += n
	}
	return i
}

// single reports whether exactly one letter stands before byte i.
func single(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	if !unicode.IsLetter(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-n])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// dotted reports whether the letter before byte i follows a full stop ("U.S").
func dotted(s string, i int) bool {
	_, n := utf8.DecodeLastRuneInString(s[:i])
	return i-n > 0 && s[i-n-1] == '.'
}

// cliticAt returns the length of a clitic (’s ’re ’ve ’ll ’d ’m) at i, or 0.
func cliticAt(s string, i, limit int) int {
	r, n := utf8.DecodeRuneInString(s[i:limit])
	if i >= limit || !apostrophe(r) {
		return 0
	}
	j := i + n
	for j < limit && j < i+n+3 && (s[j]|0x20) >= 'a' && (s[j]|0x20) <= 'z' {
		j++
	}
	if next, _ := utf8.DecodeRuneInString(s[j:limit]); j < limit && letter(next) {
		return 0
	}
	switch s[i+n : j] {
	case "s", "S", "re", "ve", "ll", "d", "m":
		return j - i
	}
	return 0
}
