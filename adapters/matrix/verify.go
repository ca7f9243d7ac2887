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
	a.verifying.Store(true)
	defer a.verifying.Store(false)
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

// borrow opens the connection for a moment, where no replica holds it.
func (a *Adapter) borrow(ctx context.Context) (done func(), err error) {
	done = func() {}
	if !a.speaks() {
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
