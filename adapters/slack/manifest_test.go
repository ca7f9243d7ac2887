package slack

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	api "github.com/slack-go/slack"
)

func manifest(t *testing.T, transport, public, command string) (string, api.Manifest) {
	t.Helper()
	text, err := Manifest(transport, public, command)
	if err != nil {
		t.Fatal(err)
	}
	var m api.Manifest
	if err := yaml.UnmarshalWithOptions([]byte(text), &m, yaml.Strict()); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return text, m
}

func TestManifest(t *testing.T) {
	for _, c := range []struct{ transport, public, command, url string }{
		{Socket, "", "", ""}, {Socket, "", "/newsbrief", ""}, {HTTP, "https://bot.example", "", "https://bot.example/slack"}, {Shared, "https://bot.example/", "/newsbrief", "https://bot.example/slack"},
	} {
		text, m := manifest(t, c.transport, c.public, c.command)
		if m.Settings.SocketModeEnabled != (c.transport == Socket) || m.Settings.TokenRotationEnabled != (c.transport == Shared) {
			t.Errorf("%s: socket mode %v, rotation %v", c.transport, m.Settings.SocketModeEnabled, m.Settings.TokenRotationEnabled)
		}
		slash := m.Features.SlashCommands[0]
		if slash.Command != cmp.Or(c.command, "/briefing") || slash.Url != c.url || !slash.ShouldEscape {
			t.Errorf("%s: the command is %+v", c.transport, slash)
		}
		if m.Settings.EventSubscriptions.RequestUrl != c.url || m.Settings.Interactivity.RequestUrl != c.url || m.Settings.Interactivity.MessageMenuOptionsUrl != c.url || !m.Settings.Interactivity.IsEnabled {
			t.Errorf("%s: addresses\n%s", c.transport, text)
		}
		if len(m.OAuthConfig.RedirectUrls) > 0 != (c.transport == Shared) {
			t.Errorf("%s: redirects to %v", c.transport, m.OAuthConfig.RedirectUrls)
		}
		if !strings.Contains(text, "messages_tab_read_only_enabled: false") || m.Features.AgentView == nil || len(m.Features.AgentView.SuggestedPrompts) == 0 {
			t.Errorf("%s: the Messages tab\n%s", c.transport, text)
		}
		if len([]rune(m.Display.Name)) > 35 || len([]rune(m.Display.Description)) > 140 || len(m.Display.LongDescription) < 175 || len(m.Display.LongDescription) > 4000 {
			t.Errorf("%s: the lengths of the description", c.transport)
		}
		for _, s := range m.Features.Shortcuts {
			if s.CallbackID != whoSaidThis && s.CallbackID != briefingNow || len(s.Name) > 24 {
				t.Errorf("a shortcut nobody answers: %+v", s)
			}
		}
	}
	for _, bad := range [][3]string{{"carrier pigeon", "", ""}, {HTTP, "", ""}, {HTTP, "http://x", ""}, {Socket, "", "briefing"}} {
		if text, err := Manifest(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v gives %s", bad, text)
		}
	}
}

// TestManifestHasTheScopesTheCodeUses holds the manifest against uses, and
// uses against the code.
func TestManifestHasTheScopesTheCodeUses(t *testing.T) {
	_, m := manifest(t, Socket, "", "")
	if got := m.OAuthConfig.Scopes.Bot; !slices.Equal(got, Scopes()) {
		t.Errorf("the manifest has %v, the code uses %v", got, Scopes())
	}
	if len(m.OAuthConfig.Scopes.User) > 0 {
		t.Error("user scopes nobody uses")
	}
	listed := slices.Collect(maps.Keys(uses))
	for _, e := range m.Settings.EventSubscriptions.BotEvents {
		if !slices.Contains(listed, "event "+e) {
			t.Errorf("event %s is subscribed to and not used", e)
		}
	}
	for _, u := range listed {
		if e, ok := strings.CutPrefix(u, "event "); ok && !slices.Contains(m.Settings.EventSubscriptions.BotEvents, e) {
			t.Errorf("event %s is used and not subscribed to", e)
		}
	}
	used := calledMethods(t)
	for _, method := range used {
		if !slices.Contains(listed, method) {
			t.Errorf("the code calls %s, whose scopes are not listed", method)
		}
	}
	for _, u := range listed {
		if strings.Contains(u, ".") && !strings.HasPrefix(u, "event ") && !slices.Contains(used, u) {
			t.Errorf("%s is listed and never called", u)
		}
	}
}

// methods are the functions of slack-go that call Slack.
var methods = map[string]string{
	"AuthTestContext": "auth.test", "PostMessageContext": "chat.postMessage", "PostEphemeralContext": "chat.postEphemeral", "UpdateMessageContext": "chat.update",
	"GetConversationHistoryContext": "conversations.history", "GetConversationRepliesContext": "conversations.replies", "GetConversationInfoContext": "conversations.info",
	"GetUserInfoContext": "users.info", "OpenViewContext": "views.open", "PublishViewContext": "views.publish", "UpdateViewContext": "views.update",
	"SetAssistantThreadsSuggestedPromptsContext": "assistant.threads.setSuggestedPrompts",
	"RefreshOAuthV2TokenContext":                 "oauth.v2.access", "GetOAuthV2ResponseContext": "oauth.v2.access", "RunContext": "apps.connections.open",
}

// calledMethods reads the package's own source for the calls it makes.
func calledMethods(t *testing.T) []string {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if method, known := methods[selector.Sel.Name]; known {
				out = append(out, method)
			} else if x, ok := selector.X.(*ast.SelectorExpr); ok && x.Sel.Name == "client" {
				t.Errorf("the code calls %s of slack-go, which this test does not know", selector.Sel.Name)
			}
			return true
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}
