package slack

import (
	_ "embed" // manifest.yaml
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed manifest.yaml
var manifestYAML string

// The transports a manifest can be for.
const (
	Socket = "socket" // Socket Mode: no public address
	HTTP   = "http"   // one workspace, requests to a public address
	Shared = "oauth"  // several workspaces, which install through InstallPath
)

// Manifest is the app's manifest in YAML. publicURL is where the bot is
// reached, without a slash at the end; Socket needs none. command is the slash
// command, "/briefing" where it is empty.
func Manifest(transport, publicURL, command string) (string, error) {
	publicURL = strings.TrimRight(publicURL, "/")
	switch {
	case transport != Socket && transport != HTTP && transport != Shared:
		return "", fmt.Errorf("transport %q: it is %s, %s or %s", transport, Socket, HTTP, Shared)
	case transport != Socket && !strings.HasPrefix(publicURL, "https://"):
		return "", fmt.Errorf("public address %q: Slack wants one that starts with https://", publicURL)
	case command != "" && !strings.HasPrefix(command, "/"):
		return "", fmt.Errorf("slash command %q: it starts with /", command)
	}
	if transport == Socket && (command == "" || command == "/briefing") {
		return manifestYAML, nil
	}
	var m yaml.MapSlice
	if err := yaml.UnmarshalWithOptions([]byte(manifestYAML), &m, yaml.UseOrderedMap()); err != nil {
		return "", fmt.Errorf("read the manifest: %w", err)
	}
	edit := func(value any, path ...string) { m = set(m, value, path...) }
	slash := at(m, "features", "slash_commands").([]any)[0].(yaml.MapSlice)
	if command != "" {
		slash = set(slash, command, "command")
	}
	if transport != Socket {
		slash = set(slash, publicURL+RequestPath, "url")
		edit(publicURL+RequestPath, "settings", "event_subscriptions", "request_url")
		edit(publicURL+RequestPath, "settings", "interactivity", "request_url")
		edit(publicURL+RequestPath, "settings", "interactivity", "message_menu_options_url")
		edit(false, "settings", "socket_mode_enabled")
	}
	if transport == Shared {
		edit([]string{publicURL + OAuthPath}, "oauth_config", "redirect_urls")
		edit(true, "settings", "token_rotation_enabled")
	}
	edit([]any{slash}, "features", "slash_commands")
	out, err := yaml.MarshalWithOptions(m, yaml.IndentSequence(true))
	if err != nil {
		return "", fmt.Errorf("write the manifest: %w", err)
	}
	return string(out), nil
}

// at is the value at path, or nil.
func at(m yaml.MapSlice, path ...string) any {
	for _, item := range m {
		if item.Key != path[0] {
			continue
		}
		if len(path) == 1 {
			return item.Value
		}
		inner, _ := item.Value.(yaml.MapSlice)
		return at(inner, path[1:]...)
	}
	return nil
}

// set is m with value at path; the rest stays in its order.
func set(m yaml.MapSlice, value any, path ...string) yaml.MapSlice {
	m = slices.Clone(m)
	i := slices.IndexFunc(m, func(item yaml.MapItem) bool { return item.Key == path[0] })
	if i < 0 {
		m, i = append(m, yaml.MapItem{Key: path[0]}), len(m)
	}
	if len(path) == 1 {
		m[i].Value = value
		return m
	}
	inner, _ := m[i].Value.(yaml.MapSlice)
	m[i].Value = set(inner, value, path[1:]...)
	return m
}

// uses is which scopes each call and each event of this package takes.
// https://docs.slack.dev/reference/methods and …/reference/events
var uses = map[string][]string{
	"assistant.threads.setSuggestedPrompts": {"assistant:write"},
	"auth.test":                             nil,
	"apps.connections.open":                 nil, // the app-level token's
	"chat.postMessage":                      {"chat:write"},
	"chat.postEphemeral":                    {"chat:write"},
	"chat.update":                           {"chat:write"},
	"conversations.history":                 {"channels:history", "groups:history", "im:history"},
	"conversations.replies":                 {"channels:history", "groups:history", "im:history"},
	"conversations.info":                    {"channels:read", "groups:read"},
	"oauth.v2.access":                       nil,
	"users.info":                            {"users:read"},
	"views.open":                            nil,
	"views.publish":                         nil,
	"views.update":                          nil,
	"command":                               {"commands"},
	"shortcut":                              {"commands"},
	"agent_view":                            {"assistant:write"},
	"event app_home_opened":                 nil,
	"event app_mention":                     {"app_mentions:read"},
	"event app_uninstalled":                 nil,
	"event channel_archive":                 {"channels:read"},
	"event channel_deleted":                 {"channels:read"},
	"event channel_left":                    {"channels:read"},
	"event group_archive":                   {"groups:read"},
	"event group_deleted":                   {"groups:read"},
	"event group_left":                      {"groups:read"},
	"event member_left_channel":             {"channels:read", "groups:read"},
	"event message.channels":                {"channels:history"},
	"event message.groups":                  {"groups:history"},
	"event message.im":                      {"im:history"},
	"event tokens_revoked":                  nil,
}

// Scopes returns the bot scopes the code uses, sorted.
func Scopes() []string {
	var out []string
	for _, scopes := range uses {
		out = append(out, scopes...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// missingScopes is what Scopes has and granted has not; nothing where Slack
// did not say what is granted.
func missingScopes(granted []string) []string {
	if granted == nil {
		return nil
	}
	return slices.DeleteFunc(Scopes(), func(s string) bool { return slices.Contains(granted, s) })
}
