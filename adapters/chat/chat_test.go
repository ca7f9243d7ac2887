package chat_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
)

func TestForgetful(t *testing.T) {
	m := chat.NewForgetful()
	chattest.Memory(t, func(*testing.T) chat.Memory { return m })
}

func TestForgetfulForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ctx := chat.NewForgetful(), context.Background()
		if mine, _ := m.Claim(ctx, "k", time.Hour); !mine {
			t.Fatal("not claimed")
		}
		time.Sleep(time.Hour - time.Second)
		if mine, _ := m.Claim(ctx, "k", time.Hour); mine {
			t.Error("claimed twice within the hour")
		}
		time.Sleep(time.Second)
		if mine, _ := m.Claim(ctx, "k", time.Hour); !mine {
			t.Error("still held after the hour")
		}
	})
}

// platform is a Delivery whose every try and look is planned: "ok", "lost"
// (ambiguous, not there), "there" (ambiguous, there), "busy", "no"; a look is
// "blind" where it fails.
type platform struct {
	tries, looks []string
	start        time.Time
	there        bool
	log          []string
}

func (p *platform) note(what string) { p.log = append(p.log, what+"@"+time.Since(p.start).String()) }

func (p *platform) Freeze(chat.Channel, chat.Message) ([]chat.Part, error) { return nil, nil }

func (p *platform) SendOnce(context.Context, chat.Channel, chat.Part, string) (string, error) {
	p.note("send")
	try := p.tries[0]
	p.tries = p.tries[1:]
	switch try {
	case "ok":
		return "id", nil
	case "there":
		p.there = true
		return "", chat.ErrAmbiguous
	case "lost":
		return "", chat.ErrAmbiguous
	case "busy":
		return "", chat.RateLimited{After: 7 * time.Second}
	}
	return "", chat.Refused{Reason: try}
}

func (p *platform) Find(context.Context, chat.Channel, string, time.Time) (string, bool, error) {
	p.note("look")
	if len(p.looks) > 0 {
		look := p.looks[0]
		p.looks = p.looks[1:]
		if look == "blind" {
			return "", false, errors.New("no history")
		}
	}
	if p.there {
		return "id", true, nil
	}
	return "", false, nil
}

func TestDeliver(t *testing.T) {
	for name, c := range map[string]struct {
		tries, looks string
		before       time.Duration // the first try was made that long ago; 0 is never
		want         string        // "id", "ambiguous", "refused", "busy"
		log          string
	}{
		"at once":                      {tries: "ok", want: "id", log: "send@0s"},
		"refused":                      {tries: "no", want: "refused", log: "send@0s"},
		"busy":                         {tries: "busy busy ok", want: "id", log: "send@0s send@7s send@14s"},
		"busy for ever":                {tries: "busy busy busy busy busy busy busy busy busy", want: "busy", log: "send@0s send@7s send@14s send@21s send@28s send@35s send@42s send@49s send@56s"},
		"arrived unknown":              {tries: "there", want: "id", log: "send@0s look@5s"},
		"lost":                         {tries: "lost ok", want: "id", log: "send@0s look@5s look@35s send@35s"},
		"lost, busy":                   {tries: "lost busy ok", want: "id", log: "send@0s look@5s look@35s send@35s send@42s"},
		"lost twice":                   {tries: "lost lost", want: "ambiguous", log: "send@0s look@5s look@35s send@35s look@40s look@1m10s"},
		"lost, then arrived":           {tries: "lost there", want: "id", log: "send@0s look@5s look@35s send@35s look@40s"},
		"blind once":                   {tries: "there", looks: "blind", want: "id", log: "send@0s look@5s look@35s"},
		"blind twice":                  {tries: "lost", looks: "blind blind", want: "ambiguous", log: "send@0s look@5s look@35s"},
		"tried before":                 {tries: "ok", before: time.Hour, want: "id", log: "look@5s look@35s send@35s"},
		"tried before, refused by now": {tries: "no", before: time.Hour, want: "refused", log: "look@5s look@35s send@35s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &platform{tries: strings.Fields(c.tries), looks: strings.Fields(c.looks), start: time.Now()}
				var sent time.Time
				if c.before > 0 {
					sent = time.Now().Add(-c.before)
				}
				id, err := chat.Deliver(context.Background(), p, chat.Channel{}, chat.Part{}, "k", sent, chat.Patience{})
				var limited chat.RateLimited
				var refused chat.Refused
				got := id
				switch {
				case errors.Is(err, chat.ErrAmbiguous):
					got = "ambiguous"
				case errors.As(err, &limited):
					got = "busy"
				case errors.As(err, &refused):
					got = "refused"
				}
				if got != c.want || strings.Join(p.log, " ") != c.log {
					t.Errorf("%s (%v) after %v\nwant %s after %s", got, err, p.log, c.want, c.log)
				}
			})
		})
	}
}

func TestDeliverEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{tries: []string{"lost"}, start: time.Now()}
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_, err := chat.Deliver(ctx, p, chat.Channel{}, chat.Part{}, "k", time.Time{}, chat.Patience{})
		if !errors.Is(err, chat.ErrAmbiguous) || time.Since(p.start) != 3*time.Second {
			t.Errorf("after %s: %v", time.Since(p.start), err)
		}
	})
}

func FuzzVisible(f *testing.F) {
	for _, bad := range chattest.Hostile {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := chat.Visible(text)
		if !utf8.ValidString(got) || chat.Visible(got) != got {
			t.Errorf("%q becomes %q", text, got)
		}
		if strings.ContainsAny(got, "\x00\x1b\r\u202e\u2066\u200b\ufeff") {
			t.Errorf("%q hides in %q", text, got)
		}
		url := chat.WebURL(text)
		if url != "" && (!strings.HasPrefix(url, "http") || strings.ContainsAny(url, "<>|\" \n") || chat.WebURL(url) != url) {
			t.Errorf("%q becomes the link %q", text, url)
		}
	})
}

func TestVisibleLeavesText(t *testing.T) {
	for _, text := range []string{"", "plain", "Cortina d’Ampezzo – “never”", "👩‍👩‍👧‍👦 नमस्ते שלום", "a\nb\tc", "\uFFFD is said by the article"} {
		if got := chat.Visible(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
