// Package seeds is the corpus the bot starts with: five articles on security at
// the Milan-Cortina Winter Olympics, one file each, bytes as given.
package seeds

import "embed"

// Files holds the articles; a file's name is its article's ID.
//
//go:embed *.txt
var Files embed.FS
