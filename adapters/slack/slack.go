// Package slack is the chat adapter for Slack. It has two transports, Socket
// Mode and HTTP, with one path behind them: what arrives is acknowledged at
// once, becomes a chat.Command, and is answered privately, in the thread or in
// the direct conversation it came from. Every message goes through one
// renderer, which knows Slack's limits and sets article text so that it can
// neither format nor link nor notify.
package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// Config is what an installation of the adapter is told.
type Config struct {
	BotToken      string // xoxb-; empty with OAuth
	AppToken      string // xapp-, with connections:write; set means Socket Mode
	SigningSecret string // set means HTTP
	OAuth         *OAuth // several workspaces; nil for one

	Command     string        // the slash command; "/briefing"
	Channels    []string      // ids of the channels to answer and post in; "*" is every channel, empty is direct conversations only
	External    bool          // also in channels shared with other organisations (Slack Connect)
	Admins      []string      // ids of users who may administer the bot, beside the workspace's admins and owners
	Topics      []string      // names a schedule can be narrowed to
	PerMinute   int           // questions a person may ask a minute; 30, negative for any number
	Connections int           // sockets in Socket Mode, at most 10; 2, so that one is open while the other is renewed
	APIURL      string        // of Slack's API, with a slash at the end; api.APIURL
	HTTP        *http.Client  // one with a time-out of 20 s
	Pace        time.Duration // between two posts to one channel; 1 s
	Grace       time.Duration // for what is being answered when Run ends; 10 s
	Patience    chat.Patience // of Post
}

// Deps is what the adapter needs of the bot. All may be nil but Memory.
type Deps struct {
	Memory      chat.Memory
	Schedules   chat.Schedules
	Status      chat.Status
	Log         *slog.Logger                                             // never gets text of a user or an article
	Count       func(event string)                                       // counts "slack_…" events
	Uninstalled func(ctx context.Context, team string)                   // a workspace has removed the app
	Gone        func(ctx context.Context, from chat.Channel, why string) // the bot is no longer in a channel
}

// Adapter is a connection to Slack.
type Adapter struct {
	conf Config
	deps Deps
	log  *slog.Logger

	handler   atomic.Pointer[chat.Handler] // set while Run runs
	plainOnly atomic.Bool                  // Slack has refused citations
	sockets   atomic.Int32                 // open
	doubt     atomic.Pointer[error]        // why Slack may not have the one token; nil once it has said it does
	crew      *chat.Crew
	once      chat.Once
	rates     chat.Rates
	replays   *seen
	people    *cache[person]
	channels  *cache[room]

	mu         sync.Mutex // guards workspaces
	workspaces map[string]*workspace
}

// New returns an adapter, or an error that names what is missing in conf.
func New(conf Config, deps Deps) (*Adapter, error) {
	switch {
	case deps.Memory == nil:
		return nil, errors.New("slack needs a memory")
	case conf.AppToken == "" && conf.SigningSecret == "":
		return nil, errors.New("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) must be set")
	case conf.AppToken != "" && !strings.HasPrefix(conf.AppToken, "xapp-"):
		return nil, errors.New("SLACK_APP_TOKEN does not start with xapp-: copy an App-Level Token with the scope connections:write (Basic Information)")
	case conf.OAuth == nil && conf.BotToken == "":
		return nil, errors.New("SLACK_BOT_TOKEN must be set: copy the Bot User OAuth Token (OAuth & Permissions)")
	case conf.OAuth == nil && !strings.HasPrefix(conf.BotToken, "xoxb-") && !strings.HasPrefix(conf.BotToken, "xoxe.xoxb-"):
		return nil, errors.New("SLACK_BOT_TOKEN does not start with xoxb-: copy the Bot User OAuth Token (OAuth & Permissions)")
	case conf.Connections > 10:
		return nil, fmt.Errorf("slack.connections is %d; Slack allows 10", conf.Connections)
	}
	if conf.OAuth != nil {
		if err := conf.OAuth.check(); err != nil {
			return nil, err
		}
	}
	conf = conf.filled()
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	a := &Adapter{
		conf: conf, deps: deps, log: deps.Log,
		crew:       chat.NewCrew(2048, 64),
		replays:    newSeen(10*time.Minute, 1_000_000),
		people:     newCache[person](10*time.Minute, 10_000),
		channels:   newCache[room](10*time.Minute, 10_000),
		workspaces: map[string]*workspace{},
	}
	a.doubts(errUnasked)
	a.once = chat.Once{Delivery: a, Memory: deps.Memory, Under: "slack/", Every: conf.Pace, Patience: conf.Patience, Log: deps.Log}
	return a, nil
}

func (c Config) filled() Config {
	if c.Command == "" {
		c.Command = "/briefing"
	}
	if c.PerMinute == 0 {
		c.PerMinute = 30
	}
	if c.Connections == 0 {
		c.Connections = 2
	}
	if c.APIURL == "" {
		c.APIURL = api.APIURL
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{Timeout: 20 * time.Second}
	}
	if c.Pace == 0 {
		c.Pace = time.Second
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	return c
}

// Run answers commands until ctx ends, and then for up to Config.Grace those
// it has taken. It returns an error where Slack will not have the bot: a wrong
// or revoked token, an app removed.
func (a *Adapter) Run(ctx context.Context, h chat.Handler) error {
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	a.crew.Start(working)
	a.handler.Store(&h)
	defer a.handler.Store(nil)
	err := a.serve(ctx)
	a.crew.Drain(a.conf.Grace, stop)
	a.conf.HTTP.CloseIdleConnections()
	return err
}

func (a *Adapter) serve(ctx context.Context) error {
	if err := a.Check(ctx); fatal[refusal(err)] {
		return err
	} else if err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "slack does not confirm the installation", "error", err)
	}
	var group sync.WaitGroup
	defer group.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group.Go(func() { a.reassure(ctx, reassureEvery) })
	if a.conf.AppToken != "" {
		return a.runSockets(ctx)
	}
	<-ctx.Done()
	return nil
}

func (a *Adapter) count(event string) {
	if a.deps.Count != nil {
		a.deps.Count(event)
	}
}

// handlerNow is the handler of Run, or nil while nothing runs.
func (a *Adapter) handlerNow() chat.Handler {
	if h := a.handler.Load(); h != nil {
		return *h
	}
	return nil
}
