// Package matrix is the chat adapter for Matrix. It keeps its own sync loop,
// so that no command is lost or answered twice: events are remembered by their
// id before the server is told that they have arrived. Every message goes
// through one renderer, and in an encrypted room nothing leaves unencrypted.
// Encryption is built with the tag goolm; see Encryption.
package matrix

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// Platform is the Platform of this adapter's channels.
const Platform = "matrix"

// Config is what the adapter is told. Homeserver may be empty: it is found by
// the .well-known of User's server. One of AccessToken, Password and
// AppToken is needed to log in.
type Config struct {
	Homeserver  string // URL
	User        string // @name:server
	AccessToken string // of a device nobody else uses
	Password    string
	AppToken    string // as_token of an application service's registration

	Prefix            string   // what a command begins with; "!briefing"
	Inviters          []string // @name:server or server, whose invitations are accepted; none: nobody's
	Admins            []string // users who may administer the bot, beside those a room's power levels let change its state
	Bots              []string // users who are never answered
	Loud              []string // rooms in which messages notify (m.text); the others get m.notice
	RequireEncryption bool     // post and answer in encrypted rooms only
	RecoveryKey       string   // signs the device at start; printed once by Verify
	PickleKey         string   // seals keys and token in the database; one is made and kept there if empty

	PerMinute int           // questions a person may ask a minute; 30, negative for any number
	MaxAge    time.Duration // of a question that is still answered; 15 min
	KeyWait   time.Duration // for the key of a message that came before it; 20 s
	HTTP      *http.Client  // one with a time-out of 90 s
	Pace      time.Duration // between two posts to one room; 1 s, negative for none
	Grace     time.Duration // for what is being answered when Run ends; 10 s
	Reconcile time.Duration // between two looks at which rooms the bot is in, and which invitations wait; 5 min
	Patience  chat.Patience // of Post; sending again is harmless, so it waits less than Slack's
}

// Deps is what the adapter needs of the bot. Memory must be set. Without DB
// there is no encryption; the adapter makes its own tables there, beside those
// of the bot, and never closes it.
type Deps struct {
	Memory  chat.Memory
	DB      *sql.DB
	Dialect string                                                        // of DB: "sqlite3" or "postgres"
	Log     *slog.Logger                                                  // never gets text of a user or an article
	Count   func(event string)                                            // counts "matrix_…" events
	Gone    func(ctx context.Context, room chat.Channel, why string)      // the bot was kicked or banned
	Moved   func(ctx context.Context, from chat.Channel, to chat.Channel) // a room was upgraded and the bot has joined its successor
}

// Adapter is a connection to a homeserver.
type Adapter struct {
	conf Config
	deps Deps
	log  *slog.Logger

	until     atomic.Pointer[time.Time] // this replica may speak; only where there may be several
	opening   sync.Mutex                // held while logging in
	open      atomic.Bool
	connected atomic.Pointer[connection]
	verifying atomic.Bool // what is not verified is about to be

	handler  atomic.Pointer[chat.Handler] // set while Run runs
	crew     *chat.Crew
	once     chat.Once
	rates    chat.Rates
	rooms    rooms
	inviting sync.Mutex // held while what waits, or was joined, is written
	inbox    inbox
	synced   atomic.Int64 // when the server last answered, in Unix milliseconds
}

// connection is a login that was made. A new one takes its place when the
// homeserver has ended it, or another replica has turned the keys.
type connection struct {
	client *mautrix.Client
	vault  *vault // nil where there is no encryption
}

func (a *Adapter) client() *mautrix.Client { return a.connected.Load().client }
func (a *Adapter) vault() *vault           { return a.connected.Load().vault }

var userShape = regexp.MustCompile(`^@[^:\s]+:[^\s]+$`)

// New returns an adapter, or an error that names what is missing in conf. It
// does no I/O.
func New(conf Config, deps Deps) (*Adapter, error) {
	switch {
	case deps.Memory == nil:
		return nil, errors.New("matrix needs a memory")
	case !userShape.MatchString(conf.User):
		return nil, fmt.Errorf("matrix.user is %q: write the bot's user in full, as in @briefingbot:example.org", conf.User)
	case deps.DB != nil && deps.Dialect == "":
		return nil, errors.New("matrix needs the dialect of its database")
	}
	conf = conf.filled()
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	a := &Adapter{conf: conf, deps: deps, log: deps.Log, crew: chat.NewCrew(0, hands)}
	a.once = chat.Once{Delivery: a, Memory: deps.Memory, Under: a.key(""), Every: conf.Pace, Patience: conf.Patience, Log: deps.Log}
	a.inbox.pending = map[string]bool{}
	a.rooms.known = map[id.RoomID]*room{}
	return a, nil
}

// hands is how many questions are answered at a time.
const hands = 64

func (c Config) filled() Config {
	if c.Prefix == "" {
		c.Prefix = "!briefing"
	}
	if c.PerMinute == 0 {
		c.PerMinute = 30
	}
	if c.MaxAge == 0 {
		c.MaxAge = 15 * time.Minute
	}
	if c.KeyWait == 0 {
		c.KeyWait = 20 * time.Second
	}
	if c.HTTP == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = hands // all go to one, and two connections would be made again all the time
		c.HTTP = &http.Client{Timeout: 90 * time.Second, Transport: t}
	}
	if c.Pace == 0 {
		c.Pace = time.Second
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	if c.Reconcile == 0 {
		c.Reconcile = 5 * time.Minute
	}
	if c.Patience.Look == 0 {
		c.Patience.Look = 500 * time.Millisecond
	}
	if c.Patience.Again == 0 {
		c.Patience.Again = 2 * time.Second
	}
	return c
}

// Run answers commands until ctx ends, and then for up to Config.Grace those
// it has taken; what it does not finish it answers when it runs again. Of
// several replicas one runs, and the others wait for it to end. It returns an
// error where the homeserver will not have the bot.
func (a *Adapter) Run(ctx context.Context, h chat.Handler) error {
	for ctx.Err() == nil {
		inside, l, err := a.hold(ctx)
		if err != nil {
			return nil
		}
		err = a.runHolding(ctx, inside, h)
		if errors.Is(err, errLoginEnded) {
			a.log.WarnContext(ctx, "matrix login has ended; logging in again", "error", err)
			a.open.Store(false)
			_ = chat.Sleep(ctx, a.conf.Patience.Look)
			err = nil
		}
		lost := inside.Err() != nil && ctx.Err() == nil
		a.release(l)
		if err != nil && ctx.Err() == nil && !lost {
			return err
		}
	}
	return nil
}

// runHolding runs while ctx, which is within outer, lasts. Where the right to
// speak was lost, nothing more is said: another replica may turn the keys.
func (a *Adapter) runHolding(outer, ctx context.Context, h chat.Handler) error {
	if err := a.openAtLast(ctx); err != nil {
		return err
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	a.crew.Start(working)
	a.handler.Store(&h)
	defer a.handler.Store(nil)
	a.log.InfoContext(ctx, "matrix is connected", "homeserver", a.client().HomeserverURL.Host, "user", a.conf.User, "device", a.client().DeviceID)
	a.logReconciling(ctx, a.reconcileRooms(ctx)) // before there is news to compare with it
	syncing, end := context.WithCancel(ctx)
	var beside sync.WaitGroup
	beside.Go(func() { a.reconcile(syncing) })
	err := a.syncForever(ctx)
	end()
	beside.Wait()
	grace := a.conf.Grace
	if outer.Err() == nil {
		grace = 0
	}
	a.crew.Drain(grace, stop)
	a.conf.HTTP.CloseIdleConnections()
	return err
}

// openAtLast opens, and waits for a homeserver that is away.
func (a *Adapter) openAtLast(ctx context.Context) error {
	for {
		err := a.Open(ctx)
		if !errors.Is(err, chat.ErrAmbiguous) && !errors.As(err, &chat.RateLimited{}) {
			return err
		}
		a.log.WarnContext(ctx, "matrix homeserver is not there; trying again", "error", err)
		if err := chat.Sleep(ctx, 10*time.Second); err != nil {
			return err
		}
	}
}

// Check logs in, if that was not done, and asks the homeserver who the bot is.
func (a *Adapter) Check(ctx context.Context) error {
	if err := a.Open(ctx); err != nil {
		return err
	}
	_, err := a.client().Whoami(ctx)
	return judge("ask "+a.client().HomeserverURL.Host+" who the bot is", err)
}

// Synced is when the homeserver last answered the sync loop; zero for never.
func (a *Adapter) Synced() time.Time {
	if ms := a.synced.Load(); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Time{}
}

func (a *Adapter) count(event string) {
	if a.deps.Count != nil {
		a.deps.Count(event)
	}
}

// key is where the adapter remembers something of its user.
func (a *Adapter) key(parts ...string) string {
	return "matrix/" + a.conf.User + "/" + strings.Join(parts, "/")
}

func channel(room id.RoomID) chat.Channel { return chat.Channel{Platform: Platform, ID: string(room)} }
