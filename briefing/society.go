package briefing

import (
	"slices"
	"strings"
	"sync"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// trust is the least confidence of a quote that is shown as somebody's words:
// the one at which 95 in 100 are right.
const trust = quote.Sure

// society is everybody the corpus quotes, and what each of them said.
type society struct {
	all      []*profile // in the order they were met
	people   []*Person  // the most quoted first
	profiles []*profile
	of       func(*Person) *profile
	speech   []remark // everything said, also by unknown speakers, the newest article's first
	late     int      // how many at the end of speech came after the first
	words    *concordance
	own      []int      // for a part of a society: the numbers that its speech has in words; nil means the same
	known    []*profile // everybody with a role, quoted or not
	named    []*profile // everybody with a full name, quoted or not
	weights  weights

	directory func() *directory // of profiles
	familiar  func() *directory // of known
	printed   func() *directory // of named
	sketches  func() []sketch   // the words that profiles are called by
}

// list prepares the directories, once the lists are whole.
func (so *society) list() {
	so.directory = sync.OnceValue(func() *directory { return newDirectory(so.profiles) })
	so.familiar = sync.OnceValue(func() *directory { return newDirectory(so.known) })
	so.printed = sync.OnceValue(func() *directory { return newDirectory(so.named) })
	so.sketches = sync.OnceValue(func() []sketch { return so.directory().sketches() })
}

// profile is one speaker with what identifies them.
type profile struct {
	*Person
	tokens []string          // the folded words of the name
	words  map[string]bool   // words of the name and of all aliases
	roles  []map[string]bool // the words of each role
	group  bool              // an organisation, an office or several people
	key    string            // of a group: the words it was met by
	number int               // in society.all
	speech []int             // indices into society.speech, the newest first
}

// remark is an utterance in short: there may be a million.
type remark struct {
	e *entry
	n int32    // of the entry's quotes
	p *profile // who said it; nil when not known
}

// utterance is a quote in the article that prints it.
type utterance struct {
	e *entry
	n int32 // of e's quotes
	q quote.Quote
	Quote
	stems  map[string]bool // of the words said
	plain  string          // the words said, for finding phrases
	around map[string]bool // of the sentences that hold them
}

// pronouns name nobody by themselves.
var pronouns = table(`he she it they we i you him her them who which that this these those one some others his their
	egli ella lui lei loro essi`)

// reporting reports whether a speaker is the article's own reporter: "Agency
// correspondent reports" attributes nothing to anybody.
func reporting(speaker string) bool {
	for _, w := range folds(speaker) {
		if w == "correspondent" || w == "corrispondente" {
			return true
		}
	}
	return false
}

// ordered returns the entries in the order of [Corpus.Articles].
func (s *snapshot) ordered() []*entry {
	out := slices.Clone(s.entries)
	slices.SortStableFunc(out, func(a, b *entry) int { return b.Article.Published.Compare(a.Article.Published) })
	return out
}

// longContext is the length in bytes from which the sentences around a quote
// are no context any more.
const longContext = 4000

// utter makes a Quote of the nth that was found in one article.
func utter(e *entry, n int) utterance {
	a, q := e.Article, e.quotes()[n]
	all := q.Content
	for _, p := range []text.Span{q.Speaker, q.Cue} {
		if p.Len() > 0 && prose(e.Reading, text.Span{Start: min(all.Start, p.Start), End: max(all.End, p.End)}) {
			all = text.Span{Start: min(all.Start, p.Start), End: max(all.End, p.End)}
		}
	}
	if !strings.Contains(a.Text, q.Person) {
		q.Person = "" // only names that the corpus prints
	}
	u := utterance{e: e, n: int32(n), q: q, stems: bag(q.Content.In(a.Text), a.Lang), plain: plain(q.Content.In(a.Text))}
	u.Quote = Quote{
		Words: Passage{a, q.Content}, Context: at(e.Reading, all), Speaker: Passage{a, q.Speaker}, Cue: Passage{a, q.Cue},
		Kind: q.Kind, Polarity: q.Polarity, Confidence: q.Confidence,
	}
	if u.Context.Span.Len() > longContext {
		u.Context.Span = all
	}
	if u.Context.Span.Len() > longContext {
		u.Context.Span = q.Content
	}
	u.around = bag(u.Context.Text(), a.Lang)
	if told := folds(u.Context.Text()); slices.Contains(told, "reporters") && !slices.Contains(told, "report") {
		delete(u.around, text.Stem("reporters", a.Lang)) // whom something is told says nothing of what it is
	}
	if !prose(e.Reading, q.Speaker) {
		u.Speaker.Span = text.Span{Start: q.Content.Start, End: q.Content.Start}
	}
	if !prose(e.Reading, q.Cue) {
		u.Cue.Span = text.Span{Start: q.Content.Start, End: q.Content.Start}
	}
	return u
}

// alias remembers that an article calls p so.
func (p *profile) alias(s string) {
	if s == "" {
		return
	}
	m := parse(s)
	span := m.name
	if span.Len() == 0 {
		span = trimArticle(s, text.Span{Start: 0, End: len(s)})
	}
	form := span.In(s)
	ws := folds(form)
	if len(ws) == 0 || !p.names(ws) && (m.name.Len() > 0 || !speaker(ws)) || p.mixes(ws) {
		return
	}
	for _, w := range ws {
		p.words[country(w)] = true
	}
	if !strings.EqualFold(form, p.Name) && !slices.Contains(p.Aliases, form) && len(p.Aliases) < 20 {
		p.Aliases = append(p.Aliases, form)
		slices.Sort(p.Aliases)
	}
}

// names reports whether all the words are of p's name, or, for a group, any
// words at all.
func (p *profile) names(ws []string) bool {
	if p.group {
		return !pronouns[ws[0]] && !vague[ws[0]]
	}
	for _, w := range ws {
		if !slices.Contains(p.tokens, w) {
			return false
		}
	}
	return true
}

// mixes reports whether words that are not p's name stand beside it: a
// description, and no other way to call p.
func (p *profile) mixes(ws []string) bool {
	return !p.group && !p.names(ws) && slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(p.tokens, w) })
}
