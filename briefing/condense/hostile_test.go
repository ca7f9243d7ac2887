package condense

import (
	"fmt"
	"strings"
	"testing"
)

// TestHostile runs inputs that would take for ever if any step were quadratic.
func TestHostile(t *testing.T) {
	long := strings.Repeat("police said 40 people were held in Milan and ", 20000)
	var copies, near []string
	for i := range 800 {
		copies = append(copies, strings.Join(flood, "\n"))
		near = append(near, fmt.Sprintf("%s\nReporter number %d wrote this from town %d.", strings.Join(flood, "\n"), i, i*7))
	}
	for name, docs := range map[string][]Doc{
		"no space":          docsOf(strings.Repeat("a", 1<<20), strings.Repeat("ab", 1<<19)),
		"no full stop":      docsOf(long, long+"x"),
		"short sentences":   docsOf(strings.Repeat("He ran. ", 30000), strings.Repeat("She ran. ", 30000)),
		"other numbers":     docsOf(strings.Repeat("Rome sold 5 cars. Rome sold 7 cars. ", 3000), strings.Repeat("Rome sold 6 cars. ", 3000)),
		"copies":            docsOf(copies...),
		"near copies":       docsOf(near...),
		"capitals":          docsOf(strings.Repeat("Anna Berta Carla Dora ", 5000)+".", strings.Repeat("Anna Berta Carla Emma ", 5000)+"."),
		"invalid, brackets": docsOf(strings.Repeat("\xff(ABC)\xfe (", 20000), strings.Repeat("\xe2\x80(", 20000)),
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Words: 60, Query: "police in Milan " + strings.Repeat("q", 1<<16)}
			check(t, docs, Summarize(docs, o), o)
			check(t, docs, Summarize(docs, Options{}), Options{})
			checkFacts(t, docs, Facts(docs))
		})
	}
}

func TestCopiesAreOneFact(t *testing.T) {
	var docs []Doc
	for i := range 200 {
		docs = append(docs, doc(fmt.Sprintf("%s\nReporter number %d wrote this from town %d.", flood[0], i, i*7)))
	}
	docs = append(docs, doc("In Piacenza the river Trebbia burst its banks on Monday.\nFirefighters from Parma sent nine boats."))
	for _, f := range Facts(docs) {
		if strings.Contains(printed(docs, f.Best), "burst its banks") {
			if len(f.Refs) != 201 || f.Sources != 2 {
				t.Errorf("%d sentences of %d sources", len(f.Refs), f.Sources)
			}
			return
		}
	}
	t.Error("no fact about the river")
}
