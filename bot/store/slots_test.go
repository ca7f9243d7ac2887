package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/briefing"
)

// eachKind runs a test on an empty store of every kind.
func eachKind(t *testing.T, test func(t *testing.T, s *Store)) {
	t.Run("sqlite", func(t *testing.T) { test(t, open(t, filepath.Join(t.TempDir(), "b.db"))) })
	t.Run("postgres", func(t *testing.T) { test(t, openPostgres(t, postgres.Database(t))) })
}

var noon = time.Date(2026, 2, 6, 12, 0, 0, 0, time.UTC)

func plan(id string) Schedule {
	return Schedule{ID: id, Channel: Channel{"slack", "T", "C1", ""}, Spec: Spec{Lines: []string{"0 8 * * *"}, Zone: "Europe/Rome", Topics: []string{"a", "ü"}, Items: 3, Empty: true, MaxLate: time.Hour},
		Owner: "U1", OwnerName: "Ruth «R» Okafor", Origin: "chat", Reached: noon, Next: noon.Add(time.Hour), Created: noon, Changed: noon}
}

func slot(id string, due time.Time) Slot {
	local := due.Format("2006-01-02T15:04")
	return Slot{ID: id + "@" + local, Schedule: id, Channel: Channel{"slack", "T", "C1", ""}, Local: local, Zone: "UTC", Due: due, State: SlotDue, NotBefore: due}
}

func TestSchedulesContract(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		a, b := plan("a"), plan("b")
		b.Channel.ID, b.Next, b.Created = "C2", time.Time{}, noon.Add(time.Second)
		for _, c := range []Schedule{a, b} {
			if err := s.PutSchedule(ctx, c, Audit{At: noon, Request: "r-" + c.ID, Who: "U1", Name: "bad \xff\x00", Verb: "save", Schedule: c.ID, After: "{}"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.PutSchedule(ctx, plan("c"), Audit{Request: "r-a"}); !errors.Is(err, ErrRepeated) {
			t.Errorf("the same request again: %v", err)
		}
		all, err := s.Schedules(ctx)
		if err != nil || !reflect.DeepEqual(all, []Schedule{a, b}) {
			t.Errorf("schedules: %+v, %v\nwant %+v", all, err, []Schedule{a, b})
		}
		if in, err := s.SchedulesIn(ctx, b.Channel); err != nil || len(in) != 1 || in[0].ID != "b" {
			t.Errorf("schedules in C2: %+v, %v", in, err)
		}
		if due, err := s.Due(ctx, noon.Add(time.Hour), 10); err != nil || len(due) != 1 || due[0].ID != "a" {
			t.Errorf("due: %+v, %v", due, err)
		}
		if due, err := s.Due(ctx, noon, 10); err != nil || len(due) != 0 {
			t.Errorf("due too early: %+v, %v", due, err)
		}
		if at, err := s.Soonest(ctx, noon); err != nil || !at.Equal(a.Next) {
			t.Errorf("soonest: %v, %v", at, err)
		}
		if ahead, err := s.Ahead(ctx, noon.Add(-time.Minute)); err != nil || len(ahead) != 2 {
			t.Errorf("ahead: %+v, %v", ahead, err)
		}
		if _, err := s.Schedule(ctx, "none"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a schedule that is not there: %v", err)
		}
		if err := s.DeleteSchedule(ctx, "b", Audit{At: noon, Verb: "stop", Schedule: "b"}); err != nil {
			t.Fatal(err)
		}
		audits, err := s.Audits(ctx, 10)
		if err != nil || len(audits) != 3 || audits[0].Verb != "stop" || audits[1].Name != "bad \uFFFD\uFFFD" {
			t.Errorf("audits: %+v, %v", audits, err)
		}
		bad := plan("x")
		bad.Owner = "\xff"
		if err := s.PutSchedule(ctx, bad, Audit{}); err == nil {
			t.Error("a name that is no text was stored")
		}
	})
}

func TestSlotsContract(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		if err := s.PutSchedule(ctx, plan("a"), Audit{}); err != nil {
			t.Fatal(err)
		}
		due := noon.Add(time.Hour)
		f := Firing{Schedule: "a", Expected: due, Reached: due, Next: due.Add(time.Hour), Slots: []Slot{slot("a", due)}}
		for i, want := range []int{1, 0} { // the second replica comes too late
			if n, err := s.Fire(ctx, []Firing{f}); err != nil || n != want {
				t.Errorf("firing %d: %d new, %v", i, n, err)
			}
		}
		if c, err := s.Schedule(ctx, "a"); err != nil || !c.Next.Equal(due.Add(time.Hour)) || !c.Reached.Equal(due) {
			t.Errorf("the schedule after firing: %+v, %v", c, err)
		}
		open, err := s.Unsettled(ctx, due, 10)
		if err != nil || len(open) != 1 || !reflect.DeepEqual(open[0], f.Slots[0]) {
			t.Fatalf("unsettled: %+v, %v", open, err)
		}
		d := open[0]
		d.State, d.Made = SlotFrozen, due
		body := []byte("bytes\x00\xff")
		part := Part{N: 0, Key: "k", Body: body, SHA256: sumBytes(body), State: PartPlanned}
		shown := []Passage{{"art", briefing.Sum("x"), 0, 5}, {"art", briefing.Sum("x"), 7, 9}}
		version, err := s.Advance(ctx, Step{Slot: d, Freeze: true, Parts: []Part{part}, Shown: shown, Payload: []byte{0, 1}})
		if err != nil || version != 1 {
			t.Fatalf("freeze: %d, %v", version, err)
		}
		if _, err := s.Advance(ctx, Step{Slot: d}); !errors.Is(err, ErrMoved) {
			t.Errorf("advance with an old version: %v", err)
		}
		d.Version, d.State, d.Finished, d.Remote = version, SlotPosted, due.Add(time.Second), "m1"
		part.State, part.Remote, part.Posted, part.Tries, part.Sent, part.First, part.Worker = PartPosted, "m1", due, 2, due, due, "w"
		if _, err := s.Advance(ctx, Step{Slot: d, Parts: []Part{part}}); err != nil {
			t.Fatal(err)
		}
		got, parts, err := s.Delivery(ctx, d.ID)
		d.Version++
		if err != nil || !reflect.DeepEqual(got, d) || !reflect.DeepEqual(parts, []Part{part}) {
			t.Errorf("delivery: %+v %+v, %v\nwant %+v %+v", got, parts, err, d, part)
		}
		last, err := s.LastDigest(ctx, d.Channel)
		if err != nil || last.Slot.ID != d.ID || !reflect.DeepEqual(last.Shown, shown) || string(last.Payload) != "\x00\x01" {
			t.Errorf("last digest: %+v, %v", last, err)
		}
		if last, err := s.LastDigest(ctx, Channel{ID: "elsewhere"}); err != nil || last.Slot.ID != "" {
			t.Errorf("last digest elsewhere: %+v, %v", last, err)
		}
		if seen, err := s.Seen(ctx, d.Channel, due); err != nil || !reflect.DeepEqual(seen, shown) {
			t.Errorf("seen: %+v, %v", seen, err)
		}
		if l, err := s.LastSlot(ctx, "a"); err != nil || l.ID != d.ID {
			t.Errorf("last slot: %+v, %v", l, err)
		}
		for c, want := range map[Channel]int{{}: 1, d.Channel: 1, {"slack", "T", "C9", ""}: 0} {
			if all, err := s.Slots(ctx, c, due, 10); err != nil || len(all) != want {
				t.Errorf("slots of %v: %+v, %v", c, all, err)
			}
		}
		if err := s.Prune(ctx, due.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if all, _ := s.Slots(ctx, Channel{}, time.Time{}, 10); len(all) != 0 {
			t.Errorf("slots after pruning: %+v", all)
		}
	})
}

// TestRaces: of many who want the same, one gets it.
func TestRaces(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		if err := s.PutSchedule(ctx, plan("a"), Audit{}); err != nil {
			t.Fatal(err)
		}
		due := noon.Add(time.Hour)
		var fired, moved, claimed atomic.Int64
		race := func(do func()) {
			var all sync.WaitGroup
			for range 8 {
				all.Go(do)
			}
			all.Wait()
		}
		race(func() {
			n, err := s.Fire(ctx, []Firing{{Schedule: "a", Expected: due, Reached: due, Next: due.Add(time.Hour), Slots: []Slot{slot("a", due)}}})
			if err != nil {
				t.Error(err)
			}
			fired.Add(int64(n))
		})
		race(func() {
			_, err := s.Advance(ctx, Step{Slot: slot("a", due)})
			if err == nil {
				moved.Add(1)
			} else if !errors.Is(err, ErrMoved) {
				t.Error(err)
			}
		})
		race(func() {
			won, err := s.Claim(ctx, "one", time.Hour)
			if err != nil {
				t.Error(err)
			}
			if won {
				claimed.Add(1)
			}
		})
		if fired.Load() != 1 || moved.Load() != 1 || claimed.Load() != 1 {
			t.Errorf("%d fired, %d moved, %d claimed; want 1 each", fired.Load(), moved.Load(), claimed.Load())
		}
	})
}

func TestMemoryContract(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		now := noon
		s.now = func() time.Time { return now }
		claim := func(key string, ttl time.Duration, want bool) {
			t.Helper()
			if got, err := s.Claim(ctx, key, ttl); err != nil || got != want {
				t.Errorf("claim %q: %v, %v; want %v", key, got, err, want)
			}
		}
		load := func(key, want string) {
			t.Helper()
			if got, err := s.Load(ctx, key); err != nil || fmt.Sprintf("%q", got) != want {
				t.Errorf("load %q: %q, %v; want %s", key, got, err, want)
			}
		}
		save := func(key string, value []byte, ttl time.Duration) {
			t.Helper()
			if err := s.Save(ctx, key, value, ttl); err != nil {
				t.Error(err)
			}
		}
		for _, key := range []string{"a", "b\x00\xff", strings.Repeat("long", 5000)} {
			claim(key, time.Minute, true)
			claim(key, time.Minute, false)
			load(key, `""`)
			save(key, []byte("x\x00"), time.Minute)
			save(key, []byte("y\x00"), time.Minute)
			load(key, `"y\x00"`)
		}
		claim("for ever", 0, true)
		save("for ever", []byte{}, 0)
		now = now.Add(2 * time.Minute)
		claim("a", time.Minute, true)
		claim("for ever", 0, false)
		load("a", `""`)
		if got, err := s.Load(ctx, "for ever"); err != nil || got == nil || len(got) != 0 {
			t.Errorf("an empty value: %v, %v", got, err)
		}
		if got, _ := s.Load(ctx, "never"); got != nil {
			t.Errorf("a value that was never saved: %v", got)
		}
		save("for ever", nil, 0)
		claim("for ever", 0, true)
		var rows int
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM memory`).Scan(&rows); err != nil || rows != 0 {
			t.Errorf("%d values are kept that have ended, %v", rows, err)
		}
	})
}

func TestPostgresOpens(t *testing.T) {
	url := postgres.Database(t)
	var all sync.WaitGroup
	for range 4 { // replicas that start together migrate once
		all.Go(func() {
			s, err := OpenPostgres(context.Background(), url)
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	all.Wait()
	s := openPostgres(t, url)
	r, err := OpenPostgresReadOnly(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Put(t.Context(), reader("a", "No. Never.")); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("put into a store opened for reading: %v", err)
	}
	if _, err := s.write.Exec(`INSERT INTO ` + versionTable + ` (version_id, is_applied) VALUES (999, true)`); err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		url: "a newer briefingbot wrote it (schema version 999",
		url[:strings.LastIndexByte(url, '/')] + "/none?sslmode=disable":        "there is no such database",
		"postgres://u:secret@127.0.0.1:1/x":                                    "the database does not answer",
		"postgres://u:secret@%zz/x":                                            "it is not the URL of a PostgreSQL database",
		strings.Replace(url, "tester@", "nobody:secret@", 1):                   "does not let this user in",
		"postgres://u:secret@127.0.0.1:1/x?connect_timeout=1&pool_max_conns=2": "the database does not answer",
	}
	for u, want := range cases {
		s, err := OpenPostgres(t.Context(), u)
		if err == nil {
			s.Close()
			t.Errorf("%s opened", u)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v\nwant %q, and no password", err, want)
		}
	}
	if _, err := OpenPostgresReadOnly(t.Context(), url); err == nil || !strings.Contains(err.Error(), "999") {
		t.Errorf("open a newer store for reading: %v", err)
	}
}

// TestTogether: changes that share a transaction do not share their fate.
func TestTogether(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		var slots []Slot
		for i := range 200 {
			slots = append(slots, slot(fmt.Sprint(i), noon))
		}
		if n, err := s.Fire(ctx, []Firing{{Slots: slots}}); err != nil || n != 200 {
			t.Fatal(n, err)
		}
		var all sync.WaitGroup
		var moved, failed atomic.Int64
		for i, c := range slots {
			all.Go(func() {
				c.State = SlotPosted
				if i%2 == 1 {
					c.Version = 7 // somebody else was there
				}
				_, err := s.Advance(ctx, Step{Slot: c})
				if errors.Is(err, ErrMoved) {
					moved.Add(1)
				} else if err != nil {
					failed.Add(1)
				}
			})
		}
		all.Wait()
		open, err := s.Unsettled(ctx, noon, 1000)
		if err != nil || moved.Load() != 100 || failed.Load() != 0 || len(open) != 100 {
			t.Errorf("%d moved, %d failed, %d open, %v; want 100, 0, 100", moved.Load(), failed.Load(), len(open), err)
		}
	})
}
