package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// judge says what one sentence is by itself. Prose is the answer in doubt: a
// wrong mark loses news.
func (e *evidence) judge(text string) Kind {
	switch {
	case e.words == 0:
		if utf8.RuneCountInString(text) <= 3 && strings.Trim(text, ".…,;:!?\"”’') ") == "" {
			return Prose // the end of a sentence that was cut off
		}
		return Control
	case text[0] == '#' && strings.HasPrefix(strings.TrimLeft(text, "#"), " ") && e.words <= 32:
		return Heading
	case e.led(text), strings.HasPrefix(text, "![") && strings.HasSuffix(text, ")"):
		return Caption
	case e.rights > 0 && e.words <= 60 && e.reports == 0:
		return Credit
	case e.stamp(), e.note(text):
		return Stamp
	case e.appeal(), e.asksReader(text), e.follows(text), e.gives(text):
		return Appeal
	case e.control(text), e.notice():
		return Control
	case e.credit(text):
		return Credit
	case e.words > 4 && e.words <= 80 && credited(text):
		return Caption
	case e.byline(text):
		return Byline
	}
	return Prose
}

// pleading is what speaks for an appeal in the sentence.
func (e *evidence) pleading() int {
	return 3*e.appeals + 2*e.hints + min(e.address, 2) + min(e.money, 3)
}

// appeal weighs what a sentence says to its reader against what it reports.
func (e *evidence) appeal() bool {
	score := e.pleading()
	if e.quoted {
		score -= 4
	}
	score -= 2 * min(e.reports, 2)
	if e.appeals == 0 && e.hints < 2 && (e.money == 0 || e.hints == 0 && e.reader == 0) {
		return false
	}
	leads := e.lead&(appeals|hints|money) != 0
	switch {
	case e.words <= 10 && e.lead&(appeals|hints) != 0:
		return score >= 3
	case !leads && e.address == 0 && e.appeals < 2 && e.words > 6:
		return false
	}
	return score >= 4
}

// leaning is how much a sentence looks like part of an appeal, 0 to 3.
func (e *evidence) leaning() int {
	return min(3, 2*e.appeals+e.hints+min(e.address, 1)+min(e.money, 1))
}

func (e *evidence) stamp() bool {
	if e.words > 18 || e.stamped < e.words || e.final == '?' {
		return false
	}
	return e.digits > 0 && (e.words > 1 || !e.closed()) || e.dated > 0 && e.words > 1 && !e.closed()
}

func (e *evidence) control(text string) bool {
	if e.lead&banners != 0 && e.onward == 0 {
		e.onward = 1
	}
	covered := min(e.words, e.onward+e.digits)
	switch {
	case e.onward == 0:
		return strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \n") || crumbs(text)
	case covered == e.words && (e.words > 1 || !e.closed()):
		return true
	case e.network >= 2 && e.network*10 >= e.words*6:
		return true
	case e.words <= 3 && covered*2 >= e.words+1 && !e.closed():
		return e.lead&onwardLike != 0
	}
	if e.lead&banners != 0 && (!e.closed() || e.colon) && e.words <= 14 && !e.told && !e.quoted {
		return true
	}
	if begins(text, "more: ") && !e.closed() {
		return true
	}
	if e.lead&buttonLeads != 0 && e.words <= 16 && !e.told && !e.quoted && e.dated == 0 {
		return true
	}
	return e.lead&onward != 0 && (e.colon && e.words <= 14 || e.colon && !e.closed() && e.words <= 22 || e.words <= 24 && e.onward >= 2 && !e.closed() && !e.quoted)
}

// notice reports whether the sentence is a message of a page or a web archive
// about itself.
func (e *evidence) notice() bool {
	if e.reports > 0 || e.quoted {
		return false
	}
	return e.crawls >= 2 || e.crawls == 1 && e.archives >= 3 || e.notices >= 2 || e.notices == 1 && (e.words <= 8 || e.address+e.money+e.hints > 0 && e.words <= 30)
}

// crumbs reports whether text is a path of sections: "Home > World > Europe".
func crumbs(text string) bool {
	if len(text) > 100 {
		return false
	}
	n := strings.Count(text, " > ") + strings.Count(text, " › ") + strings.Count(text, " » ") + strings.Count(text, " | ")
	return n >= 2 && len(strings.Fields(text)) <= 4*n
}

// led reports whether the sentence begins as captions do.
func (e *evidence) led(text string) bool {
	if e.words > 80 {
		return false
	}
	switch {
	case begins(text, "file - "), begins(text, "file – "), begins(text, "file — "), begins(text, "file photo"), begins(text, "(file"):
		return true
	case e.lead&captions != 0:
		return !(begins(text, "pictured") && !e.colon) && !(begins(text, "in th") && !shown(text))
	}
	return false
}

// shown reports whether the words after "In this photo" go on as in a caption:
// with a comma, or with who took it.
func shown(text string) bool {
	ws := Words(text[:min(len(text), 120)])
	for i, w := range ws[min(2, len(ws)):] {
		switch w.Fold {
		case "photo", "image", "photograph", "picture", "file", "undated", "handout", "combination", "still", "screen", "grab":
			continue
		case "provided", "taken", "made", "released", "from", "supplied", "shot", "illustration", "posted", "courtesy", "obtained", "shows", "by", "of":
			return i > 0
		}
		return months[w.Fold] > 0 || weekdays[w.Fold] > 0 || digitAt(w.Fold, 0) || strings.ContainsRune(text[ws[i+1].End:w.Start], ',')
	}
	return false
}

// credited reports whether text ends in a credit: "(AP Photo/Luca Bruno)",
// "[Reuters]", "Photo: X/Getty Images".
func credited(text string) bool {
	end := strings.TrimRight(text, ". ")
	if end == "" || end[len(end)-1] != ')' && end[len(end)-1] != ']' {
		last := tail(end[max(0, len(end)-100):], 6)
		return strings.ContainsAny(last, "/|:") && agency(last)
	}
	open := strings.LastIndexAny(end, "([")
	if open < 0 || len(end)-open > 90 {
		return false
	}
	if freelance(end[open+1:]) {
		return true
	}
	return agency(end[open:]) && (strings.Contains(end[open:], "/") || cueIn(end[open:], picture) >= 1)
}

// freelance reports whether s reads "Anna Rossi for The Example": two names or
// more, and who the picture was made for.
func freelance(s string) bool {
	made, names := false, 0
	for _, w := range Words(s) {
		r, _ := utf8.DecodeRuneInString(w.In(s))
		switch {
		case w.Fold == "for":
			made = names >= 2
		case !unicode.IsUpper(r):
			return false
		default:
			names++
		}
	}
	return made && names >= 3 && names <= 8
}

// tail returns the last n words of s.
func tail(s string, n int) string {
	i := len(s)
	for range n {
		k := strings.LastIndexByte(s[:i], ' ')
		if k < 0 {
			return s
		}
		i = k
	}
	return s[i+1:]
}

// agency reports whether s names a picture agency or a photographer's credit.
func agency(s string) bool {
	for _, w := range Words(s) {
		switch w.Fold {
		case "ap", "reuters", "afp", "getty", "epa", "ansa", "photo", "foto", "xinhua", "shutterstock", "alamy", "photograph", "imago", "lapresse", "image", "images", "credit", "courtesy":
			return true
		}
	}
	return false
}

func cueIn(s string, k sign) int {
	n := 0
	for _, w := range Words(s) {
		if cues[w.Fold].sign&k != 0 {
			n++
		}
	}
	return n
}

// credit reports whether a short line names who made a picture.
func (e *evidence) credit(text string) bool {
	switch {
	case e.words > 20:
		return false
	case e.lead&picture != 0 && begins(text, "copyright") && e.digits > 0, strings.HasPrefix(text, "©") || strings.HasPrefix(text, "(c) "), strings.Contains(text, "©") && e.words <= 12:
		return true
	case e.lead&picture != 0 && e.colon, e.lead&picture != 0 && e.picture >= 2 && e.colonAfterFirst(text):
		return true
	case e.words <= 8 && !e.told && !e.quoted && (begins(text, "source: ") || begins(text, "sources: ")):
		return true // of a chart
	case e.words <= 8 && !e.closed() && strings.ContainsAny(text, "/|") && agency(text):
		return true
	case e.words <= 10 && bracketed(text) && agency(text):
		return true
	}
	return e.words <= 10 && !e.closed() && e.picture >= 2 && (e.picture+e.title)*10 >= e.words*6
}

// bracketed reports whether all of text stands in brackets.
func bracketed(text string) bool {
	text = strings.TrimRight(text, ". ")
	return len(text) > 2 && (text[0] == '(' && text[len(text)-1] == ')' || text[0] == '[' && text[len(text)-1] == ']')
}

// colonAfterFirst reports whether one of the first three words ends in a colon.
func (e *evidence) colonAfterFirst(text string) bool {
	i := strings.IndexByte(text, ':')
	return i > 0 && strings.Count(text[:i], " ") <= 2
}

// byline reports whether the sentence names the article's authors.
func (e *evidence) byline(text string) bool {
	switch {
	case e.words > 40 || e.quoted:
		return false
	case e.authors > 0 && (e.words <= 9 || begins(text, "this story") || begins(text, "this article") || strings.Contains(text, "ontribut") || strings.Contains(text[:min(len(text), 24)], "eporting by") || strings.Contains(text, "diting by")):
		return e.words <= 30 && !(e.reports > 0 && e.words > 12)
	case e.words <= 16 && e.reports == 1 && reporter(text):
		return true
	case begins(text, "by "), begins(text, "di "), begins(text, "par "),
		begins(text, "por "), begins(text, "von "), begins(text, "words by "), begins(text, "text by "), begins(text, "photos by "), begins(text, "pictures by "), begins(text, "story by "):
		return e.words <= 16 && !e.closed() && names(text)
	}
	return false
}

// reporter reports whether text begins "Anna Rossi reported from".
func reporter(text string) bool {
	i := strings.Index(text, " reported from ")
	return i > 0 && i < 50 && strings.Count(text[:i], " ") <= 3 && names("by "+text[:i])
}

// names reports whether two or more capitalised words follow the first word of
// text, and next to nothing else.
func names(text string) bool {
	capitals, others := 0, 0
	for i, w := range Words(text) {
		r, _ := utf8.DecodeRuneInString(w.In(text))
		switch {
		case i == 0:
		case unicode.IsUpper(r), unicode.IsDigit(r):
			capitals++
		case w.Fold == "and" || w.Fold == "e" || w.Fold == "in" || w.Fold == "for" || w.Fold == "of" || w.Fold == "the" || w.Fold == "de" || w.Fold == "di" || w.Fold == "von" || w.Fold == "van":
		default:
			others++
			if i <= 2 {
				return false
			}
		}
	}
	return capitals >= 2 && others <= 3
}
