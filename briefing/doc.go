// Package briefing is the newsroom: it knows articles, passages, quotes,
// people, facts and topics, makes briefings and answers questions. It is pure:
// no I/O, no clock, no log. Every word of news it returns is a [Passage], that
// is a span of an article's text.
package briefing
