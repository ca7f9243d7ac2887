// Package ingest takes articles in: from folders and files of plain text,
// Markdown, web pages and JSON Lines. It yields one article after another and
// one [Error] for each that is no good, so that the rest is served. What a
// source does not state stays empty; a text is kept byte for byte, except that
// of a web page, whose article is extracted first.
package ingest
