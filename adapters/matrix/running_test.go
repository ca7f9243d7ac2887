package matrix

import (
	"context"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// quick is a configuration for tests.
func quick(server string) Config {
	return Config{Homeserver: server, User: bot, Password: "secret", Inviters: []string{alice}, Pace: -1, Grace: 5 * time.Second, PerMinute: -1,
		Patience: chat.Patience{Look: 5 * time.Millisecond, Again: 10 * time.Millisecond}}
}

// running is an adapter that answers.
type running struct {
	*Adapter
	stop func()
}

// start runs an adapter until the test or stop ends it, and waits until it has
// synced.
func start(t *testing.T, conf Config, deps Deps, h chat.Handler) running {
	t.Helper()
	if deps.Memory == nil {
		deps.Memory = chat.NewForgetful()
	}
	a, err := New(conf, deps)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, h) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(stop)
	eventually(t, "the first sync", func() bool { return !a.Synced().IsZero() })
	return running{a, stop}
}

// longest is how long a test waits for what must come: far longer than it takes
// on a machine that does much else, because only a test that fails waits.
const longest = 2 * time.Minute

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	await(t, what, 2*time.Millisecond, is)
}

// await looks every so often for what must come.
func await(t *testing.T, what string, every time.Duration, is func() bool) {
	t.Helper()
	for end := time.Now().Add(longest); !is(); time.Sleep(every) {
		if time.Now().After(end) {
			t.Fatalf("no %s in %s", what, longest)
		}
	}
}
