// Package quote finds who said what in one text: direct, mixed and indirect
// speech with its speaker and cue. It works by rules and word lists, reads the
// text as given and returns spans of it.
//
// A paragraph is cut into items: words, punctuation, and whole stretches between
// quotation marks. In each sentence every reporting verb is asked for its
// subject and for its content, before or after it; what no verb claims is given
// to a speaker nearby, or to nobody. Then the speakers of the whole text are
// resolved, in order, to the people, offices and bodies the text names.
//
// It reads English, and Italian, French and Spanish as tables of their words.
package quote

import "briefingbot/briefing/text"

// Kind is the form of reported speech.
type Kind string

// The kinds. Indirect speech is the writer's paraphrase, never the speaker's
// words.
const (
	Direct   Kind = "direct"   // all of it between quotation marks
	Mixed    Kind = "mixed"    // partly between quotation marks
	Indirect Kind = "indirect" // no quotation marks
)

// Polarity is what the cue says about the content.
type Polarity string

// The polarities.
const (
	Said     Polarity = "said"
	Asked    Polarity = "asked"
	Denied   Polarity = "denied"   // denied, disputed, rejected
	Declined Polarity = "declined" // declined to say, did not say, would not say
	Hedged   Polarity = "hedged"   // may say, would say if, was asked whether
)

// Quote is one contiguous stretch of reported speech. A quotation that the
// writer splits ("A," X said. "B") is two Quotes with the same Attribution.
type Quote struct {
	Content     text.Span // the words said, without the outer quotation marks
	Speaker     text.Span // the mention as printed; empty when the text names none
	Person      string    // the speaker resolved within this text to the fullest name; empty when unknown
	Cue         text.Span // the reporting word; empty when there is none
	Kind        Kind
	Polarity    Polarity
	Confidence  float64 // 0 to 1: how sure the attribution is
	Attribution int     // equal for the stretches of one split quotation, counted from 0 in text order
}

// Sure is the Confidence from which on an answer may say that someone said the
// words between quotation marks: of direct and mixed quotes of four words or
// more, at least 95 in 100 with it are right in content and speaker.
const Sure = 0.8

// Find returns the quotes of s in text order. l is text.Read(s); stretches
// that l marks as anything but prose are not searched, but a line of its own
// that ends in a colon ("He said:") may name the speaker of what follows. The
// stretches of one attribution never overlap. A quotation nobody is near to have
// said has no Speaker. Time is linear in len(s).
func Find(s string, l *text.Layout) []Quote { return find(s, l) }
