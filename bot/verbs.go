package main

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"briefingbot/adapters/chat"
)

// maxQuestion is the longest command, in runes, that is understood; it is
// longer than any question and shorter than a pasted article.
const maxQuestion = 1000

// verb is one thing a reader can ask for.
type verb struct {
	name  string
	words []string // what calls it, English and Italian, in small letters
	usage string   // shown in help; empty for what stands with another verb
	does  string   // shown in help
	turns bool     // goes on with the last answer: all that is heard where nobody speaks to the bot
	long  bool     // any text may follow; after other verbs more than two words make a question
	run   func(*desk, request) sheet
}

// request is a command understood.
type request struct {
	verb     *verb
	rest     string // what followed the verb, as typed, cleaned
	text     string // all of it, cleaned
	named    bool   // the verb was typed, not guessed
	filters  []filter
	attached string // a message the question is about
	talk     *talk
	command  chat.Command // who asked, and where
	ctx      context.Context
}

// changing are what asks for what is new; "since yesterday" may follow.
var changing = []string{"what changed", "what has changed", "what's changed", "whats changed", "what's new", "what is new", "whats new", "anything new", "any news", "new", "changes", "novità", "cosa è cambiato", "cosa c'è di nuovo", "qualcosa di nuovo"}

// verbs returns the table of verbs in the order in which help shows them.
func verbs() []verb {
	return []verb{
		{name: "briefing", usage: "briefing [short|long|TOPIC]", does: "what the articles say, by topic", run: (*desk).briefing,
			words: []string{"briefing", "brief", "today", "now", "morning", "good morning", "digest", "news", "latest", "the latest", "latest news",
				"what is the latest", "what's the latest", "whats the latest", "headlines", "notizie", "ultime notizie", "buongiorno"}},
		{name: "short", run: (*desk).short, words: []string{"short", "summary", "summarize", "summarise", "tldr", "tl;dr", "riassumi", "riassunto", "in breve"}},
		{name: "ask", usage: "ask QUESTION, or just the question", does: "the passages that answer it, or an honest no", long: true, run: (*desk).ask,
			words: []string{"ask", "question", "chiedi", "domanda"}},
		{name: "explain", long: true, run: (*desk).explain, words: []string{"ask --explain", "ask —explain", "ask –explain", "ask explain", "explain ranking"}},
		{name: "who", usage: "who SPEAKER [on TOPIC]", does: "what somebody said", long: true, run: (*desk).who,
			words: []string{"who", "chi"}},
		{name: "said", usage: `who said "WORDS"`, does: "who used these words", long: true, run: (*desk).whoSaid,
			words: []string{"who said", "who says", "chi ha detto", "chi dice"}},
		{name: "verify", usage: `verify "WORDS"`, does: "whether the corpus prints these words", long: true, run: (*desk).verify,
			words: []string{"verify", "check", "did he really say this", "did she really say this", "did they really say this", "verifica", "controlla"}},
		{name: "speakers", usage: "speakers", does: "everybody who is quoted", run: (*desk).speakers,
			words: []string{"speakers", "people", "persone", "voci"}},
		{name: "sources", usage: "sources", does: "the articles", run: (*desk).sources,
			words: []string{"sources", "articles", "fonti", "articoli"}},
		{name: "source", usage: "source N", does: "citation N in its article", turns: true, run: (*desk).source,
			words: []string{"source", "show source", "fonte", "mostra fonte"}},
		{name: "figures", usage: "figures [WORD]", does: "every quantity, with who prints what", run: (*desk).figures,
			words: []string{"figures", "numbers", "cifre", "numeri"}},
		{name: "timeline", usage: "timeline", does: "what happens when", run: (*desk).timeline,
			words: []string{"timeline", "dates", "cronologia", "date"}},
		{name: "topics", usage: "topics", does: "the sections of the briefing", run: (*desk).topicList,
			words: []string{"topics", "temi", "argomenti"}},
		{name: "open", usage: "open", does: "the page: the briefing and all articles to look at", run: (*desk).open,
			words: []string{"open", "open the page", "the page", "web page", "website", "apri", "apri la pagina"}},
		{name: "more", usage: "more · back · page N", does: "turn the page of the last answer", turns: true, run: (*desk).more,
			words: []string{"more", "next", "altro", "avanti"}},
		{name: "changes", usage: "anything new?", does: "what you have not been shown yet", run: (*desk).changes, words: changing},
		{name: "watch", usage: "watch NAME · mute WORD · watching", does: "what “anything new?” begins with, or leaves out", run: (*desk).watch, words: []string{"watch", "watching", "watchlist", "follow", "segui"}},
		{name: "unwatch", run: (*desk).unwatch, words: []string{"unwatch", "unfollow", "stop watching"}},
		{name: "mute", run: (*desk).mute, words: []string{"mute", "muted", "silenzia"}},
		{name: "unmute", run: (*desk).unmute, words: []string{"unmute"}},
		{name: "share", run: (*desk).share, words: []string{"share", "share it", "share this", "post it here", "post this here", "condividi"}},
		{name: "translate", run: (*desk).translate, long: true, words: []string{"translate", "translate to", "translate into", "traduci"}},
		{name: "status", run: (*desk).state, words: []string{"status", "are you alive", "version", "stato"}},
		{name: "schedule", run: (*desk).unscheduled, long: true, words: []string{"schedule", "schedules", "subscribe", "unsubscribe", "when is the next one", "send me this", "send it to", "programma"}},
		{name: "back", turns: true, run: (*desk).back, words: []string{"back", "prev", "previous", "indietro"}},
		{name: "page", turns: true, run: (*desk).page, words: []string{"page", "pagina"}},
		{name: "help", usage: "help", does: "this list", run: (*desk).help,
			words: []string{"help", "aiuto", "ayuda", "aide", "hilfe", "commands", "comandi"}},
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
func understand(typed string, table []verb) request {
	typed = clean(typed)
	fs, text := filters(typed)
	q := read(text, table)
	q.filters = fs
	if len(fs) > 0 {
		q.text, q.named = typed, true
	}
	return q
}

// read finds the verb of a command without filters.
func read(text string, table []verb) request {
	cased := strings.TrimLeft(text, "/!")
	plain := strings.ToLower(cased)
	if len(plain) != len(cased) { // a letter whose small form has another length: offsets would not fit
		cased = plain
	}
	if text == "" {
		return request{verb: named(table, "briefing")}
	}
	if strings.IndexFunc(plain, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return request{verb: named(table, "help"), text: text}
	}
	if n := strings.Trim(plain, "[]?#. "); n != "" && strings.Trim(n, "0123456789") == "" {
		return request{verb: named(table, "source"), rest: n, text: text, named: true}
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
			if len(w) > length && (plain == w || strings.HasPrefix(plain, w) && !goesOn(plain[len(w):])) {
				best, length = &table[i], len(w)
			}
		}
	}
	rest := ""
	if best != nil {
		rest = strings.Trim(cased[len(cased)-len(plain)+length:], " :?!.,")
	}
	if best == nil || !best.long && len(strings.Fields(rest)) > 2 {
		return request{verb: named(table, "ask"), rest: text, text: text}
	}
	return request{verb: best, rest: rest, text: text, named: true}
}

// goesOn reports whether s begins with more of the same word.
func goesOn(s string) bool {
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
