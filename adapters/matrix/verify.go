package matrix

import (
	"context"
	"errors"
)

var errNoEncryption = errors.New("this briefingbot has no encryption: build it with -tags goolm and configure the store")

// Verify makes the bot's device one that other people's clients trust: it
// signs it with the bot's own identity. With Config.RecoveryKey it uses the
// identity that is there; without, it makes a new one and returns its recovery
// key, which is nowhere else: show it once, to whoever runs the bot, and to no
// log.
func (a *Adapter) Verify(ctx context.Context) (recoveryKey string, err error) {
	if err := a.Open(ctx); err != nil {
		return "", err
	}
	if a.vault == nil {
		return "", errNoEncryption
	}
	return a.vault.verify(ctx)
}

// Status is what an administrator wants to know of the connection.
type Status struct {
	User       string
	Device     string
	Homeserver string
	Encryption bool // built, and with a database for the keys
	Verified   bool // the device is signed by the bot's own identity
}

// Status tells how the bot is connected. It logs in, if that was not done.
func (a *Adapter) Status(ctx context.Context) (Status, error) {
	if err := a.Open(ctx); err != nil {
		return Status{}, err
	}
	s := Status{User: a.conf.User, Device: string(a.client.DeviceID), Homeserver: a.client.HomeserverURL.String(), Encryption: a.vault != nil}
	if a.vault == nil {
		return s, nil
	}
	var err error
	s.Verified, err = a.vault.verified(ctx)
	return s, err
}
