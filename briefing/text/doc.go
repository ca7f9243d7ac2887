// Package text takes one plain text apart: paragraphs and what they are,
// sentences, words, numbers, dates. Everything it returns is a span of bytes of
// the text as given; it never rewrites a byte, does no I/O, and runs in linear
// time on any input.
//
// [Read] is the way in: line.go joins lines into paragraphs, preface.go finds
// front matter, sentence.go cuts paragraphs into sentences (cut.go decides at a
// full stop, glued.go where no space follows, abbrev.go knows the
// abbreviations), dateline.go and peel.go cut datelines and clutter off the front
// of a sentence. Then evidence.go gathers what the words of each sentence say
// about its kind (cues.go holds the words), kind.go and note.go judge it by
// itself, appeal.go, article.go and list.go by what stands around it, and
// repeat.go finds what was said before. In doubt a sentence is prose: a wrong
// mark loses news.
//
// [Stated] reads what a text says about itself. [Words], [Fold], [Stem] and
// [Stop] are how words are compared, [Numbers] and [Dates] what can be counted
// and placed in time, [Lang] guesses the language.
package text
