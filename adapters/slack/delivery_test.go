package slack

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

const postPath = "/api/chat.postMessage"

var desk = chat.Channel{Platform: "slack", Team: "T1", ID: "C1"}

// through is an adapter that speaks to f through a proxy that does what plan
// says.
func through(t testing.TB, f *fake, plan func(string, int) fault) (*Adapter, *proxy) {
	t.Helper()
	p := newProxy(t, f.URL, plan)
	conf := quick(p.URL)
	a, err := New(conf, Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.conf.HTTP.CloseIdleConnections)
	if _, err := a.workspace(context.Background(), "T1"); err != nil {
		t.Fatal(err)
	}
	return a, p
}

func onePart(t testing.TB, a *Adapter) chat.Part {
	t.Helper()
	parts, err := a.Freeze(desk, digestMessage())
	if err != nil || len(parts) != 1 {
		t.Fatalf("Freeze gave %d parts, %v", len(parts), err)
	}
	return parts[0]
}

// TestSendOnce says what one try returns for everything that can happen to it,
// and that it is one try.
func TestSendOnce(t *testing.T) {
	for name, c := range map[string]struct {
		fault     fault
		refuse    string
		ambiguous bool
		limited   time.Duration
		refused   string
		posted    int
	}{
		"all well":                 {posted: 1},
		"rate limited":             {fault: fault{lost: true, code: 429, after: "7"}, limited: 7 * time.Second},
		"rate limited, no header":  {fault: fault{lost: true, code: 429}, limited: 30 * time.Second},
		"rate limited in the body": {refuse: "ratelimited", limited: 30 * time.Second},
		"500 before":               {fault: fault{lost: true, code: 500}, ambiguous: true},
		"500 after":                {fault: fault{code: 500}, ambiguous: true, posted: 1},
		"503 after":                {fault: fault{code: 503, after: "9"}, ambiguous: true, posted: 1},
		"redirect":                 {fault: fault{lost: true, code: 307}, ambiguous: true},
		"cut before":               {fault: fault{lost: true, cut: -1}, ambiguous: true},
		"cut after":                {fault: fault{cut: -1}, ambiguous: true, posted: 1},
		"cut in the answer":        {fault: fault{cut: 80}, ambiguous: true, posted: 1},
		"too slow":                 {fault: fault{slow: time.Minute}, ambiguous: true, posted: 1},
		"fatal_error":              {refuse: "fatal_error", ambiguous: true},
		"internal_error":           {refuse: "internal_error", ambiguous: true},
		"an unknown word":          {refuse: "quantum_flux", ambiguous: true},
		"not in channel":           {refuse: "not_in_channel", refused: "/invite"},
		"archived":                 {refuse: "is_archived", refused: "unarchive"},
		"no channel":               {refuse: "channel_not_found", refused: "/invite"},
		"missing scope":            {refuse: "missing_scope", refused: "chat:write"},
		"revoked":                  {refuse: "token_revoked", refused: "Install the app again"},
		"restricted":               {refuse: "restricted_action_read_only_channel", refused: "manager"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.refuse = func(method string, _ url.Values) string {
				if method == "chat.postMessage" {
					return c.refuse
				}
				return ""
			}
			a, p := through(t, f, only(postPath, 1, c.fault))
			if c.fault.slow > 0 {
				a.conf.HTTP.Timeout = time.Second
			}
			id, err := a.SendOnce(context.Background(), desk, onePart(t, a), "k")
			var limited chat.RateLimited
			var refused chat.Refused
			switch {
			case c.ambiguous != errors.Is(err, chat.ErrAmbiguous):
				t.Errorf("ambiguous: %v", err)
			case errors.As(err, &limited) != (c.limited > 0) || limited.After != c.limited:
				t.Errorf("rate limit: %v", err)
			case errors.As(err, &refused) != (c.refused != "") || !strings.Contains(refused.Remedy, c.refused):
				t.Errorf("refused: %v", err)
			case (err == nil) != (id != ""):
				t.Errorf("id %q, %v", id, err)
			}
			if err != nil && (strings.Contains(err.Error(), "xoxb") || strings.Contains(err.Error(), p.URL)) {
				t.Errorf("the error tells a secret: %v", err)
			}
			if c.posted > 0 { // the proxy may still be at it
				eventually(t, "post", func() bool { return len(f.everything()) > 0 })
			}
			if got := len(f.everything()); got != c.posted {
				t.Errorf("%d posts, want %d", got, c.posted)
			}
			if p.seen[postPath] != 1 {
				t.Errorf("%d tries, want one", p.seen[postPath])
			}
		})
	}
}

// TestDeliverAtEveryByte cuts the connection after every byte of Slack's
// answer, and before the post is taken: it is there once, always.
func TestDeliverAtEveryByte(t *testing.T) {
	f := newFake(t)
	cut, lost := 0, false
	a, p := through(t, f, func(path string, n int) fault {
		if path == postPath && cut != 0 && n%2 == 1 {
			return fault{cut: cut, lost: lost}
		}
		return fault{}
	})
	part := onePart(t, a)
	deliver := func(key string) {
		p.mu.Lock()
		p.seen[postPath] = 0
		p.mu.Unlock()
		before := len(f.everything())
		id, err := chat.Deliver(context.Background(), a, desk, part, key, time.Time{}, a.conf.Patience)
		if err != nil || id == "" {
			t.Fatalf("cut at %d: id %q, %v", cut, id, err)
		}
		if got := len(f.everything()) - before; got != 1 {
			t.Fatalf("cut at %d: %d posts", cut, got)
		}
		f.mu.Lock()
		f.said = nil // history is read 15 at a time
		f.mu.Unlock()
	}
	deliver("whole")
	size := p.size
	for cut = -1; cut < size; cut++ {
		deliver(fmt.Sprint("after", cut))
	}
	for lost, cut = true, -1; cut < 1; cut++ {
		deliver(fmt.Sprint("before", cut))
	}
	if size < 100 {
		t.Errorf("the answer has %d bytes", size)
	}
}

func TestDeliverWaitsAndGivesUp(t *testing.T) {
	t.Run("rate limit", func(t *testing.T) {
		f := newFake(t)
		a, p := through(t, f, only(postPath, 3, fault{lost: true, code: 429, after: "0"}))
		if _, err := chat.Deliver(context.Background(), a, desk, onePart(t, a), "k", time.Time{}, a.conf.Patience); err != nil {
			t.Fatal(err)
		}
		if p.seen[postPath] != 4 || len(f.everything()) != 1 || len(f.called("conversations.history")) != 0 {
			t.Errorf("%d tries, %d posts, %d looks", p.seen[postPath], len(f.everything()), len(f.called("conversations.history")))
		}
	})
	t.Run("rate limit beyond patience", func(t *testing.T) {
		f := newFake(t)
		a, _ := through(t, f, only(postPath, 9, fault{lost: true, code: 429, after: "600"}))
		_, err := chat.Deliver(context.Background(), a, desk, onePart(t, a), "k", time.Time{}, a.conf.Patience)
		var limited chat.RateLimited
		if !errors.As(err, &limited) || limited.After != 10*time.Minute {
			t.Errorf("got %v", err)
		}
	})
	t.Run("never arrives", func(t *testing.T) {
		f := newFake(t)
		a, p := through(t, f, only(postPath, 9, fault{lost: true, code: 500}))
		_, err := chat.Deliver(context.Background(), a, desk, onePart(t, a), "k", time.Time{}, a.conf.Patience)
		if !errors.Is(err, chat.ErrAmbiguous) || p.seen[postPath] != 2 {
			t.Errorf("%d tries, %v", p.seen[postPath], err)
		}
	})
	t.Run("history is closed", func(t *testing.T) {
		f := newFake(t)
		f.refuse = func(method string, _ url.Values) string {
			if method == "conversations.history" {
				return "missing_scope"
			}
			return ""
		}
		a, p := through(t, f, only(postPath, 9, fault{code: 500}))
		_, err := chat.Deliver(context.Background(), a, desk, onePart(t, a), "k", time.Time{}, a.conf.Patience)
		if !errors.Is(err, chat.ErrAmbiguous) || p.seen[postPath] != 1 || len(f.everything()) != 1 {
			t.Errorf("%d tries, %d posts, %v", p.seen[postPath], len(f.everything()), err)
		}
	})
}

func TestFind(t *testing.T) {
	f := newFake(t)
	a, _ := through(t, f, func(string, int) fault { return fault{} })
	ctx, since := context.Background(), time.Now()
	part := onePart(t, a)
	root, err := a.SendOnce(ctx, desk, part, "root")
	if err != nil {
		t.Fatal(err)
	}
	thread := desk
	thread.Thread = root
	reply, err := a.SendOnce(ctx, thread, chat.Part{N: 1, Body: part.Body}, "reply")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 { // others talk
		f.answer(nil, "chat.postMessage", url.Values{"channel": {"C1"}, "text": {fmt.Sprint("chatter ", i)}}, nil)
	}
	late, err := a.SendOnce(ctx, desk, part, "late")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		to       chat.Channel
		key, id  string
		oneCall  bool
		wanted   bool
		pageFrom int
	}{{to: desk, key: "root", id: root, wanted: true, oneCall: true}, {to: thread, key: "reply", id: reply, wanted: true, oneCall: true},
		{to: desk, key: "late", id: late, wanted: true}, {to: desk, key: "never"}, {to: desk, key: "reply"}} {
		before := len(f.called("conversations.history")) + len(f.called("conversations.replies"))
		id, found, err := a.Find(ctx, c.to, c.key, since)
		if err != nil || found != c.wanted || id != c.id {
			t.Errorf("Find %s: %q, %v, %v", c.key, id, found, err)
		}
		if n := len(f.called("conversations.history")) + len(f.called("conversations.replies")) - before; c.oneCall && n != 1 {
			t.Errorf("Find %s made %d calls", c.key, n)
		}
	}
	for _, c := range f.called("conversations.history") {
		if c.form.Get("limit") != "15" || c.form.Get("include_all_metadata") == "" || c.form.Get("inclusive") == "" {
			t.Errorf("history asked with %v", c.form)
		}
	}
}

func TestFindDoesNotCallTooMuchAbsent(t *testing.T) {
	f := newFake(t)
	a, _ := through(t, f, func(string, int) fault { return fault{} })
	for i := range 100 {
		f.answer(nil, "chat.postMessage", url.Values{"channel": {"C1"}, "text": {fmt.Sprint("chatter ", i)}}, nil)
	}
	if _, found, err := a.Find(context.Background(), desk, "k", time.Now()); found || !errors.Is(err, chat.ErrAmbiguous) {
		t.Errorf("got %v, %v", found, err)
	}
}

// TestFindKnowsItsOwn meets a message of another bot that copied the metadata.
func TestFindKnowsItsOwn(t *testing.T) {
	f := newFake(t)
	a, _ := through(t, f, func(string, int) fault { return fault{} })
	since := time.Now()
	f.said = append(f.said, said{ts: f.next(), channel: "C1", text: "copied", metadata: metadata("k"), bot: "BEVIL"})
	if id, found, err := a.Find(context.Background(), desk, "k", since); err != nil || found {
		t.Errorf("found %q of another bot, %v", id, err)
	}
}

// TestPostSurvivesRestart stops the process between Slack's taking a post and
// the bot's knowing of it: the next Post with the key finds it.
func TestPostSurvivesRestart(t *testing.T) {
	f := newFake(t)
	memory := chat.NewForgetful()
	for n, plan := range []func(string, int) fault{only(postPath, 9, fault{slow: time.Minute}), only("", 0, fault{})} {
		p := newProxy(t, f.URL, plan)
		conf := quick(p.URL)
		a, err := New(conf, Deps{Memory: memory})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		if n == 0 {
			go func() {
				for len(f.everything()) == 0 {
					time.Sleep(time.Millisecond)
				}
				stop()
			}()
		}
		id, err := a.Post(ctx, desk, digestMessage(), "slot")
		stop()
		a.conf.HTTP.CloseIdleConnections()
		if n == 0 && err == nil {
			t.Fatal("the first try was not cut off")
		}
		if n == 1 && (err != nil || id == "") {
			t.Fatalf("the second try: %q, %v", id, err)
		}
	}
	if got := len(f.everything()); got != 1 {
		t.Errorf("%d posts", got)
	}
}

func TestLink(t *testing.T) {
	b := newBench(t, nil)
	if _, err := b.a.workspace(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	thread := desk
	thread.Thread = "1.1"
	for want, to := range map[string]chat.Channel{
		"https://newsroom.slack.com/archives/C1/p1700000000000100":                      desk,
		"https://newsroom.slack.com/archives/C1/p1700000000000100?cid=C1&thread_ts=1.1": thread,
	} {
		if got := Links(t.Context(), b.a.deps.Memory)(to, "1700000000.000100"); got != want {
			t.Errorf("from memory %q, want %q", got, want)
		}
		if got := b.a.Link(to, "1700000000.000100"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
