package briefing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// Article is one article as its source gave it. What the source does not state
// is empty.
type Article struct {
	ID        string
	URL       string
	Title     string
	Outlet    string
	Published time.Time // zero when not stated
	Lang      string    // ISO 639-1; empty when not known
	Text      string    // as given, never rewritten
	SHA256    string    // of Text, in lower-case hexadecimal
}

// Sum returns the SHA-256 of s in lower-case hexadecimal.
func Sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// Passage is a stretch of an article's text: the unit of retrieval, of citation
// and of proof.
type Passage struct {
	Article *Article
	Span    text.Span // bytes of Article.Text
}

// Text returns the passage's words, byte for byte.
func (p Passage) Text() string { return p.Span.In(p.Article.Text) }

// proof is what anyone needs to check a passage; see [Verify].
type proof struct {
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
	SHA256  string `json:"sha256"`
}

// MarshalJSON writes the article's ID, the byte span, the words and the SHA-256
// of the article's text.
func (p Passage) MarshalJSON() ([]byte, error) { return json.Marshal(p.proof()) }

// Reading is an article taken apart: what the store keeps beside its text, so
// that no article is read twice.
type Reading struct {
	Article *Article
	Layout  *text.Layout
	Quotes  []quote.Quote
}

// Read takes an article apart. It fills in SHA256, and Title, Published and
// Outlet where they are empty and the text itself states them.
func Read(a Article) Reading {
	a.SHA256 = Sum(a.Text)
	l := text.Read(a.Text)
	return Reading{Article: &a, Layout: l, Quotes: quote.Find(a.Text, l)}
}
