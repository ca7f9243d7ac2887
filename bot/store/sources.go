package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Source is where articles come from, and what is known from the last look.
type Source struct {
	URL    string    `json:"url"`           // or file: and the path of a folder or file
	Origin string    `json:"origin"`        // SourceOfChat or SourceOfSettings
	Who    string    `json:"who,omitempty"` // added it
	Added  time.Time `json:"added"`
	Next   time.Time `json:"next,omitzero"` // when it is looked at next
	State  Look      `json:"state"`
}

// Who added a source.
const (
	SourceOfChat     = "chat"
	SourceOfSettings = "settings"
)

// Look is what the last look at a source found.
type Look struct {
	Kind     string    `json:"kind,omitempty"`     // feed, sitemap, page, folder; empty before the first look
	Title    string    `json:"title,omitempty"`    // as the source states it
	ETag     string    `json:"etag,omitempty"`     // to ask whether it has changed
	Modified string    `json:"modified,omitempty"` // likewise
	Moved    string    `json:"moved,omitempty"`    // where it says it is for good
	Looked   time.Time `json:"looked,omitzero"`    // last try
	Good     time.Time `json:"good,omitzero"`      // last try that worked
	Changed  time.Time `json:"changed,omitzero"`   // last one that brought something
	Failures int       `json:"failures,omitempty"` // tries since Good
	Why      string    `json:"why,omitempty"`      // the last failure, with its remedy; empty when the last try worked
	New      int       `json:"new,omitempty"`      // articles that the last look brought
	Updated  int       `json:"updated,omitempty"`  // articles that it changed
	Refused  int       `json:"refused,omitempty"`  // items that it could not take in
	Reason   string    `json:"reason,omitempty"`   // of one of them
	Left     int       `json:"left,omitempty"`     // items that wait for the next look
}

const sourceColumns = `url, origin, who, added, next, state`

func scanSource(r *sql.Rows) (s Source, err error) {
	var added, next int64
	var state string
	if err = r.Scan(&s.URL, &s.Origin, &s.Who, &added, &next, &state); err != nil {
		return s, err
	}
	s.Added, s.Next = fromMilli(added), fromMilli(next)
	return s, json.Unmarshal([]byte(state), &s.State)
}

func fromMilli(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// Sources returns all sources by their address.
func (s *Store) Sources(ctx context.Context) ([]Source, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+sourceColumns+` FROM sources ORDER BY url`)
	return collect(s, "read sources", rows, err, scanSource)
}

// AddSource adds a source, due at once, and reports whether it was not there
// yet. One that somebody added in chat becomes the settings' when it stands there.
func (s *Store) AddSource(ctx context.Context, a Source) (added bool, err error) {
	err = s.change(ctx, "add source", func(t *tx) error {
		done, err := t.ExecContext(ctx, `INSERT INTO sources (`+sourceColumns+`) VALUES (?, ?, ?, ?, 0, '{}') ON CONFLICT (url) DO NOTHING`,
			a.URL, a.Origin, a.Who, milli(s.now()))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if added = n == 1; err != nil || added || a.Origin != SourceOfSettings {
			return err
		}
		_, err = t.ExecContext(ctx, `UPDATE sources SET origin = ? WHERE url = ? AND origin <> ?`, a.Origin, a.URL, a.Origin)
		return err
	})
	return added, err
}

// RemoveSource forgets a source, and reports whether it was there. Its articles stay.
func (s *Store) RemoveSource(ctx context.Context, url string) (removed bool, err error) {
	err = s.change(ctx, "remove source", func(t *tx) error {
		done, err := t.ExecContext(ctx, `DELETE FROM sources WHERE url = ?`, url)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if removed = n > 0; err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `DELETE FROM items WHERE source = ?`, url)
		return err
	})
	return removed, err
}

// ClaimSource reports true to exactly one of several processes that want to
// look at a source which was due at its Next: until then nobody else does.
func (s *Store) ClaimSource(ctx context.Context, due Source, until time.Time) (won bool, err error) {
	err = s.together(ctx, "claim source", func(ctx context.Context, t *tx) error {
		done, err := t.ExecContext(ctx, `UPDATE sources SET next = ? WHERE url = ? AND next = ?`, milli(until), due.URL, milli(due.Next))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		won = n == 1
		return err
	})
	return won, err
}

// SetLook notes what a look found and when the next one is due. A source that
// was removed meanwhile stays removed.
func (s *Store) SetLook(ctx context.Context, url string, l Look, next time.Time) error {
	return s.together(ctx, "note source", func(ctx context.Context, t *tx) error { return setLook(ctx, t, url, l, next) })
}

func setLook(ctx context.Context, t *tx, url string, l Look, next time.Time) error {
	state, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("note source: %w", err)
	}
	_, err = t.ExecContext(ctx, `UPDATE sources SET next = ?, state = ? WHERE url = ?`, milli(next), string(state), url)
	return err
}
