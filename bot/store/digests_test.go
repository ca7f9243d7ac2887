package store

import (
	"reflect"
	"testing"
	"time"

	"briefingbot/briefing"
)

func TestOutdated(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		old := reader("art", "Six thousand officers. Nothing else.")
		if err := s.Put(ctx, old); err != nil {
			t.Fatal(err)
		}
		if err := s.PutSchedule(ctx, plan("a"), Audit{}); err != nil {
			t.Fatal(err)
		}
		d := slot("a", noon)
		if _, err := s.Fire(ctx, []Firing{{Schedule: "a", Slots: []Slot{d}}}); err != nil {
			t.Fatal(err)
		}
		d.State, d.Finished = SlotPosted, noon
		first := Passage{"art", old.Article.SHA256, 0, 22}
		second := Passage{"art", old.Article.SHA256, 23, 36}
		if _, err := s.Advance(ctx, Step{Slot: d, Freeze: true, Shown: []Passage{first, second}}); err != nil {
			t.Fatal(err)
		}
		outdated := func(want ...Change) {
			t.Helper()
			got, err := s.Outdated(ctx, noon.Add(-time.Hour))
			if err != nil || !reflect.DeepEqual(got[d.ID], want) && len(got[d.ID])+len(want) > 0 {
				t.Errorf("outdated: %+v, %v; want %+v", got, err, want)
			}
		}
		outdated()
		now := reader("art", "Correction. Four thousand officers. Nothing else.")
		if err := s.Put(ctx, now); err != nil {
			t.Fatal(err)
		}
		changed := Change{first, now.Article.SHA256}
		outdated(changed) // the second still stands
		d.Version, d.Corrected = 1, Mark([]Change{changed})
		if _, err := s.Advance(ctx, Step{Slot: d}); err != nil {
			t.Fatal(err)
		}
		outdated() // it was corrected
		if err := s.Delete(ctx, "art"); err != nil {
			t.Fatal(err)
		}
		outdated(Change{first, ""}, Change{second, ""})
		gone := []Change{{first, ""}, {second, ""}}
		if got, err := s.Untold(ctx, d.Channel, noon); err != nil || !reflect.DeepEqual(got, gone) {
			t.Errorf("untold: %+v, %v", got, err)
		}
		next := slot("a", noon.Add(time.Hour))
		if _, err := s.Fire(ctx, []Firing{{Schedule: "a", Slots: []Slot{next}}}); err != nil {
			t.Fatal(err)
		}
		next.State, next.Finished = SlotPosted, noon.Add(time.Hour)
		if _, err := s.Advance(ctx, Step{Slot: next, Freeze: true, Told: gone[:1]}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Untold(ctx, d.Channel, noon); err != nil || !reflect.DeepEqual(got, gone[1:]) {
			t.Errorf("untold after the first was told: %+v, %v", got, err)
		}
	})
}

func TestNewer(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		for _, id := range []string{"same", "other", "new"} {
			if err := s.Put(t.Context(), reader(id, "The text of "+id+".")); err != nil {
				t.Fatal(err)
			}
		}
		known := map[string]string{"same": briefing.Sum("The text of same."), "other": briefing.Sum("Older."), "withdrawn": briefing.Sum("x")}
		changed, gone, err := s.Newer(t.Context(), known)
		if err != nil || len(changed) != 2 || changed[0].Article.ID != "other" || changed[1].Article.ID != "new" || !reflect.DeepEqual(gone, []string{"withdrawn"}) {
			t.Errorf("newer: %+v, gone %v, %v", changed, gone, err)
		}
	})
}
