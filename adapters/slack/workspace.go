package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// workspace is one installation: the token and who the bot is there.
type workspace struct {
	client  *api.Client
	team    string
	url     string   // where people open it, with a slash at the end
	user    string   // the bot's user id
	bot     string   // its bot id
	name    string   // what people invite it as
	scopes  []string // granted; nil where Slack did not say
	expires time.Time
}

// wrote reports whether the bot wrote m in this workspace.
func (ws *workspace) wrote(m api.Message) bool {
	return ws.bot != "" && m.BotID == ws.bot || ws.user != "" && m.User == ws.user
}

// workspace returns the installation team belongs to. team is a team's id, or
// "E…/T…" for a team of an organisation that installed the app as a whole.
func (a *Adapter) workspace(ctx context.Context, team string) (*workspace, error) {
	if a.conf.OAuth == nil {
		team = "" // the one token serves every team that reaches us
	}
	a.mu.Lock()
	ws := a.workspaces[team]
	a.mu.Unlock()
	if ws != nil && (ws.expires.IsZero() || time.Until(ws.expires) > rotateEarly) {
		return ws, nil
	}
	token, expires := a.conf.BotToken, time.Time{}
	if a.conf.OAuth != nil {
		in, err := a.installation(ctx, team)
		if err != nil {
			return nil, err
		}
		token, expires = in.Token, in.Expires
	}
	ws, err := a.connect(ctx, token)
	if a.doubts(err); err != nil {
		return nil, err
	}
	ws.expires = expires
	if err := a.deps.Memory.Save(ctx, addressKey(team), []byte(ws.url), 0); err != nil {
		a.log.WarnContext(ctx, "slack address is not remembered", "error", err)
	}
	a.mu.Lock()
	a.workspaces[team] = ws
	a.mu.Unlock()
	return ws, nil
}

// connect asks Slack who token is.
func (a *Adapter) connect(ctx context.Context, token string) (*workspace, error) {
	client := a.client(token)
	var me *api.AuthTestResponse
	err := again(ctx, func() error {
		var err error
		me, err = client.AuthTestContext(ctx)
		return a.judge("ask Slack who the bot is", err)
	})
	if err != nil {
		return nil, err
	}
	ws := &workspace{client: client, team: me.TeamID, url: me.URL, user: me.UserID, bot: me.BotID, name: me.User}
	if granted := me.Header.Get("X-OAuth-Scopes"); granted != "" {
		ws.scopes = strings.Split(strings.ReplaceAll(granted, " ", ""), ",")
	}
	return ws, nil
}

// client speaks Slack's API with token. It repeats nothing by itself: what may
// be repeated is decided above it.
func (a *Adapter) client(token string) *api.Client {
	return api.New(token, api.OptionAPIURL(a.conf.APIURL), api.OptionHTTPClient(a.conf.HTTP), api.OptionAppLevelToken(a.conf.AppToken))
}

// forgetHome drops what is held of a workspace, or of an organisation and all
// its workspaces.
func (a *Adapter) forgetHome(home string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	maps.DeleteFunc(a.workspaces, func(team string, _ *workspace) bool { return team == home || strings.HasPrefix(team, home+"/") })
}

func (a *Adapter) forgetWorkspaces() {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.workspaces)
}

// person is what Slack tells about somebody.
type person struct {
	name, zone, lang string
	admin            bool
	team             string
}

// user returns who id is. Where Slack does not tell, the id is all there is.
func (a *Adapter) user(ctx context.Context, ws *workspace, id string) chat.User {
	p, err := a.people.find(ws.team+"/"+id, func() (person, error) {
		u, err := ws.client.GetUserInfoContext(ctx, id)
		if err != nil {
			return person{}, a.judge("ask Slack about a user", err)
		}
		lang, _, _ := strings.Cut(u.Locale, "-")
		return person{name: cmp.Or(u.Profile.DisplayName, u.RealName, u.Name), zone: u.TZ, lang: lang, team: u.TeamID,
			admin: u.IsAdmin || u.IsOwner || u.IsPrimaryOwner}, nil
	})
	if err != nil {
		a.count("slack_user_unknown")
		a.log.WarnContext(ctx, "slack does not tell who asks", "error", err)
	}
	return chat.User{ID: id, Name: p.name, Zone: p.zone, Lang: p.lang, Admin: p.admin || slices.Contains(a.conf.Admins, id)}
}

// joined remembers that the bot is in a thread, so that replies there are
// heard.
func (a *Adapter) joined(ctx context.Context, to chat.Channel, id string) {
	if direct(to.ID) {
		return
	}
	if err := a.deps.Memory.Save(ctx, a.threadKey(to, cmp.Or(to.Thread, id)), []byte("1"), 30*24*time.Hour); err != nil {
		a.log.WarnContext(ctx, "slack thread is not remembered", "error", err)
	}
}

func (a *Adapter) threadKey(to chat.Channel, thread string) string {
	return "slack/thread/" + a.teamOf("", to.Team, false) + "/" + to.ID + "/" + thread
}

// load reads JSON the adapter saved; false where there is none.
func (a *Adapter) load(ctx context.Context, key string, into any) (bool, error) {
	raw, err := a.deps.Memory.Load(ctx, key)
	if err != nil || raw == nil {
		return false, err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return false, fmt.Errorf("read %s: %w", key, err)
	}
	return true, nil
}

func (a *Adapter) save(ctx context.Context, key string, value any, ttl time.Duration) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("save %s: %w", key, err)
	}
	return a.deps.Memory.Save(ctx, key, raw, ttl)
}

// patiently repeats a call Slack was too busy for, as often as a minute
// allows. What is ambiguous it does not repeat.
func patiently(ctx context.Context, call func() error) error {
	for started := time.Now(); ; {
		err := call()
		after, limited := busy(err)
		if !limited || time.Since(started)+after > time.Minute {
			return err
		}
		if waited := chat.Sleep(ctx, max(after, 10*time.Millisecond)); waited != nil {
			return err
		}
	}
}

// again repeats a question, which changes nothing, three times in all where
// the answer got lost.
func again(ctx context.Context, ask func() error) error {
	for try := 1; ; try++ {
		err := patiently(ctx, ask)
		if !errors.Is(err, chat.ErrAmbiguous) || try == 3 {
			return err
		}
		if waited := chat.Sleep(ctx, time.Duration(try)*100*time.Millisecond); waited != nil {
			return err
		}
	}
}
