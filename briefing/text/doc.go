// Package text takes one plain text apart: paragraphs and what they are,
// sentences, words, numbers, dates. Everything it returns is a span of bytes of
// the text as given; it never rewrites a byte, does no I/O, and runs in linear
// time on any input.
package text
