package matrix

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/id"
	"maunium.net/go/mautrix/pushrules"

	"briefingbot/adapters/chat"
)

// session is a login that is kept: losing it means a new device.
type session struct {
	Device id.DeviceID `json:"device"`
	Token  string      `json:"token"`
}

// Open finds the homeserver, logs in or goes on with the login it has, and
// opens the keys. It does so once; Run, Post and the others call it.
func (a *Adapter) Open(ctx context.Context) error {
	if a.replicated() && !a.holding.Load() {
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
	}
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := client.Login(ctx, req)
		return judge("log in as "+a.conf.User+" at "+client.HomeserverURL.Host, err)
	})
	if a.conf.Password == "" && (errors.Is(err, mautrix.MForbidden) || errors.Is(err, mautrix.MUnknownToken) || errors.Is(err, mautrix.MExclusive)) {
		var said mautrix.RespError
		_ = errors.As(err, &said)
		return fmt.Errorf("log in as %s at %s: MATRIX_APP_TOKEN is not the as_token of an application service that user belongs to: set it to that of the registration the homeserver was given: %w", a.conf.User, client.HomeserverURL.Host, said)
	} else if errors.Is(err, mautrix.MForbidden) {
		return fmt.Errorf("%w: the password is not that of %s: set MATRIX_PASSWORD", err, a.conf.User)
	} else if err != nil {
		return err
	}
	return a.keepSession(ctx, pickle, session{Device: client.DeviceID, Token: client.AccessToken})
}

// whoami asks who the token is of, and refuses a stranger's: a bot that does
// not know itself answers itself.
func (a *Adapter) whoami(ctx context.Context, client *mautrix.Client) (*mautrix.RespWhoami, error) {
	var who *mautrix.RespWhoami
	err := patiently(ctx, a.conf.Patience, func() (err error) {
		who, err = client.Whoami(ctx)
		return judge("ask "+client.HomeserverURL.Host+" who the bot is", err)
	})
	if errors.Is(err, mautrix.MUnknownToken) && a.conf.AccessToken != "" {
		return nil, fmt.Errorf("%w: MATRIX_ACCESS_TOKEN is not known there: log in and set a new one", err)
	} else if err != nil {
		return nil, err
	}
	if string(who.UserID) != a.conf.User {
		return nil, fmt.Errorf("the token is of %s, but matrix.user is %s: set one to the other", who.UserID, a.conf.User)
	}
	client.UserID, client.DeviceID = who.UserID, who.DeviceID
	return who, nil
}

func (a *Adapter) keptSession(ctx context.Context, pickle []byte) (session, error) {
	raw, err := a.deps.Memory.Load(ctx, a.key("session"))
	if err != nil || raw == nil {
		return session{}, wrap("load the matrix session", err)
	}
	var s session
	plain, err := unseal(pickle, raw)
	if err == nil {
		err = json.Unmarshal(plain, &s)
	}
	if err != nil {
		return session{}, fmt.Errorf("open the matrix session: MATRIX_PICKLE_KEY is not the one it was sealed with: set that one, or use a new database: %w", err)
	}
	return s, nil
}

func (a *Adapter) keepSession(ctx context.Context, pickle []byte, s session) error {
	raw, err := json.Marshal(s)
	if err == nil {
		raw, err = sealed(pickle, raw)
	}
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("session"), raw, 0)
	}
	return wrap("keep the matrix session", err)
}

// pickleKey is the key that is set, or one that is kept. Where there is none,
// one is made, if that is wanted.
func (a *Adapter) pickleKey(ctx context.Context, make bool) ([]byte, error) {
	if a.conf.PickleKey != "" {
		return []byte(a.conf.PickleKey), nil
	}
	key, err := a.deps.Memory.Load(ctx, a.key("pickle"))
	if err == nil && key == nil && make {
		key = []byte(base64.RawStdEncoding.EncodeToString(random(32)))
		err = a.deps.Memory.Save(ctx, a.key("pickle"), key, 0)
	}
	return key, wrap("keep the key of the matrix keys", err)
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: https://pkg.go.dev/crypto/rand#Read
	return b
}

func sealer(key []byte) (cipher.AEAD, error) {
	sum := sha256.Sum256(append([]byte("briefingbot matrix session "), key...))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func sealed(key, plain []byte) ([]byte, error) {
	s, err := sealer(key)
	if err != nil {
		return nil, err
	}
	return s.Seal(nil, nil, plain, nil), nil
}

func unseal(key, sealed []byte) ([]byte, error) {
	s, err := sealer(key)
	if err != nil {
		return nil, err
	}
	return s.Open(nil, nil, sealed, nil)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// patiently repeats what may be repeated, while the server is busy or away.
func patiently(ctx context.Context, p chat.Patience, try func() error) error {
	wait := p.Look
	for n := 0; ; n++ {
		err := try()
		var limited chat.RateLimited
		switch {
		case err == nil || n == 8:
			return err
		case errors.As(err, &limited):
			wait = max(limited.After, 10*time.Millisecond)
		case !errors.Is(err, chat.ErrAmbiguous):
			return err
		}
		if chat.Sleep(ctx, wait) != nil {
			return err
		}
		wait = min(2*wait, 20*time.Second)
	}
}
