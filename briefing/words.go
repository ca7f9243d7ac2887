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
	Query string `json:"query,omitempty"` // words that belong to the topic; empty means the name itself
}

// Quote is what somebody said, in one article.
type Quote struct {
	Words      Passage        `json:"words"`            // the words said, without the outer quotation marks
	Context    Passage        `json:"context,omitzero"` // the sentence or sentences that hold words, speaker and cue
	Speaker    Passage        `json:"speaker,omitzero"` // the mention as printed; an empty span when the text names none
	Cue        Passage        `json:"cue,omitzero"`     // the reporting word; an empty span when there is none
	Person     *Person        `json:"-"`                // nil when the speaker is not known; in JSON "person" is the name
	Kind       quote.Kind     `json:"kind"`             // indirect is a paraphrase
	Polarity   quote.Polarity `json:"polarity"`         // denied is never said
	Confidence float64        `json:"confidence"`       // 0 to 1

	// LeavesOut is what the statement's longest wording says and this article does
	// not, word for word: the condition that it drops.
	LeavesOut []Passage `json:"leaves_out,omitempty"`
}

// Person is a speaker across articles.
type Person struct {
	Name    string    `json:"name"`              // the fullest name the corpus prints
	Aliases []string  `json:"aliases,omitempty"` // other names and mentions, as printed
	Roles   []Passage `json:"roles,omitempty"`   // titles and roles, verbatim
	Quotes  int       `json:"quotes"`            // how many quotes the corpus has
}

// Statement is what one person said, with every article that carries it. The
// wordings may differ: the first is the fullest of those in the speaker's words.
type Statement struct {
	Quotes    []Quote    `json:"quotes"`
	Citations []Citation `json:"citations"`         // one for each quote, in the same order
	Objects   bool       `json:"objects,omitempty"` // where sides are asked for: it speaks against something

	wordings []utterance // of Quotes, in the same order, until they are compared
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
	Passage   Passage    `json:"passage"`             // the wording that is shown
	Citations []Citation `json:"citations"`           // every passage that carries it, the shown one first
	Sources   int        `json:"sources"`             // independent sources: copies of one wire story count once
	Conflicts []Conflict `json:"conflicts,omitempty"` // where the wordings differ
	News      News       `json:"news,omitempty"`      // of a briefing for a reader who was given others before
	Denies    bool       `json:"denies,omitempty"`    // answering a yes-or-no question: the passage speaks against it
}

// Item is one entry of a briefing.
type Item = Fact

// Section is a topic with its items.
type Section struct {
	Topic  Topic       `json:"topic"`
	Items  []Item      `json:"items,omitempty"`
	Voices []Statement `json:"voices,omitempty"` // at most a few quotes, both sides where there are two
}

// Window is the time a briefing covers; zero times are open ends.
type Window struct {
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// Briefing is what the articles of a window say, by topic.
type Briefing struct {
	Window    Window      `json:"window,omitzero"`
	Sections  []Section   `json:"sections,omitempty"`
	Citations []Citation  `json:"citations,omitempty"` // all of them, by number
	Articles  []*Article  `json:"articles,omitempty"`  // all that were read, cited or not
	Facts     int         `json:"facts"`               // how many facts are shown
	Contested int         `json:"contested"`           // how many of them sources differ on
	Told      int         `json:"told,omitempty"`      // how many facts the reader was given before and are no news
	Amended   []Amendment `json:"amended,omitempty"`   // what the reader was given and does not stand there any more
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
	Question  string       `json:"question"`
	Intent    Intent       `json:"intent"`
	Found     bool         `json:"found"`
	Facts     []Fact       `json:"facts,omitempty"`     // best first
	Speech    []Statement  `json:"speech,omitempty"`    // for IntentSpeech: what was said, best first
	Citations []Citation   `json:"citations,omitempty"` // all of them, by number
	Score     float64      `json:"score"`               // 0 to 1: the chance that the first fact answers
	Missing   []string     `json:"missing,omitempty"`   // what the question names and the corpus lacks
	Apart     []string     `json:"apart,omitempty"`     // names and numbers of the question that the corpus prints, but not with the rest of it
	Uncounted string       `json:"uncounted,omitempty"` // what the question counts, as typed, where the corpus gives no number of it
	Unheard   string       `json:"unheard,omitempty"`   // whose words are asked for, where the corpus names nobody like that; Missing has it, too
	Unquoted  []string     `json:"unquoted,omitempty"`  // whom the corpus quotes nowhere ("Donald Trump"), or not on what is asked ("Ann Lee on ferries")
	Corrected []Correction `json:"corrected,omitempty"` // words of the question read as words of the corpus
	Explain   []Ranked     `json:"explain,omitempty"`   // the ranking behind Facts, best first
}

// Ranked is one passage as the search ranked it, with the signals behind it.
type Ranked struct {
	Passage  Passage          `json:"passage"`
	Score    float64          `json:"score"`
	Features []search.Feature `json:"features,omitempty"`
}

// Correction is a misspelt word of the question and the word of the corpus it
// was read as. A translation is no correction.
type Correction struct {
	Typed string `json:"typed"`
	Read  string `json:"read"`
}

// Figure is one quantity of the corpus with all its variants.
type Figure struct {
	Noun     Passage   `json:"noun,omitzero"`      // what is counted, verbatim
	Variants []Variant `json:"variants"`           // each value as printed, hedge included
	Conflict bool      `json:"conflict,omitempty"` // two variants cannot both be exact: "about 6,000" and "over 6,000"
	Values   []float64 `json:"values"`             // the value of each variant
	Context  []Passage `json:"context"`            // the sentence of each variant's first citation
}

// Event is something the corpus dates.
type Event struct {
	When      time.Time `json:"when,omitzero"`  // midnight UTC of the day; zero when the text leaves it open
	Until     time.Time `json:"until,omitzero"` // end of a range; zero otherwise
	Precision string    `json:"precision"`      // "day", "month", "year" or "as printed"
	Words     Passage   `json:"words"`          // the date as printed
	Fact      Fact      `json:"fact"`
}

// Span is re-exported so that readers of this package need not import text.
type Span = text.Span
