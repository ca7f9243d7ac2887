package schedule

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// TestCorrections: a posted digest whose source changed is corrected in place,
// once for every change, and the next digest knows it.
func TestCorrections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := context.Background()
		put := func(text string) string {
			t.Helper()
			r := briefing.Read(briefing.Article{ID: "art", Text: text})
			if err := b.store.Put(ctx, r); err != nil {
				t.Fatal(err)
			}
			return r.Article.SHA256
		}
		old := put("Six thousand officers. Nothing else.")
		b.config.Make = func(_ context.Context, o Occasion) (Draft, error) {
			b.occ = append(b.occ, o)
			return Draft{Message: chat.Message{Title: "Digest"}, Payload: []byte("mine"), Shown: []store.Passage{{Article: "art", SHA256: old, Start: 0, End: 22}}}, nil
		}
		asked := 0
		b.config.Correct = func(_ context.Context, posted store.Digest, changes []store.Change) (chat.Message, error) {
			asked++
			if string(posted.Payload) != "mine" || len(changes) != 1 || changes[0].Article != "art" {
				t.Errorf("correct %+v by %+v", posted, changes)
			}
			if changes[0].Now == "" {
				return chat.Message{Title: "Digest, withdrawn"}, nil
			}
			return chat.Message{Title: "Digest, corrected"}, nil
		}
		b.put("a", "0 8 * * *")
		time.Sleep(8*time.Hour - time.Minute)
		b.start()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if asked != 0 {
			t.Error("what did not change was corrected")
		}
		put("A title more. Six thousand officers. Nothing else.") // it still stands
		b.runner.ArticlesChanged()
		time.Sleep(time.Minute)
		put("Correction. Four thousand officers. Nothing else.")
		b.runner.ArticlesChanged()
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		if posts := b.slack.all(); len(posts) != 1 || !strings.Contains(posts[0].Body, "Digest, corrected") || asked != 1 || b.slack.edits != 1 {
			t.Errorf("after the change: %+v, asked %d times, %d edits", posts, asked, b.slack.edits)
		}
		if err := b.store.Delete(ctx, "art"); err != nil {
			t.Fatal(err)
		}
		b.slack.parts(2)             // the correction is longer than the digest was
		time.Sleep(20 * time.Minute) // found without being told
		synctest.Wait()
		posts := b.slack.all()
		if len(posts) != 2 || !strings.Contains(posts[0].Body, "Digest, withdrawn") || posts[1].Thread != posts[0].ID || asked != 2 {
			t.Errorf("after the withdrawal: %+v, asked %d times", posts, asked)
		}
		b.want("01-01T08:00 posted", 2)
		b.slack.parts(1)
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := len(b.occ); n != 3 || len(b.occ[2].Changed) != 0 {
			t.Errorf("the occasion after that is told again: %+v", b.occ)
		}
		b.occ = b.occ[:2]
		if last := b.occ[len(b.occ)-1]; len(last.Changed) != 1 || last.Changed[0].Now != "" || last.Since.Slot.Local != "2000-01-01T08:00" {
			t.Errorf("the next occasion: %+v", last)
		}
	})
}

// TestCorrectionRefused: what cannot be edited is said, and not tried for ever.
func TestCorrectionRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.config.Correct = func(context.Context, store.Digest, []store.Change) (chat.Message, error) {
			return chat.Message{Title: "corrected"}, nil
		}
		b.put("a", "0 8 * * *") // its passage is of an article that never was
		time.Sleep(8*time.Hour - time.Minute)
		b.start()
		time.Sleep(2 * time.Minute)
		b.slack.mu.Lock()
		b.slack.posts = nil // somebody deletes the post
		b.slack.mu.Unlock()
		b.runner.ArticlesChanged()
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := b.states(); got != "01-01T08:00 posted (not corrected: refused: message_not_found)" || b.slack.edits != 1 {
			t.Errorf("%s, %d edits", got, b.slack.edits)
		}
	})
}

// TestDiskFull fills the disk while a digest is being sent: what was sent cannot
// be written down. When there is room again it is found, not sent again.
func TestDiskFull(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	for _, when := range []string{"while sending", "before"} {
		t.Run(when, func(t *testing.T) {
			dir := t.TempDir()
			if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", dir).CombinedOutput(); err != nil {
				t.Skipf("no small disk can be mounted: %v: %s", err, out)
			}
			defer exec.Command("umount", "-l", dir).Run()
			synctest.Test(t, func(t *testing.T) { diskFull(t, dir, when == "before") })
		})
	}
}

func diskFull(t *testing.T, dir string, before bool) {
	b := newBench(t)
	s, err := store.Open(t.Context(), filepath.Join(dir, "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b.store, b.config.Store = s, s
	fat := filepath.Join(dir, "fat")
	fill := func() {
		f, err := os.Create(fat)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		for size := 64 << 10; size > 0; size /= 2 {
			for {
				if _, err := f.Write(make([]byte, size)); err != nil {
					break
				}
			}
		}
	}
	big := strings.Repeat("a long reason ", 20_000) // more than the log's file has room for
	b.slack.fault = func(n int) fault {
		if n == 1 && !before {
			fill()
			return cutAfter
		}
		return none
	}
	good := b.config.Make
	b.config.Make = func(ctx context.Context, o Occasion) (Draft, error) {
		d, err := good(ctx, o)
		d.Payload = []byte(big)
		return d, err
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		b.put(id, "0 8 * * *")
	}
	time.Sleep(8*time.Hour - time.Minute)
	b.start()
	if before {
		fill()
	}
	time.Sleep(3 * time.Minute)
	synctest.Wait()
	open := strings.Count(b.states(), " posted")
	if err := os.Remove(fat); err != nil {
		t.Fatal(err)
	}
	time.Sleep(10 * time.Minute)
	synctest.Wait()
	if open == 4 {
		t.Error("the disk was not full: the test proves nothing")
	}
	b.want(strings.TrimSuffix(strings.Repeat("01-01T08:00 posted\n", 4), "\n"), 4)
	b.stop()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
