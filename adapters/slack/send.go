package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

var (
	_ chat.Adapter    = (*Adapter)(nil)
	_ chat.Delivery   = (*Adapter)(nil)
	_ chat.Editor     = (*Adapter)(nil)
	_ chat.Whisperer  = (*Adapter)(nil)
	_ chat.Linker     = (*Adapter)(nil)
	_ chat.Namer      = (*Adapter)(nil)
	_ chat.Sender     = (*Adapter)(nil)
	_ chat.Reconciler = (*Adapter)(nil)
)

// Freeze renders m. The bytes are JSON and hold no token.
func (a *Adapter) Freeze(_ chat.Channel, m chat.Message) ([]chat.Part, error) {
	posts, err := render(m)
	if err != nil {
		return nil, err
	}
	return chat.Freeze(posts)
}

// Post posts m once for every key: with the memory's help it knows what it has
// posted, and what it may have posted it looks for first.
func (a *Adapter) Post(ctx context.Context, to chat.Channel, m chat.Message, key string) (string, error) {
	return a.once.Post(ctx, to, m, key)
}

// SendOnce posts one part. Where Slack refuses how it is set, it posts it
// without citations, and then its short form: that is the same post, as the
// refused one is known not to be there.
func (a *Adapter) SendOnce(ctx context.Context, to chat.Channel, p chat.Part, key string) (string, error) {
	body, err := chat.Thaw[post](p)
	if err == nil {
		err = p.Fits(to)
	}
	if err != nil {
		return "", err
	}
	if err := a.mayPost(ctx, to); err != nil {
		return "", err
	}
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return "", notSent(err)
	}
	return a.degrading(ctx, body, func(body post) (string, error) {
		_, id, err := ws.client.PostMessageContext(ctx, to.ID, a.endpoint("chat.postMessage", func(v url.Values) {
			fill(v, body)
			v.Set("metadata", metadata(key))
			if to.Thread != "" {
				v.Set("thread_ts", to.Thread)
			}
		}))
		if err == nil && id == "" {
			return "", fmt.Errorf("post to %s: Slack gave no id: %w", to.ID, chat.ErrAmbiguous)
		}
		if err := a.judge("post to "+to.ID, err); err != nil {
			return "", err
		}
		a.joined(ctx, to, id)
		return id, nil
	})
}

// notSent is err before anything was sent: what was ambiguous about it is
// worth another try, not a search.
func notSent(err error) error {
	if !errors.Is(err, chat.ErrAmbiguous) {
		return err
	}
	return fmt.Errorf("nothing was sent: %v: %w", err, chat.RateLimited{After: 5 * time.Second})
}

// degrading sends body, and less and less of it where Slack refuses how it is
// set. Every step is logged and counted.
func (a *Adapter) degrading(ctx context.Context, body post, send func(post) (string, error)) (string, error) {
	if a.plainOnly.Load() {
		body = withoutCitations(body)
	}
	id, err := send(body)
	for n, less := range []func(post) post{withoutCitations, shortened} {
		if !tooMuch[refusal(err)] {
			break
		}
		a.count("slack_refused_layout")
		a.log.ErrorContext(ctx, "slack refused a message; sending less of it", "reason", refusal(err), "blocks", len(body.Blocks), "text", len(body.Text))
		body = less(body)
		if id, err = send(body); err == nil && n == 0 {
			a.plainOnly.Store(true) // this Slack takes no citations: no need to ask again
		}
	}
	if err != nil && !errors.Is(err, errNoResponse) {
		a.count("slack_post_failed")
	}
	return id, err
}

// withoutCitations drops Slack's citation elements; the plain links stay.
func withoutCitations(p post) post {
	var blocks any
	if json.Unmarshal(p.Blocks, &blocks) != nil {
		return p
	}
	if raw, err := json.Marshal(dropCitations(blocks)); err == nil {
		p.Blocks = raw
	}
	return p
}

func dropCitations(v any) any {
	switch v := v.(type) {
	case []any:
		out := []any{}
		for _, e := range v {
			if m, ok := e.(map[string]any); !ok || m["type"] != "citation" {
				out = append(out, dropCitations(e))
			}
		}
		return out
	case map[string]any:
		for k, e := range v {
			v[k] = dropCitations(e)
		}
	}
	return v
}

func shortened(p post) post { return post{Text: p.Short} }

// fill sets the arguments every message is sent with: nothing in it unfurls,
// links names or is read as markup.
func fill(v url.Values, p post) {
	v.Set("text", p.Text)
	v.Set("mrkdwn", "false")
	v.Set("parse", "none")
	v.Set("link_names", "false")
	v.Set("unfurl_links", "false")
	v.Set("unfurl_media", "false")
	if len(p.Blocks) > 0 {
		v.Set("blocks", string(p.Blocks))
	}
}

// endpoint is how slack-go sends arguments it does not know of.
func (a *Adapter) endpoint(method string, set func(url.Values)) api.MsgOption {
	return api.UnsafeMsgOptionEndpoint(a.conf.APIURL+method, set)
}

// Edit replaces a posted message. Its metadata stay.
func (a *Adapter) Edit(ctx context.Context, to chat.Channel, id string, p chat.Part) error {
	body, err := chat.Thaw[post](p)
	if err != nil {
		return err
	}
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return err
	}
	_, err = a.degrading(ctx, body, func(body post) (string, error) {
		if body.Blocks == nil {
			body.Blocks = json.RawMessage("[]") // without it the old blocks would stay
		}
		_, _, _, err := ws.client.UpdateMessageContext(ctx, to.ID, id, a.endpoint("chat.update", func(v url.Values) { fill(v, body) }))
		return id, a.judge("edit a post in "+to.ID, err)
	})
	return err
}

// Link is where people find a posted message. It asks Slack nothing: until the
// workspace has been used, it is empty.
func (a *Adapter) Link(to chat.Channel, id string) string {
	a.mu.Lock()
	ws := a.workspaces[a.teamOf("", to.Team, false)]
	a.mu.Unlock()
	if ws == nil {
		return ""
	}
	return linked(ws.url, to, id)
}

// addressKey is where it is remembered how people open a workspace.
func addressKey(team string) string { return "slack/address/" + team }

// Links makes the addresses of posted messages, as [Adapter.Link], of what a
// running bot keeps in m. It asks Slack nothing, and needs no secret.
func Links(ctx context.Context, m chat.Memory) func(to chat.Channel, id string) string {
	return func(to chat.Channel, id string) string {
		for _, team := range []string{to.Team, ""} { // "" where one token serves every team
			if base, err := m.Load(ctx, addressKey(team)); err == nil && base != nil {
				return linked(string(base), to, id)
			}
		}
		return ""
	}
}

// linked is where people find a message of a workspace.
func linked(base string, to chat.Channel, id string) string {
	if base == "" || id == "" {
		return ""
	}
	link := base + "archives/" + url.PathEscape(to.ID) + "/p" + url.PathEscape(strings.ReplaceAll(id, ".", ""))
	if to.Thread != "" {
		link += "?" + url.Values{"thread_ts": {to.Thread}, "cid": {to.ID}}.Encode()
	}
	return chat.WebURL(link)
}

// Whisper shows m to one person.
func (a *Adapter) Whisper(ctx context.Context, to chat.Channel, user string, m chat.Message) error {
	posts, err := render(m)
	if err != nil {
		return err
	}
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return err
	}
	for i, p := range posts {
		if i > 0 {
			if err := chat.Sleep(ctx, a.conf.Pace); err != nil {
				return fmt.Errorf("whisper part %d: %w", i, err)
			}
		}
		if err := a.whisper(ctx, ws, to, user, p); err != nil {
			return err
		}
	}
	return nil
}

// whisper shows p to one person: in a channel ephemerally, anchored to its
// thread if there is one, elsewhere in the direct conversation.
func (a *Adapter) whisper(ctx context.Context, ws *workspace, to chat.Channel, user string, p post) error {
	_, err := a.degrading(ctx, p, func(p post) (string, error) {
		return "", patiently(ctx, func() error {
			if to.ID == "" || strings.HasPrefix(to.ID, "D") || strings.HasPrefix(to.ID, "U") || strings.HasPrefix(to.ID, "W") {
				_, _, err := ws.client.PostMessageContext(ctx, cmp.Or(to.ID, user), a.endpoint("chat.postMessage", func(v url.Values) {
					fill(v, p)
					if to.Thread != "" {
						v.Set("thread_ts", to.Thread)
					}
				}))
				return a.judge("post to a direct conversation", err)
			}
			_, err := ws.client.PostEphemeralContext(ctx, to.ID, user, a.endpoint("chat.postEphemeral", func(v url.Values) {
				fill(v, p)
				v.Set("user", user)
				if to.Thread != "" {
					v.Set("thread_ts", to.Thread)
				}
			}))
			return a.judge("post privately in "+to.ID, err)
		})
	})
	return err
}
