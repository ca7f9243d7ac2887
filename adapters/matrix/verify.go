package matrix

import (
	"context"
	"errors"
	"fmt"
)

var errNoEncryption = errors.New("this briefingbot has no encryption: build it with -tags goolm and configure the store")

// Verify makes the bot's device one that other people's clients trust: it
// signs it with the bot's own identity. With Config.RecoveryKey it uses the
// identity that is there; without, it makes a new one and returns its recovery
// key, which is nowhere else: show it once, to whoever runs the bot, and to no
// log.
func (a *Adapter) Verify(ctx context.Context) (recoveryKey string, err error) {
	done, err := a.borrow(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	if a.vault() == nil {
		return "", errNoEncryption
	}
	return a.vault().verify(ctx)
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
	done, err := a.borrow(ctx)
	if err != nil {
		return Status{}, err
	}
	defer done()
	s := Status{User: a.conf.User, Device: string(a.client().DeviceID), Homeserver: a.client().HomeserverURL.String(), Encryption: a.vault() != nil}
	if a.vault() == nil {
		return s, nil
	}
	s.Verified, err = a.vault().verified(ctx)
	return s, err
}

// borrow opens the connection for a moment, where no replica holds it.
func (a *Adapter) borrow(ctx context.Context) (done func(), err error) {
	done = func() {}
	if a.replicated() && !a.holding.Load() {
		soon, cancel := context.WithTimeout(ctx, 3*leaseAsk)
		defer cancel()
		_, l, err := a.hold(soon)
		if err != nil {
			return nil, fmt.Errorf("%w: stop it first", ErrElsewhere)
		}
		done = func() { a.release(l) }
	}
	if err := a.Open(ctx); err != nil {
		done()
		return nil, err
	}
	return done, nil
}
