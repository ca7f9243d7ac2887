package briefing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
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

// Read takes an article apart. It fills in SHA256, and Title, Published,
// Outlet, URL and Lang where they are empty and the text itself states them.
func Read(a Article) Reading {
	a.SHA256 = Sum(a.Text)
	l := text.Read(a.Text)
	h := text.Stated(a.Text, l)
	fill(&a.Title, h.Title, a.Text)
	fill(&a.Outlet, h.Outlet, a.Text)
	fill(&a.URL, h.URL, a.Text)
	if d := h.Published; a.Published.IsZero() && d.Len() > 0 {
		if t, precision, ok := calendar(d, d.Year, time.Time{}); ok && precision == byDay {
			a.Published = t
		}
	}
	if a.Lang == "" {
		a.Lang = h.Lang
	}
	if a.Lang == "" {
		a.Lang = text.Lang(a.Text)
	}
	return Reading{Article: &a, Layout: l, Quotes: quote.Find(a.Text, l)}
}

// fill sets an empty field to what the text states.
func fill(field *string, p text.Span, s string) {
	if *field == "" && p.Len() > 0 && within(s, p) {
		*field = strings.ToValidUTF8(p.In(s), "\uFFFD")
	}
}
