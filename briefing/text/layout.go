package text

// Kind says what a stretch of an article is. Only Prose is briefed, quoted or
// given as an answer; everything else is still stored and shown on the source
// page.
type Kind uint8

// The kinds of a paragraph or sentence.
const (
	Prose   Kind = iota // the article's own running text
	Heading             // headline, kicker, section heading
	Caption             // picture caption
	Credit              // photo credit, copyright line
	Byline              // author, dateline, "reporting by"
	Stamp               // date stamp, reading time, section label: data about the article
	Appeal              // donation, subscription, newsletter, cookie and app appeals
	Control             // "Read more", share buttons, related links, comments counters
	Repeat              // a paragraph or sentence the article has already said, word for word
)

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

var kindNames = [...]string{"prose", "heading", "caption", "credit", "byline", "stamp", "appeal", "control", "repeat"}

// Paragraph is one block of lines that belong together.
type Paragraph struct {
	Span
	Kind Kind
}

// Sentence is one sentence, without the white space around it.
type Sentence struct {
	Span
	Kind      Kind
	Paragraph int // index into Layout.Paragraphs
}

// Layout is an article's text taken apart. Its spans are in byte order, do not
// overlap, and together cover every byte that is not white space. The text
// itself is never changed.
type Layout struct {
	Paragraphs []Paragraph
	Sentences  []Sentence
}
