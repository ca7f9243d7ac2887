package config

import (
	"fmt"
	"slices"
	"strings"
)

// Fault says what is wrong with one value and what would be right.
type Fault struct {
	Wrong string
	Right string // the remedy; may be empty
}

// Error returns what is wrong and the remedy.
func (f Fault) Error() string {
	if f.Right == "" {
		return f.Wrong
	}
	return f.Wrong + "; " + f.Right
}

// Problem is a fault with its place. It never holds a line of the file, which
// might hold a secret.
type Problem struct {
	File         string
	Line, Column int    // from 1; 0 where there is none
	Key          string // "schedules[1].cron"; empty for the file as a whole
	Fault
}

// Error returns "file:line:column: key: what is wrong; what would be right".
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.Fault.Error()
}

// Problems is everything that is wrong, in the order of the file.
type Problems []Problem

// Error returns one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// place is a position in the file, counted from 1.
type place struct{ line, column int }

// report collects the problems of one configuration.
type report struct {
	file     string
	text     []byte           // the file
	at       map[string]place // where each key that was read stands
	problems Problems

	secretLines map[int]bool    // lines that hold a secret
	torn        map[string]bool // sections that could not be read to their end
}

// add notes a problem at the place of key, or of what key lies in where key
// itself is not in the file.
func (r *report) add(key, wrong, right string) {
	p, inside := r.at[key], key
	for p.line == 0 && inside != "" {
		inside = inside[:max(strings.LastIndexAny(inside, ".["), 0)]
		p = r.at[inside]
	}
	r.addAt(p, key, Fault{wrong, right})
}

// addAt notes a problem, unless key has one already, which makes the next one
// noise, or the line holds a secret, which comes first.
func (r *report) addAt(p place, key string, f Fault) {
	known := func(o Problem) bool { return o.File == r.file && key != "" && o.Key == key }
	group, _, _ := strings.Cut(key, ".")
	if r.secretLines[p.line] || r.torn[group] || slices.ContainsFunc(r.problems, known) {
		return
	}
	r.problems = append(r.problems, Problem{r.file, p.line, p.column, key, f})
}

// err returns the problems by line, or nil when there is none. What has no line
// comes last.
func (r *report) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		if (a.Line == 0) != (b.Line == 0) {
			return b.Line - a.Line
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return r.problems
}

// show quotes a value for an error message: shortened, and hidden when it looks
// like a secret.
func show(v string) string {
	if tokenShapes.MatchString(v) || keyShapes.MatchString(v) {
		return "the value (not shown: it looks like a secret)"
	}
	if r := []rune(v); len(r) > 60 {
		v = string(r[:57]) + "..."
	}
	return fmt.Sprintf("%q", v)
}

// showPath quotes a path, which may well hold a long word or a number.
func showPath(p string) string {
	if tokenShapes.MatchString(p) {
		return show(p)
	}
	return fmt.Sprintf("%q", p)
}

// list joins words for a sentence: "a, b or c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
