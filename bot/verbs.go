package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxQuestion is the longest command, in runes, that is understood; it is
// longer than any question and shorter than a pasted article.
const maxQuestion = 1000

// verb is one thing a reader can ask for.
type verb struct {
	name  string
	words []string // what calls it, English and Italian, folded; the first is shown in help
	usage string   // shown in help
	does  string   // shown in help
	args  bool     // takes more than two words after it; otherwise a longer text is a question that happens to start like it
	run   func(*desk, request) sheet
}

// request is a command understood.
type request struct {
	verb *verb
	rest string // what followed the verb, as typed, cleaned
	text string // all of it, cleaned
	talk *talk
}

// verbs returns the table of verbs in the order in which help shows them.
func verbs() []verb {
	return []verb{
		{"briefing", []string{"briefing", "brief", "today", "now", "morning", "digest", "summary", "summarize", "summarise", "tldr", "riassumi", "riassunto", "notizie"}, "briefing [short|long|TOPIC]", "what the articles say, by topic", false, (*desk).briefing},
		{"ask", []string{"ask", "question", "chiedi", "domanda"}, "ask QUESTION, or just the question", "the passages that answer it, or an honest no", true, (*desk).ask},
		{"who", []string{"who", "chi"}, "who SPEAKER [on TOPIC]", "what somebody said", true, (*desk).who},
		{"said", []string{"who said", "who says", "chi ha detto", "chi dice"}, `who said "WORDS"`, "who used these words", true, (*desk).whoSaid},
		{"speakers", []string{"speakers", "people", "persone", "voci"}, "speakers", "everybody who is quoted", false, (*desk).speakers},
		{"sources", []string{"sources", "articles", "fonti", "articoli"}, "sources", "the articles", false, (*desk).sources},
		{"source", []string{"source", "show source", "fonte", "mostra fonte"}, "source N", "citation N in its article", false, (*desk).source},
		{"figures", []string{"figures", "numbers", "cifre", "numeri"}, "figures [WORD]", "every quantity, with who prints what", false, (*desk).figures},
		{"timeline", []string{"timeline", "dates", "cronologia", "date"}, "timeline", "what happens when", false, (*desk).timeline},
		{"topics", []string{"topics", "temi", "argomenti"}, "topics", "the sections of the briefing", false, (*desk).topicList},
		{"more", []string{"more", "next", "altro", "avanti"}, "more · back · page N", "turn the page of the last answer", false, (*desk).more},
		{"back", []string{"back", "prev", "previous", "indietro"}, "", "", false, (*desk).back},
		{"page", []string{"page", "pagina"}, "", "", false, (*desk).page},
		{"help", []string{"help", "aiuto", "ayuda", "aide", "hilfe", "commands", "comandi"}, "help", "this list", false, (*desk).help},
	}
}

// polite are openings that add nothing to a verb ("show me the sources").
var polite = []string{"please ", "show me the ", "show me ", "show the ", "give me the ", "give me ", "list the ", "list ", "mostrami ", "mostra le ", "mostra la ", "mostra ", "dammi "}

// clean returns what somebody typed as it is understood: composed characters,
// straight quotation marks, plain spaces, nothing invisible.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, " "))
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '“', r == '”', r == '„', r == '«', r == '»', r == '‟':
			return '"'
		case r == '‘', r == '’', r == '‛', r == '′':
			return '\''
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// understand finds the verb of a command. A text that starts with none is a
// question.
func understand(text string, table []verb) request {
	text = clean(text)
	cased := strings.TrimLeft(text, "/!")
	plain := strings.ToLower(cased)
	if len(plain) != len(cased) { // a letter whose small form has another length: offsets would not fit
		cased = plain
	}
	if strings.IndexFunc(plain, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return request{verb: named(table, "help"), text: text}
	}
	if n := strings.Trim(plain, "[]?#. "); n != "" && strings.Trim(n, "0123456789") == "" {
		return request{verb: named(table, "source"), rest: n, text: text}
	}
	for _, p := range polite {
		if strings.HasPrefix(plain, p) {
			plain = plain[len(p):]
			break
		}
	}
	best, length := (*verb)(nil), 0
	for i := range table {
		for _, w := range table[i].words {
			if len(w) > length && (plain == w || strings.HasPrefix(plain, w) && !wordRune(plain[len(w):])) {
				best, length = &table[i], len(w)
			}
		}
	}
	rest := ""
	if best != nil {
		rest = strings.Trim(cased[len(cased)-len(plain)+length:], " :?!.,")
	}
	if best == nil || !best.args && len(strings.Fields(rest)) > 2 {
		return request{verb: named(table, "ask"), rest: text, text: text}
	}
	return request{verb: best, rest: rest, text: text}
}

// wordRune reports whether s goes on with the same word.
func wordRune(s string) bool {
	for _, r := range s {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '-'
	}
	return false
}

func named(table []verb, name string) *verb {
	for i := range table {
		if table[i].name == name {
			return &table[i]
		}
	}
	return nil
}
