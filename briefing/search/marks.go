package search

import (
	"sort"
	"strings"

	"briefingbot/briefing/text"
)

// flags are what a sentence shows beside its words.
type flags uint8

const (
	isProse   flags = 1 << iota // may answer
	hasMoney                    // a currency sign
	hasShare                    // a percent sign
	asks                        // ends in a question mark
	inQuote                     // holds reported speech
	hasSource                   // holds a named speaker of it
	hasMark                     // holds a quotation mark
	ends                        // ends as a sentence does
)

// marks reads the flags that a sentence's bytes show.
func marks(str string) flags {
	var f flags
	for i := 0; i < len(str); i++ {
		switch c := str[i]; c {
		case '$':
			f |= hasMoney
		case '%':
			f |= hasShare
		case '"':
			f |= hasMark
		case 0xc2: // £ « »
			if i+1 < len(str) {
				switch str[i+1] {
				case 0xa3:
					f |= hasMoney
				case 0xab, 0xbb:
					f |= hasMark
				}
			}
		case 0xe2: // € “ ”
			if i+2 < len(str) {
				switch str[i+1 : i+3] {
				case "\x82\xac":
					f |= hasMoney
				case "\x80\x9c", "\x80\x9d":
					f |= hasMark
				}
			}
		}
	}
	switch bare := strings.TrimRight(str, "\"'”’») "); {
	case strings.HasSuffix(bare, "?"):
		f |= asks | ends
	case strings.HasSuffix(bare, "."), strings.HasSuffix(bare, "!"), strings.HasSuffix(bare, "…"):
		f |= ends
	}
	return f
}

// hear marks the sentences that hold reported speech and named speakers.
func (d *Doc) hear(fs []flags) {
	ss := d.Layout.Sentences
	mark := func(p text.Span, f flags) {
		i := sort.Search(len(ss), func(i int) bool { return ss[i].End > p.Start })
		for ; i < len(ss) && ss[i].Start < p.End; i++ {
			fs[i] |= f
		}
	}
	for _, q := range d.Speech {
		mark(q.Content, inQuote)
		if q.Speaker.Len() > 0 {
			mark(q.Speaker, hasSource)
		}
	}
}
