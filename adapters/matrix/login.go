package matrix

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/rs/zerolog"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/id"
	"maunium.net/go/mautrix/pushrules"

	"briefingbot/adapters/chat"
)

// Open finds the homeserver, logs in or goes on with the login it has, and
// opens the keys. It does so once; Run, Post and the others call it.
func (a *Adapter) Open(ctx context.Context) error {
	if !a.speaks() {
		return ErrElsewhere
	}
	if a.open.Load() {
		return nil
	}
	a.opening.Lock()
	defer a.opening.Unlock()
	if a.open.Load() {
		return nil
	}
	server, err := a.homeserver(ctx)
	if err != nil {
		return err
	}
	client, err := mautrix.NewClient(server, "", "")
	if err != nil {
		return fmt.Errorf("matrix.homeserver is %q: write a URL, as in https://matrix.example.org: %w", server, err)
	}
	client.Client, client.Log = a.conf.HTTP, zerolog.Nop() // its log would hold what people say
	pickle, err := a.pickleKey(ctx, true)
	if err != nil {
		return err
	}
	if err := a.login(ctx, client, pickle); err != nil {
		return err
	}
	keys, err := openVault(ctx, a, client, pickle)
	if err != nil {
		return err
	}
	a.connected.Store(&connection{client, keys})
	a.open.Store(true)
	a.unnotified(ctx)
	return nil
}

// unnotified tells the homeserver, once, that the bot wants no notifications:
// it would work out for every message whether to send one, and count what the
// bot never marks as read.
func (a *Adapter) unnotified(ctx context.Context) {
	at := a.key("unnotified")
	if done, err := a.deps.Memory.Load(ctx, at); err != nil || done != nil {
		return
	}
	if err := a.client().SetPushRuleEnabled(ctx, "global", pushrules.OverrideRule, ".m.rule.master", true); err != nil {
		a.log.DebugContext(ctx, "matrix notifications stay on", "error", judge("switch notifications off", err))
		return
	}
	a.save(ctx, at, true)
}

// homeserver is the URL that is told, or that the user's server tells.
func (a *Adapter) homeserver(ctx context.Context) (string, error) {
	if a.conf.Homeserver != "" {
		u, err := url.Parse(a.conf.Homeserver)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return "", fmt.Errorf("matrix.homeserver is %q: write a URL, as in https://matrix.example.org", a.conf.Homeserver)
		}
		return strings.TrimRight(a.conf.Homeserver, "/"), nil
	}
	_, server, _ := strings.Cut(a.conf.User, ":")
	found, err := mautrix.DiscoverClientAPIWithClient(ctx, a.conf.HTTP, server)
	if err != nil || found == nil || found.Homeserver.BaseURL == "" {
		why := "it says nothing"
		if err != nil {
			why = err.Error()
		}
		return "", fmt.Errorf("find the homeserver of %s at https://%s/.well-known/matrix/client: %s: set matrix.homeserver to its URL", a.conf.User, server, why)
	}
	return strings.TrimRight(found.Homeserver.BaseURL, "/"), nil
}

// login sets the client's token and device: those of the session that is kept,
// while the homeserver knows it, else new ones.
func (a *Adapter) login(ctx context.Context, client *mautrix.Client, pickle []byte) error {
	if a.conf.AccessToken == "" && a.conf.Password == "" && a.conf.AppToken == "" {
		return errors.New("MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN must be set: the password of " + a.conf.User + ", or the token of a device of its own")
	}
	kept, err := a.keptSession(ctx, pickle)
	if err != nil {
		return err
	}
	if a.conf.AccessToken != "" {
		client.AccessToken = a.conf.AccessToken
		who, err := a.whoami(ctx, client)
		if err != nil {
			return err
		}
		if kept.Device != "" && kept.Device != who.DeviceID && a.deps.DB != nil && Encryption {
			return fmt.Errorf("MATRIX_ACCESS_TOKEN is of device %s, but the keys in the database are of %s: give the token of that device, or a new database", who.DeviceID, kept.Device)
		}
		return a.keepSession(ctx, pickle, session{Device: who.DeviceID})
	}
	if kept.Token != "" {
		client.AccessToken = kept.Token
		_, err := a.whoami(ctx, client)
		if err == nil || !errors.Is(err, mautrix.MUnknownToken) {
			return err
		}
		a.log.WarnContext(ctx, "matrix token is no longer known; logging in again", "device", kept.Device)
	}
	return a.loginAnew(ctx, client, pickle, kept.Device)
}

// tries is how often a login is tried while the homeserver is away. Run begins
// anew after that, and a command is to say soon what is wrong.
const tries = 3

// loginAnew logs in as device, whose keys are in the database, or as a new one.
func (a *Adapter) loginAnew(ctx context.Context, client *mautrix.Client, pickle []byte, device id.DeviceID) error {
	req := &mautrix.ReqLogin{
		Type:       mautrix.AuthTypePassword,
		Identifier: mautrix.UserIdentifier{Type: mautrix.IdentifierTypeUser, User: a.conf.User},
		Password:   a.conf.Password, DeviceID: device, InitialDeviceDisplayName: "briefingbot", StoreCredentials: true,
	}
	client.AccessToken, client.UserID, client.DeviceID = "", "", ""
	if a.conf.Password == "" {
		req.Type, client.AccessToken = mautrix.AuthTypeAppservice, a.conf.AppToken
		a.register(ctx, client)
	}
	err := repeat(ctx, a.conf.Patience, tries, func() error {
		_, err := client.Login(ctx, req)
		return judge("log in as "+a.conf.User+" at "+client.HomeserverURL.Host, err)
	})
	if errors.As(err, &chat.Refused{}) {
		return a.notLetIn(ctx, client, req.Type, err)
	} else if err != nil {
		return a.away(err)
	}
	return a.keepSession(ctx, pickle, session{Device: client.DeviceID, Token: client.AccessToken})
}

// register makes the user of an application service. Some homeservers do that
// themselves, and where it is there already all is well: the login will tell.
func (a *Adapter) register(ctx context.Context, client *mautrix.Client) {
	local, _, _ := strings.Cut(strings.TrimPrefix(a.conf.User, "@"), ":")
	_, _, err := client.Register(ctx, &mautrix.ReqRegister[any]{Type: mautrix.AuthTypeAppservice, Username: local, InhibitLogin: true})
	if err != nil && !errors.Is(err, mautrix.MUserInUse) {
		a.log.DebugContext(ctx, "matrix user of the application service is not made", "error", judge("register "+a.conf.User, err))
	}
}

// notLetIn names the remedy for a login that was refused.
func (a *Adapter) notLetIn(ctx context.Context, client *mautrix.Client, way mautrix.AuthType, refusal error) error {
	flows, err := client.GetLoginFlows(ctx)
	told := err == nil && flows != nil && len(flows.Flows) > 0
	remedy := "The password is not that of " + a.conf.User + ": set MATRIX_PASSWORD."
	switch {
	case !told && errors.Is(refusal, mautrix.MUnrecognized):
		return refusal // it is no homeserver at all
	case way == mautrix.AuthTypeAppservice:
		remedy = "MATRIX_APP_TOKEN is not the as_token of an application service that user belongs to: give the homeserver the file that " +
			"briefingbot matrix registration prints, restart it, and set MATRIX_APP_TOKEN to its as_token. Where it lets no application service log in, set MATRIX_ACCESS_TOKEN instead."
	case told && !flows.HasFlow(way):
		remedy = "It takes no passwords: set MATRIX_ACCESS_TOKEN to the token of a device of the bot's own."
	case !errors.Is(refusal, mautrix.MForbidden):
		return refusal
	}
	var said mautrix.RespError
	_ = errors.As(refusal, &said)
	return fmt.Errorf("log in as %s at %s: %w: %w", a.conf.User, client.HomeserverURL.Host, chat.Refused{Reason: said.ErrCode, Remedy: remedy}, said)
}

// away adds the remedy to an error that says that nobody answers.
func (a *Adapter) away(err error) error {
	if errors.Is(err, chat.ErrAmbiguous) {
		return fmt.Errorf("%w: is matrix.homeserver right, and does it run?", err)
	}
	return err
}

// whoami asks who the token is of, and refuses a stranger's: a bot that does
// not know itself answers itself.
func (a *Adapter) whoami(ctx context.Context, client *mautrix.Client) (*mautrix.RespWhoami, error) {
	var who *mautrix.RespWhoami
	err := repeat(ctx, a.conf.Patience, tries, func() (err error) {
		who, err = client.Whoami(ctx)
		return judge("ask "+client.HomeserverURL.Host+" who the bot is", err)
	})
	if errors.Is(err, mautrix.MUnknownToken) && a.conf.AccessToken != "" {
		return nil, fmt.Errorf("%w: MATRIX_ACCESS_TOKEN is not known there: log in and set a new one", err)
	} else if err != nil {
		return nil, a.away(err)
	}
	if string(who.UserID) != a.conf.User {
		return nil, fmt.Errorf("the token is of %s, but matrix.user is %s: set one to the other", who.UserID, a.conf.User)
	}
	client.UserID, client.DeviceID = who.UserID, who.DeviceID
	return who, nil
}
