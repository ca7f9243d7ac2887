package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "briefingbot"

// arrows says which of our packages each package may import. A package that is
// not named here may not exist.
var arrows = map[string][]string{
	"bot":       {"bot/schedule", "bot/store", "bot/store/storetest", "bot/ingest", "bot/ingest/fetch", "bot/ingest/watch", "bot/web", "briefing", "briefing/text", "briefing/quote", "briefing/search", "briefing/condense", "briefing/copies", "adapters/chat", "adapters/console", "adapters/slack", "adapters/slack/slacktest", "adapters/matrix", "config", "seeds"},
	"bot/store": {"bot/store/storetest", "briefing", "briefing/text", "briefing/quote"},
	// It keeps slots in the store, posts through the port, and reads cron lines and zones as the settings do; its
	// tests put articles into the store.
	"bot/schedule":        {"bot/store", "bot/store/storetest", "adapters/chat", "config", "briefing"},
	"bot/store/storetest": {}, // a PostgreSQL for tests
	"bot/ingest":          {"briefing", "briefing/text"},
	"bot/ingest/fetch":    {}, // the web, guarded
	// It keeps what it has seen in the store, with the articles.
	"bot/ingest/watch":         {"bot/ingest", "bot/ingest/fetch", "bot/store", "briefing", "briefing/copies"},
	"bot/web":                  {"briefing", "briefing/text", "briefing/quote"},
	"briefing":                 {"briefing/text", "briefing/quote", "briefing/search", "briefing/condense", "briefing/packed"},
	"briefing/text":            {},
	"briefing/quote":           {"briefing/text"},
	"briefing/search":          {"briefing/text", "briefing/packed"},
	"briefing/packed":          {"briefing/text"},
	"briefing/condense":        {"briefing/text"},
	"briefing/copies":          {},
	"adapters/chat":            {},
	"adapters/chat/chattest":   {"adapters/chat"},
	"adapters/console":         {"adapters/chat"},
	"adapters/slack":           {"adapters/chat", "adapters/slack/slacktest"},
	"adapters/slack/slacktest": {}, // an emulator of Slack for tests
	"adapters/matrix":          {"adapters/chat"},
	"config":                   {},
	"seeds":                    {},
}

// pure packages may not touch the world.
var pure = []string{"briefing", "briefing/text", "briefing/quote", "briefing/search", "briefing/condense", "briefing/copies", "briefing/packed"}

// worldly are packages of the standard library that do.
var worldly = []string{"os", "os/exec", "net", "net/http", "log", "log/slog", "io/fs", "io/ioutil", "database/sql", "math/rand", "math/rand/v2", "crypto/rand"}

// clocks are what package time reads the clock with.
var clocks = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep"}

// TestWalls parses every import in-process: a test that asked the go command
// would be cached over a broken wall.
func TestWalls(t *testing.T) {
	seen := map[string]bool{}
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || name == "build") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		allowed, known := arrows[pkg]
		if !known {
			t.Errorf("%s: the house has no room %q; see the table of arrows", path, pkg)
			return nil
		}
		seen[pkg] = true
		test := strings.HasSuffix(path, "_test.go")
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if !test && slices.Contains(pure, pkg) {
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, s.Sel.Name) {
						t.Errorf("%s: %s is pure and may not look at the clock: time.%s", path, pkg, s.Sel.Name)
					}
				}
				return true
			})
		}
		for _, spec := range f.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			ours, isOurs := strings.CutPrefix(imported, module+"/")
			switch {
			case isOurs && test && (ours == pkg || ours == "adapters/chat/chattest"):
			case isOurs && !slices.Contains(allowed, ours):
				t.Errorf("%s: %s may not import %s", path, pkg, ours)
			case !isOurs && !test && slices.Contains(pure, pkg) && slices.Contains(worldly, imported):
				t.Errorf("%s: %s is pure and may not import %s", path, pkg, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, need := range []string{"bot", "briefing", "adapters/chat", "config", "seeds"} {
		if !seen[need] {
			t.Errorf("no file of %s was read: the test looks in the wrong place", need)
		}
	}
}

// TestOnlyComposeSpeaksBoth holds the promise that one place translates from
// the newsroom's language into the chat's: no other file may both import
// package briefing and build blocks.
func TestOnlyComposeSpeaksBoth(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	composed := false
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		news := slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool {
			return strings.HasPrefix(strings.Trim(s.Path.Value, `"`), module+"/briefing")
		})
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); !ok || x.Name != "chat" || s.Sel.Name != "Block" && s.Sel.Name != "Run" {
				return true
			}
			switch {
			case strings.HasPrefix(file, "compose"):
				composed = true
			case news:
				t.Errorf("%s imports the newsroom and builds chat.%s; that is for compose.go", file, s.Sel.Name)
			}
			return true
		})
	}
	if !composed {
		t.Error("compose.go builds no block: the test looks in the wrong place")
	}
}
