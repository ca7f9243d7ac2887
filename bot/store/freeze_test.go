package store

import (
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
)

// TestFreezesMany: what a digest shows comes back in its order, however much.
func TestFreezesMany(t *testing.T) {
	for name, s := range map[string]*Store{"sqlite": open(t, filepath.Join(t.TempDir(), "b.db")), "postgres": openPostgres(t, postgres.Database(t))} {
		c := slot("s0", noon)
		if _, err := s.Fire(t.Context(), []Firing{{Slots: []Slot{c}}}); err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{250, 0, 100, 1} { // each takes the place of the one before
			var shown []Passage
			for i := range n {
				shown = append(shown, Passage{Article: fmt.Sprint("a", i%7), SHA256: "00", Start: i, End: i + 5})
			}
			c.State = SlotFrozen
			version, err := s.Advance(t.Context(), Step{Slot: c, Freeze: true, Shown: shown, Payload: []byte(fmt.Sprint(n)), Told: []Change{{Passage: Passage{Article: "x"}}}})
			if err != nil {
				t.Fatal(err)
			}
			c.Version = version
			got, err := s.Digest(t.Context(), c.ID)
			if err != nil || !reflect.DeepEqual(got.Shown, shown) || string(got.Payload) != fmt.Sprint(n) {
				t.Errorf("%s: %d passages, want %d; payload %q: %v", name, len(got.Shown), n, got.Payload, err)
			}
		}
	}
}
