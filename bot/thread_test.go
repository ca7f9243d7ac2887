package main

import (
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
)

// post makes the digest of a channel and writes down that it was posted as
// remote, as the runner does.
func post(t *testing.T, n *newsroom, to chat.Channel, remote string) chat.Message {
	t.Helper()
	ctx, due := t.Context(), time.Now().Add(-time.Minute).Truncate(time.Second)
	c := store.Channel{Platform: to.Platform, Team: to.Team, ID: to.ID, Thread: to.Thread}
	draft, err := n.desk.makeDigest(ctx, schedule.Occasion{Schedule: store.Schedule{ID: "s", Channel: c, Spec: store.Spec{Zone: "UTC"}}, Due: due})
	if err != nil || draft.Message.Empty() {
		t.Fatalf("%v: there is no digest", err)
	}
	slot := store.Slot{ID: "s@" + remote, Schedule: "s", Channel: c, Local: due.Format("2006-01-02T15:04"), Zone: "UTC", Due: due, State: store.SlotDue}
	if _, err := n.store.Fire(ctx, []store.Firing{{Schedule: "s", Slots: []store.Slot{slot}}}); err != nil {
		t.Fatal(err)
	}
	if slot, _, err = n.store.Delivery(ctx, slot.ID); err != nil {
		t.Fatal(err)
	}
	slot.State, slot.Made, slot.Finished, slot.Remote = store.SlotPosted, due, time.Now(), remote
	if _, err := n.store.Advance(ctx, store.Step{Slot: slot, Freeze: true, Shown: draft.Shown, Payload: draft.Payload}); err != nil {
		t.Fatal(err)
	}
	return draft.Message
}

// blocksOf counts the blocks of a kind.
func blocksOf(blocks []chat.Block, kind chat.BlockKind) (n int) {
	for _, b := range blocks {
		if b.Kind == kind {
			n++
		}
	}
	return n
}

// TestDigestIsFrozenWithItsButtons makes one digest twice: not a byte may differ,
// or what was hashed is not what is sent.
func TestDigestIsFrozenWithItsButtons(t *testing.T) {
	n, _, _, _ := staffed(t)
	o := schedule.Occasion{Schedule: store.Schedule{ID: "s", Channel: store.Channel{Platform: "slack", ID: "C1"}, Spec: store.Spec{Zone: "UTC"}}, Due: time.Date(2026, 2, 3, 7, 0, 0, 0, time.UTC)}
	first, err := n.desk.makeDigest(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := n.desk.makeDigest(t.Context(), o)
	if err != nil || string(first.Payload) != string(again.Payload) {
		t.Errorf("%v: a digest made again is another:\n%s\n%s", err, first.Payload, again.Payload)
	}
	if len(first.Message.Rest) == 0 || blocksOf(first.Message.Blocks, chat.Buttons) != 1 {
		t.Errorf("%d blocks in the thread, %d rows of buttons", len(first.Message.Rest), blocksOf(first.Message.Blocks, chat.Buttons))
	}
	words := 0
	for _, b := range first.Message.Blocks {
		if b.Kind == chat.Quotation {
			text := ""
			for _, r := range b.Runs {
				text += r.Text
			}
			words += len(strings.Fields(text))
		}
	}
	if words > 300 {
		t.Errorf("%d words stand in the channel: more than 90 seconds read", words)
	}
	o.Due = o.Due.Add(24 * time.Hour)
	if other, err := n.desk.makeDigest(t.Context(), o); err != nil || choice(t, other.Message, "Source 1") == choice(t, first.Message, "Source 1") {
		t.Errorf("%v: two digests share their buttons", err)
	}
}

// TestThreadUnderDigest asks in the thread under a digest, in every way and at a
// bot that was started since.
func TestThreadUnderDigest(t *testing.T) {
	for _, platform := range []string{"slack", "matrix"} {
		t.Run(platform, func(t *testing.T) {
			n, _, _, _ := staffed(t)
			in := chat.Channel{Platform: platform, ID: "C1"}
			digest := post(t, n, in, "root-1")
			last := 0
			for _, b := range append(digest.Blocks, digest.Rest...) {
				for _, s := range b.Source {
					last = max(last, s.N)
				}
			}
			say := func(c chat.Command) chat.Message {
				n.desk.talks = newTalks() // started again
				c.User = chat.User{ID: "U2"}
				if c.Channel.ID == "" {
					c.Channel = in
				}
				return n.desk.answer(t.Context(), c)
			}
			thread := in
			thread.Thread = "root-1"
			for name, c := range map[string]chat.Command{
				"in its thread":  {Text: "source 2", Channel: thread, ReplyTo: "root-1", Overheard: true},
				"as a reply":     {Text: "source 2", ReplyTo: "root-1"},
				"in the channel": {Text: "source 2"},
				"by its button":  {Button: choice(t, digest, "Source 2"), ReplyTo: "root-1", Root: "root-1"},
			} {
				got := say(c)
				if !strings.Contains(textOf(got), "SHA-256") || got.Blocks[0].Source[0].N != 2 {
					t.Errorf("%s: %q", name, textOf(got))
				}
			}
			more := say(chat.Command{Text: "more", Channel: thread, ReplyTo: "root-1", Overheard: true})
			if textOf(more) == "" || blocksOf(more.Blocks, chat.Quotation) == 0 || more.Replace {
				t.Errorf("more: %q", textOf(more))
			}
			if got := say(chat.Command{Text: "more", Channel: thread, ReplyTo: "root-1", Overheard: true}); !strings.Contains(textOf(got), "No more") {
				t.Errorf("more, again: %q", textOf(got))
			}
			if got := say(chat.Command{Text: "lunch anybody?", Channel: thread, ReplyTo: "root-1", Overheard: true}); !got.Empty() {
				t.Errorf("the bot meddles: %q", textOf(got))
			}
			if got := say(chat.Command{Text: "source 9999", Channel: thread, ReplyTo: "root-1", Overheard: true}); !strings.Contains(textOf(got), "1 to ") {
				t.Errorf("source 9999: %q", textOf(got))
			}
			other := in
			other.ID = "C2"
			if got := say(chat.Command{Text: "source 2", Channel: other}); strings.Contains(textOf(got), "SHA-256") {
				t.Errorf("another channel is told: %q", textOf(got))
			}
			pressed := say(chat.Command{Button: choice(t, digest, "More"), ReplyTo: "root-1"})
			if pressed.Replace || !pressed.Private {
				t.Error("pressing More takes the digest away from everybody")
			}
			if got := say(chat.Command{Button: choice(t, digest, "Useful"), ReplyTo: "root-1"}); !strings.Contains(textOf(got), "Noted") {
				t.Errorf("useful: %q", textOf(got))
			}
			if last < 3 {
				t.Errorf("the digest cites %d", last)
			}
		})
	}
}

// TestThreadsKeepTheirOwnAnswer asks two questions and goes on in the thread of
// the first, before and after a restart, as another person, and after a digest.
func TestThreadsKeepTheirOwnAnswer(t *testing.T) {
	n, _, _, _ := staffed(t)
	in := chat.Channel{Platform: "matrix", ID: "!r:x"}
	ask := func(user, text, root, thread string) chat.Message {
		c := in
		c.Thread = thread
		return n.desk.answer(t.Context(), chat.Command{Text: text, User: chat.User{ID: user}, Channel: c, Root: root, ReplyTo: thread})
	}
	first := ask("@a:x", "who said ICE", "$1", "")
	ask("@a:x", "figures", "$2", "")
	post(t, n, in, "$digest")
	want := first.Blocks[slicesIndex(first.Blocks, chat.Quotation)].Source[0]
	for name, user := range map[string]string{"who asked": "@a:x", "who reads along": "@b:x"} {
		for _, again := range []bool{false, true} {
			if again {
				n.desk.talks = newTalks()
			}
			got := ask(user, "source 1", "$1", "$1")
			if len(got.Blocks) == 0 || len(got.Blocks[0].Source) == 0 || got.Blocks[0].Source[0].Quote != want.Quote {
				t.Errorf("%s, started again %v: %q, want %q", name, again, textOf(got), want.Quote)
			}
		}
	}
	direct := func(text string) string {
		return textOf(n.desk.answer(t.Context(), chat.Command{Text: text, User: chat.User{ID: "@a:x"}, Channel: in, Direct: true}))
	}
	if got := direct("more"); strings.Contains(got, "Nothing") { // the digest is the last thing they saw
		t.Errorf("a digest in a conversation is not gone on from: %q", got)
	}
}

func slicesIndex(blocks []chat.Block, kind chat.BlockKind) int {
	for i, b := range blocks {
		if b.Kind == kind {
			return i
		}
	}
	return 0
}

// TestTopOfADigest lays out a digest: what sources differ on and voices are on
// top, no word of it is lost, and the numbers rise as it is read.
func TestTopOfADigest(t *testing.T) {
	n, _, _, _ := staffed(t)
	o := schedule.Occasion{Schedule: store.Schedule{ID: "s", Channel: store.Channel{Platform: "slack", ID: "C1"}, Spec: store.Spec{Zone: "UTC"}}, Due: time.Date(2026, 2, 3, 7, 0, 0, 0, time.UTC)}
	draft, err := n.desk.makeDigest(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	m, next, shown := draft.Message, 1, 0
	for i, b := range append(m.Blocks, m.Rest...) {
		for _, s := range b.Source {
			if s.N != next {
				t.Fatalf("block %d cites [%d] where [%d] is next", i, s.N, next)
			}
			next++
		}
		if b.Kind == chat.Quotation {
			shown++
		}
	}
	if len(draft.Shown) != next-1 {
		t.Errorf("%d passages are remembered as shown, %d are cited", len(draft.Shown), next-1)
	}
	top := textOf(m)
	if !strings.Contains(top, "Sources differ: ") || blocksOf(m.Blocks, chat.Paragraph) == 0 || !strings.Contains(top, "more items and the sources in the thread") {
		t.Errorf("the top is\n%s", top)
	}
	if rest := textOf(chat.Message{Blocks: m.Rest}); !strings.Contains(rest, "Sources\n") || blocksOf(m.Rest, chat.Bullet) != 5 {
		t.Errorf("the thread ends without its sources:\n%s", rest)
	}
	o.Schedule.Spec.Items = 1
	short, err := n.desk.makeDigest(t.Context(), o)
	if err != nil || blocksOf(short.Message.Blocks, chat.Quotation) >= blocksOf(m.Blocks, chat.Quotation) {
		t.Errorf("%v: a digest of one item has %d on top, one of seven %d", err, blocksOf(short.Message.Blocks, chat.Quotation), blocksOf(m.Blocks, chat.Quotation))
	}
}

// TestPagesKeepTheirQuestion presses More on Slack, where the question stands in
// the message that the page takes the place of.
func TestPagesKeepTheirQuestion(t *testing.T) {
	n, _, _, _ := staffed(t)
	c := chat.Command{Text: "who said ICE", User: chat.User{ID: "U1"}, Channel: chat.Channel{Platform: "slack", ID: "C1"}}
	first := n.desk.answer(t.Context(), c)
	c.Text, c.Button = "", choice(t, first, "More")
	if second := n.desk.answer(t.Context(), c); !second.Replace || !strings.HasPrefix(textOf(second), "who said ICE\n") {
		t.Errorf("page 2 begins %.60q", textOf(second))
	}
	for _, b := range first.Blocks {
		for _, button := range b.Choices {
			if strings.HasPrefix(button.Label, "Who disagrees with ") {
				c.Button = button.ID
				if got := textOf(n.desk.answer(t.Context(), c)); !strings.HasPrefix(got, button.Label+"\n") {
					t.Errorf("%s: the answer begins %.60q", button.Label, got)
				}
				return
			}
		}
	}
	t.Error("nobody disagrees by a button")
}
