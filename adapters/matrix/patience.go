package matrix

import (
	"context"
	"errors"
	"fmt"
	"time"

	"briefingbot/adapters/chat"
)

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// patiently repeats what may be repeated, while the server is busy or away.
func patiently(ctx context.Context, p chat.Patience, try func() error) error {
	return repeat(ctx, p, 9, try)
}

// repeat is patiently with so many tries.
func repeat(ctx context.Context, p chat.Patience, tries int, try func() error) error {
	wait := p.Look
	for n := 1; ; n++ {
		err := try()
		var limited chat.RateLimited
		switch {
		case err == nil || n == tries:
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
