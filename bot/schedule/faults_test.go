package schedule

import (
	"context"
	"database/sql"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// reads are the methods of a Store that change nothing.
var reads = []string{"Ahead", "Behind", "Delivery", "Digest", "Due", "LastDigest", "LastOf", "Outdated", "Schedule", "Seen", "Soonest", "Unsettled", "Untold"}

// TestEveryWriteHasItsFault: the processes that are killed die before and after
// whatever writes or is sent. A new method of the store or of a platform must
// get its boundary, or be shown to change nothing.
func TestEveryWriteHasItsFault(t *testing.T) {
	wired := func(of reflect.Type, name string) bool {
		m, ok := of.MethodByName(name)
		if !ok {
			return false
		}
		file, _ := runtime.FuncForPC(m.Func.Pointer()).FileLine(m.Func.Pointer())
		return strings.HasSuffix(file, "_test.go") // not handed on by the compiler
	}
	for m := range reflect.TypeFor[Store]().Methods() {
		if got, want := wired(reflect.TypeFor[*tripwire](), m.Name), !slices.Contains(reads, m.Name); got != want {
			t.Errorf("%s of a store: has a boundary %v, want %v", m.Name, got, want)
		}
	}
	for _, port := range []reflect.Type{reflect.TypeFor[chat.Delivery](), reflect.TypeFor[chat.Editor]()} {
		for m := range port.Methods() {
			if m.Name != "Freeze" && !wired(reflect.TypeFor[*remote](), m.Name) { // which does no I/O
				t.Errorf("%s of a platform has no boundary", m.Name)
			}
		}
	}

	path := filepath.Join(t.TempDir(), "b.db")
	book(t, path, 1, daily)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	slot := store.Slot{ID: "s0@x", Schedule: "s0", Channel: store.Channel{Platform: "slack", ID: "C0"}, Local: "x", Zone: "UTC", Due: start, State: store.SlotDue, NotBefore: start}
	if _, err := s.Fire(t.Context(), []store.Firing{{Slots: []store.Slot{slot}}}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // data_version is what another connection has committed
	version := func() (n int) {
		if err := db.QueryRow(`PRAGMA data_version`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	some := map[reflect.Type]any{reflect.TypeFor[context.Context](): t.Context(), reflect.TypeFor[time.Time](): start.Add(time.Hour), reflect.TypeFor[int](): 10,
		reflect.TypeFor[string](): slot.ID, reflect.TypeFor[store.Channel](): slot.Channel, reflect.TypeFor[store.Slot](): slot}
	call := func(name string) {
		m := reflect.ValueOf(s).MethodByName(name)
		var args []reflect.Value
		for i := range m.Type().NumIn() {
			v, ok := some[m.Type().In(i)]
			if !ok {
				t.Fatalf("%s wants a %v", name, m.Type().In(i))
			}
			args = append(args, reflect.ValueOf(v))
		}
		m.Call(args)
	}
	before := version()
	for _, name := range reads {
		if call(name); version() != before {
			t.Errorf("%s writes", name)
		}
	}
	if _, err := s.Claim(t.Context(), "key", time.Minute); err != nil || version() == before {
		t.Error("a write goes unnoticed: the test proves nothing")
	}
}
