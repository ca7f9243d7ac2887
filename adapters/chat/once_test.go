package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/adapters/chat"
)

// wall is a Delivery that keeps what is posted. fail, where set, is what the
// nth send comes to: "" is well, "lost" not there, "there" there but not said.
type wall struct {
	fail  []string
	posts map[string]string // id by key
	under map[string]string // thread by key
	sends int
}

func (w *wall) Freeze(_ chat.Channel, m chat.Message) ([]chat.Part, error) {
	return chat.Freeze(strings.Fields(m.Title))
}

func (w *wall) SendOnce(_ context.Context, to chat.Channel, p chat.Part, key string) (string, error) {
	body, err := chat.Thaw[string](p)
	if err == nil {
		err = p.Fits(to)
	}
	if err != nil {
		return "", err
	}
	how := ""
	if w.sends < len(w.fail) {
		how = w.fail[w.sends]
	}
	w.sends++
	switch how {
	case "refused":
		return "", chat.Refused{Reason: "no"}
	case "lost":
		return "", chat.ErrAmbiguous
	}
	if _, twice := w.posts[key]; twice {
		return "", errors.New("posted twice: " + key)
	}
	w.posts[key], w.under[key] = "id-"+body, to.Thread
	if how == "there" {
		return "", chat.ErrAmbiguous
	}
	return "id-" + body, nil
}

func (w *wall) Find(_ context.Context, _ chat.Channel, key string, _ time.Time) (string, bool, error) {
	id, found := w.posts[key]
	return id, found, nil
}

// TestOnce posts a message of three parts over and over, whatever happens to
// its sends: in the end each part is there once, beneath the first.
func TestOnce(t *testing.T) {
	for _, fail := range []string{"", "there", "lost", ". there", ". lost lost", "refused", ". refused", ". . refused there", "there there there", "lost lost lost lost"} {
		t.Run(fail, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wall{fail: strings.Fields(fail), posts: map[string]string{}, under: map[string]string{}}
				memory := chat.NewForgetful()
				post := func() (string, error) { // by another replica each time
					o := chat.Once{Delivery: w, Memory: memory, Under: "test/", Every: time.Second, Log: slog.New(slog.DiscardHandler)}
					return o.Post(t.Context(), chat.Channel{ID: "C"}, chat.Message{Title: "one two three"}, "k")
				}
				id, err := "", errors.New("not yet")
				for try := 0; err != nil && try < 5; try++ {
					id, err = post()
				}
				if err != nil || id != "id-one" {
					t.Fatalf("posted as %q, %v", id, err)
				}
				sends := w.sends
				if id, err := post(); err != nil || id != "id-one" || w.sends != sends {
					t.Errorf("once more: %q, %v, %d sends more", id, err, w.sends-sends)
				}
				for key, thread := range map[string]string{"k": "", "k/1": "id-one", "k/2": "id-one"} {
					if under, ok := w.under[key]; !ok || under != thread {
						t.Errorf("%s is under %q (%v), want %q", key, under, ok, thread)
					}
				}
			})
		})
	}
}

func TestOnceIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{posts: map[string]string{}, under: map[string]string{}}
		o := chat.Once{Delivery: w, Memory: chat.NewForgetful(), Every: time.Second, Log: slog.New(slog.DiscardHandler)}
		start := time.Now()
		if _, err := o.Post(t.Context(), chat.Channel{ID: "C"}, chat.Message{Title: "one two three"}, "k"); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("three parts took %s", took)
		}
	})
}

// FuzzPieces cuts runs: joined again they are the same, no character is cut in
// two, and no piece is longer than it may be.
func FuzzPieces(f *testing.F) {
	f.Add("a b c <&> d", "é", 20)
	f.Add(strings.Repeat("x", 100), "\xff\xfe", 1)
	f.Add("", " \n ", 3)
	ruler := chat.Ruler{
		Char: func(_ string, r rune) int { return 1 + int(r%3) },
		Run:  func(r chat.Run) int { return len(r.Link) },
	}
	f.Fuzz(func(t *testing.T, one, two string, limit int) {
		limit = 1 + max(limit, -(limit+1))%500
		runs := []chat.Run{{Text: one, Strong: true}, {Text: two, Link: "https://"}}
		var got [2]strings.Builder
		for _, piece := range ruler.Pieces(runs, limit) {
			size, chars := 0, 0
			for _, r := range piece {
				size += ruler.Length(r.Text) + ruler.Run(r)
				chars += len([]rune(r.Text))
				if r.Strong {
					got[0].WriteString(r.Text)
				} else {
					got[1].WriteString(r.Text)
				}
			}
			if size > limit && chars > 1 {
				t.Fatalf("a piece of %d in %d characters, limit %d", size, chars, limit)
			}
		}
		if got[0].String() != one || got[1].String() != two {
			t.Fatalf("joined again: %q %q", got[0].String(), got[1].String())
		}
		if clipped := ruler.Clip(one, limit); clipped != one && !strings.HasSuffix(clipped, "…") {
			t.Fatalf("clipped to %q", clipped)
		}
	})
}
