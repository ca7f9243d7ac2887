package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"briefingbot/adapters/chat"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() { // told twice, the program ends at once
		<-ctx.Done()
		stop()
	}()
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err == nil {
		return
	}
	var s silent
	if !errors.As(err, &s) {
		fmt.Fprintln(os.Stderr, "briefingbot:", chat.Visible(err.Error())) // a damaged file may speak in it
	}
	os.Exit(1)
}

// silent is an error that has been told already.
type silent struct{ error }

func (s silent) Unwrap() error { return s.error }
