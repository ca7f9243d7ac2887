package store

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"briefingbot/briefing"
)

// TestArrived tells new articles from old ones, and what a corrected one said
// before, also beyond one page of rows.
func TestArrived(t *testing.T) {
	eachKind(t, func(t *testing.T, s *Store) {
		ctx, now := context.Background(), noon
		s.now = func() time.Time { return now }
		put := func(id, text string) string {
			t.Helper()
			r := briefing.Read(briefing.Article{ID: id, Text: text})
			if err := s.Put(ctx, r); err != nil {
				t.Fatal(err)
			}
			return r.Article.SHA256
		}
		old := map[string]string{}
		for i := range arrivalPage + 10 {
			id := fmt.Sprint("old ", i)
			old[id] = put(id, "It was so. "+id)
		}
		put("old 3", "It was so, at first.") // an old correction
		now = noon.Add(time.Hour)
		want := map[string]Arrival{
			"new":   {SHA256: put("new", "It is so.")},
			"old 1": {SHA256: put("old 1", "It was not so."), Former: old["old 1"]},
		}
		put("old 2", "It was so, nearly.")
		want["old 2"] = Arrival{SHA256: put("old 2", "It was so, nearly always."), Former: old["old 2"]}
		put("gone", "It never was.")
		if _, err := s.Withdraw(ctx, "gone", "it was wrong"); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Arrived(ctx, noon.Add(time.Minute)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %+v, want %+v", err, got, want)
		}
		if got, err := s.Arrived(ctx, noon.Add(-time.Minute)); err != nil || len(got) != arrivalPage+11 {
			t.Errorf("%v: %d of all", err, len(got))
		}
		if got, err := s.Arrived(ctx, now.Add(time.Minute)); err != nil || len(got) != 0 {
			t.Errorf("%v: %+v have yet to come", err, got)
		}
	})
}
