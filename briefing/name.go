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
	if a.Fold == "dell" && (gap == "'" || gap == "’") {
		return true // "dell'Interno"
	}
	gap = strings.TrimPrefix(gap, "'s")
	gap = strings.TrimPrefix(gap, "’s")
	if strings.HasPrefix(gap, ".") && (a.Len() <= 3 || suffixes[a.Fold] || courtesy[a.Fold]) {
		gap = gap[1:]
	}
	return gap == " " || gap == "-" || gap == "\u00a0" || gap == ". " || gap == "  "
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
			if n.role.Len() == 0 {
				n.role = leadIn(s, ws[:i], n.name)
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
	if ws[i].Fold == "la" && i+1 < len(ws) && titles[ws[i+1].Fold] {
		return i // "La ministra"
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
	from, cut, role := i, i, -1
	for k := i; k < j; k++ {
		switch {
		case titles[ws[k].Fold] || attributes[ws[k].Fold] && !capital(ws[k].In(s)):
			cut, role = k+1, k
		case possessive(s, ws[k].Span):
			cut = k + 1
		case k == cut && role >= 0 && offices[ws[k].Fold] && !capital(ws[k].In(s)):
			cut = k + 2
			if k+1 < j && paired[ws[k+1].Fold] && j-cut > 1 {
				cut++
			}
			if (ws[k].Fold == "to" || ws[k].Fold == "for") && k+1 < j && countries[ws[k+1].Fold] == "" {
				from, cut, role = k+1, k+1, -1 // "adviser to Barack Obama": a person, not a place
			} else if j-cut < 2 && !portfolios[ws[k+1].Fold] {
				return named{}, false
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
		out.role = text.Span{Start: ws[from].Start, End: ws[cut-1].End}
		if out.role.End < len(s) && s[out.role.End] == '.' && abbreviated[ws[cut-1].Fold] {
			out.role.End++
		}
	}
	return out, true
}

// bare returns the end of w without a possessive.
func bare(s string, w text.Span) int {
	for _, mark := range []string{"'s", "’s", "‘s", "'", "’", "‘"} {
		if strings.HasSuffix(w.In(s), mark) {
			return w.End - len(mark)
		}
	}
	return w.End
}

// leadIn returns the role that stands before a name between commas: "the mayor of
// Pavia, Tom Bell, said", "Pavia's mayor, Tom Bell, said". before are the words of s
// before the name.
func leadIn(s string, before []text.Word, name text.Span) text.Span {
	if len(before) == 0 || !strings.HasPrefix(s[name.End:], ",") || strings.Trim(s[before[len(before)-1].End:name.Start], " ") != "," {
		return text.Span{}
	}
	end, held := before[len(before)-1].End, false
	for k := len(before) - 1; k >= 0 && k >= len(before)-8; k-- {
		w := before[k]
		switch {
		case verbal[w.Fold]:
			return text.Span{}
		case possessive(s, w.Span), owning[w.Fold]:
			if !held {
				return text.Span{}
			}
			from := k
			if owning[w.Fold] {
				from = k + 1
			}
			for from > 0 && from == k && capital(before[from-1].In(s)) && !openers[before[from-1].Fold] && s[before[from-1].End:before[from].Start] == " " {
				from, k = from-1, k-1
			}
			return text.Span{Start: before[from].Start, End: end}
		case k+1 < len(before) && s[w.End:before[k+1].Start] != " ":
			return text.Span{}
		case w.Fold == "the" || w.Fold == "il" || w.Fold == "la" || w.Fold == "lo":
			if !held {
				return text.Span{}
			}
			return text.Span{Start: before[k+1].Start, End: end}
		case titles[w.Fold] && !courtesy[w.Fold] && !abbreviated[w.Fold]:
			held = true
		}
	}
	return text.Span{}
}

// owning stand before the role of somebody who belongs to what was told of.
var owning = table(`its his her their`)

// apposition returns the role that follows a name after a comma: "Alessandro
// Zan, a member of the European Parliament, said". It opens like a noun phrase,
// its head comes soon, and it names nobody else.
func apposition(s string, end int) text.Span {
	rest := s[end:min(len(s), end+200)]
	if !strings.HasPrefix(rest, ", ") {
		return text.Span{}
	}
	stop := 2 + strings.IndexAny(rest[2:]+",", ",.;:()“”\"–—")
	ws := text.Words(rest[2:stop])
	for i, w := range ws {
		if verbal[w.Fold] {
			if i == 0 {
				return text.Span{}
			}
			stop, ws = 2+ws[i-1].End, ws[:i]
			break
		}
	}
	lead := 0
	for lead < len(ws) && (ws[lead].Fold == "a" || ws[lead].Fold == "an" || ws[lead].Fold == "the") {
		lead++
	}
	if lead == 0 && len(ws) > 0 && text.Stop(ws[0].Fold, "") {
		return text.Span{}
	}
	for i := lead; i < min(len(ws), lead+6); i++ {
		w := ws[i]
		switch {
		case titles[w.Fold] && i+1 < len(ws) && titles[ws[i+1].Fold] && !capital(ws[i+1].In(rest[2:])):
			// "general secretary": the head is still to come
		case titles[w.Fold] && !courtesy[w.Fold] && !abbreviated[w.Fold]:
			// "President Barack Obama" is the next name of a list, "delegate math"
			// something else.
			last := ws[len(ws)-1].Fold
			if i+1 < len(ws) && !text.Stop(ws[i+1].Fold, "") || courtesy[last] || abbreviated[last] {
				return text.Span{}
			}
			return trimArticle(s, text.Span{Start: end + 2, End: end + stop})
		case text.Stop(w.Fold, ""):
			return text.Span{}
		}
	}
	return text.Span{}
}
