// Package watch looks after the sources: it looks at each when it is due, takes
// in what is new or was changed, and withdraws what was taken back. What it has
// seen is in the store with the article it made, in one transaction, so nothing
// is lost or taken twice wherever the program ends.
package watch
