package briefing

import (
	"time"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// Citation is a passage with its number on the page, counted from 1. The same
// passage has the same number wherever it is cited in one briefing or answer.
type Citation struct {
	N int `json:"n"`
	Passage
}

// Topic is a named section of the briefing with its query.
type Topic struct {
	Name  string `json:"name"`
	Query string `json:"query"` // words that belong to the topic; empty means the name itself
}

// Quote is what somebody said, in one article.
type Quote struct {
	Words      Passage        // the words said, without the outer quotation marks
	Context    Passage        // the sentence or sentences that hold words, speaker and cue
	Speaker    Passage        // the mention as printed; an empty span when the text names none
	Cue        Passage        // the reporting word; an empty span when there is none
	Person     *Person        // nil when the speaker is not known
	Kind       quote.Kind     // indirect is a paraphrase
	Polarity   quote.Polarity // denied is never said
	Confidence float64        // 0 to 1
}

// Person is a speaker across articles.
type Person struct {
	Name    string    `json:"name"`              // the fullest name the corpus prints
	Aliases []string  `json:"aliases,omitempty"` // other names and mentions, as printed
	Roles   []Passage `json:"roles,omitempty"`   // titles and roles, verbatim
	Quotes  int       `json:"quotes"`            // how many quotes the corpus has
}

// Statement is what one person said, with every article that carries it. The
// wordings may differ: the first is the fullest.
type Statement struct {
	Quotes    []Quote
	Citations []Citation // one for each quote, in the same order
}

// Conflict is one point on which sources differ. It is shown, never resolved.
type Conflict struct {
	Variants []Variant `json:"variants"`
}

// Variant is one version of a contested point, verbatim, and who prints it.
type Variant struct {
	Words     Passage    `json:"words"`
	Citations []Citation `json:"citations"`
}

// Fact is passages of different articles that carry the same content.
type Fact struct {
	Passage   Passage    // the wording that is shown
	Citations []Citation // every passage that carries it, the shown one first
	Sources   int        // independent sources: copies of one wire story count once
	Conflicts []Conflict
}

// Item is one entry of a briefing.
type Item = Fact

// Section is a topic with its items.
type Section struct {
	Topic  Topic
	Items  []Item
	Voices []Statement // at most a few quotes, both sides where there are two
}

// Window is the time a briefing covers; zero times are open ends.
type Window struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Briefing is what the articles of a window say, by topic.
type Briefing struct {
	Window    Window
	Sections  []Section
	Citations []Citation // all of them, by number
	Articles  []*Article // all that were read, cited or not
	Facts     int        // how many facts are shown
	Contested int        // how many of them sources differ on
}

// Intent is what a question asks for.
type Intent string

// The intents.
const (
	IntentPassage Intent = "passage" // anything else: the best passages
	IntentNumber  Intent = "number"  // how many, how much
	IntentPerson  Intent = "person"  // who
	IntentTime    Intent = "time"    // when
	IntentPlace   Intent = "place"   // where
	IntentReason  Intent = "reason"  // why
	IntentYesNo   Intent = "yesno"   // is it true that
	IntentSpeech  Intent = "speech"  // who said, what did X say
)

// Answer is what the corpus says to a question. No answer is an answer: then
// Found is false and Facts are the nearest passages, to be named as such.
type Answer struct {
	Question  string
	Intent    Intent
	Found     bool
	Facts     []Fact      // best first
	Speech    []Statement // for IntentSpeech: what was said, best first
	Citations []Citation  // all of them, by number
	Score     float64     // 0 to 1: the chance that the first fact answers
	Missing   []string    // what the question names and the corpus lacks
	Corrected []Correction
	Explain   []search.Hit // the ranking, where asked for
}

// Correction is a word of the question that was read as a word of the corpus.
type Correction struct {
	Typed string `json:"typed"`
	Read  string `json:"read"`
}

// Figure is one quantity of the corpus with all its variants.
type Figure struct {
	Noun     Passage   // what is counted, verbatim
	Variants []Variant // each value as printed, hedge included; two that differ are a conflict
	Conflict bool
	Values   []float64 // the value of each variant
	Context  []Passage // the sentence of each variant's first citation
}

// Event is something the corpus dates.
type Event struct {
	When      time.Time // midnight UTC of the day; zero when the text leaves it open
	Until     time.Time // end of a range; zero otherwise
	Precision string    // "day", "month", "year" or "as printed"
	Words     Passage   // the date as printed
	Fact      Fact
}

// Span is re-exported so that readers of this package need not import text.
type Span = text.Span
