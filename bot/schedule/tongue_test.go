package schedule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verbs = regexp.MustCompile(`%[ds]`)

// TestItalianFits: a translation has the values of what it translates, in the
// same order.
func TestItalianFits(t *testing.T) {
	for said, other := range inItalian {
		if a, b := verbs.FindAllString(said, -1), verbs.FindAllString(other, -1); !slices.Equal(a, b) {
			t.Errorf("%q has %v, %q has %v", said, a, other, b)
		}
		if strings.TrimSpace(other) == "" {
			t.Errorf("%q is empty in Italian", said)
		}
	}
}

// TestAllIsItalian: every phrase that is said through a tongue has its Italian.
func TestAllIsItalian(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found += italianIn(t, file)
	}
	if found < 60 {
		t.Errorf("only %d phrases: the test looks in the wrong place", found)
	}
}

// italianIn counts the phrases that a file says, and holds that each has its
// Italian.
func italianIn(t *testing.T, file *ast.File) (found int) {
	t.Helper()
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, which := "", 0
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name, which = f.Name, 1
		}
		if name != "say" && name != "mistake" || len(call.Args) <= which {
			return true
		}
		if name == "say" {
			which = 0
		}
		lit, ok := call.Args[which].(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		phrase, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		found++
		if _, ok := inItalian[phrase]; !ok && phrase != "%s" {
			t.Errorf("%q has no Italian", phrase)
		}
		return true
	})
	return found
}

func TestSpoken(t *testing.T) {
	for text, want := range map[string]tongue{
		"schedule weekdays 08:00 Europe/Rome":  english,
		"programma ogni giorno feriale alle 8": italian,
		"schedule ogni giorno feriale alle 8":  italian,
		"pausa fino a lunedì":                  italian,
		"pause until monday":                   english,
		"stop":                                 english,
		"ferma sì":                             italian,
		"mandami le notizie ogni mattina":      italian,
		"send me the briefing every morning":   english,
		"programma storia":                     italian,
		"schedule 8:00":                        english,
		"":                                     english,
	} {
		if got := spoken(text, english); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if spoken("stop", tongueOf("it-IT")) != italian || spoken("schedule 8", tongueOf("it")) != english {
		t.Error("what the words do not say is taken from the profile, and only that")
	}
}
