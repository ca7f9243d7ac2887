package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Slot is one due time of a schedule, and what became of it.
type Slot struct {
	ID        string // the schedule's, @, the local date and time
	Schedule  string
	Channel   Channel
	Local     string // date and time in Zone, 2026-02-09T08:00
	Zone      string
	Due       time.Time
	State     string // see the constants
	Why       string // of a final state, or of the last trouble
	NotBefore time.Time
	Tries     int // of making and of sending, that failed, since the last success
	Made      time.Time
	Finished  time.Time
	Remote    string // the platform's id of the post
	Version   int64
	Corrected string // which changes of its sources the post shows
}

// The states of a slot. The first two are open, the others final.
const (
	SlotDue     = "due"     // nothing is made yet
	SlotFrozen  = "frozen"  // its bytes are stored
	SlotPosted  = "posted"  // it is there
	SlotRefused = "refused" // the platform will not have it; Why
	SlotSkipped = "skipped" // it is not posted, on purpose; Why
	SlotUnclear = "unclear" // nobody knows whether it is there; a person must look
)

// Open reports whether there is still something to do.
func (s Slot) Open() bool { return s.State == SlotDue || s.State == SlotFrozen }

// Part is one post of a frozen digest.
type Part struct {
	N      int
	Key    string
	Body   []byte
	SHA256 string // of Body
	State  string // see the constants
	Tries  int
	Looks  int       // since the last try, that found nothing
	Sent   time.Time // last try
	First  time.Time // first try
	Looked time.Time
	Worker string // who was sending
	Remote string // the platform's id
	Why    string
	Posted time.Time
}

// The states of a part.
const (
	PartPlanned   = "planned"
	PartSending   = "sending"
	PartAmbiguous = "ambiguous"
	PartPosted    = "posted"
	PartRefused   = "refused"
)

// ErrMoved is returned, wrapped, when somebody else has changed a slot since
// it was read.
var ErrMoved = errors.New("somebody else is at it")

// Firing gives a schedule its slots up to Reached.
type Firing struct {
	Schedule string
	Expected time.Time // the schedule's Next as it was read
	Reached  time.Time
	Next     time.Time
	Resumed  bool // its pause is over
	Slots    []Slot
}

// Fire stores slots and how far their schedules have come. A slot that is there
// already stays as it is, and so does a schedule that another replica has moved: any
// number of replicas may fire the same. It returns how many slots are new.
func (s *Store) Fire(ctx context.Context, all []Firing) (int, error) {
	fresh := 0
	err := s.change(ctx, "store slots", func(t *tx) error {
		for _, f := range all {
			for _, slot := range f.Slots {
				done, err := t.ExecContext(ctx, `INSERT INTO slots (`+slotColumns+`, open) VALUES (`+slotMarks+`, ?) ON CONFLICT DO NOTHING`,
					append(slotValues(slot), flag(slot.Open()))...)
				if err != nil {
					return err
				}
				n, err := done.RowsAffected()
				if err != nil {
					return err
				}
				fresh += int(n)
			}
			resumed := ""
			if f.Resumed {
				resumed = ", paused = 0, until = 0"
			}
			if _, err := t.ExecContext(ctx, `UPDATE schedules SET reached = ?, next = ?`+resumed+` WHERE id = ? AND next = ?`,
				milli(f.Reached), milli(f.Next), f.Schedule, milli(f.Expected)); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

const (
	slotColumns = `id, schedule, platform, team, channel, thread, local, zone, due, state, why, not_before, tries, made, finished, remote, version, corrected`
	slotMarks   = `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`
	partColumns = `part, key, body, sha256, state, tries, looks, sent, first, looked, worker, remote, why, posted`
)

func slotValues(s Slot) []any {
	return []any{s.ID, s.Schedule, s.Channel.Platform, s.Channel.Team, s.Channel.ID, s.Channel.Thread, s.Local, s.Zone, milli(s.Due), s.State,
		clean(s.Why), milli(s.NotBefore), s.Tries, milli(s.Made), milli(s.Finished), clean(s.Remote), s.Version, s.Corrected}
}

// Unsettled returns open slots whose time to be worked on has come, the oldest
// first.
func (s *Store) Unsettled(ctx context.Context, now time.Time, limit int) ([]Slot, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+slotColumns+` FROM slots WHERE open = 1 AND not_before <= ? ORDER BY not_before, id LIMIT ?`, milli(now), limit)
	return collect(s, "read slots", rows, err, scanSlot)
}

// Slots returns the latest slots due at since or later, newest first. An empty
// channel is every channel.
func (s *Store) Slots(ctx context.Context, c Channel, since time.Time, limit int) ([]Slot, error) {
	q, args := `SELECT `+slotColumns+` FROM slots WHERE due >= ?`, []any{milli(since)}
	if c.ID != "" {
		q += ` AND platform = ? AND team = ? AND channel = ?`
		args = append(args, c.Platform, c.Team, c.ID)
	}
	rows, err := s.read.QueryContext(ctx, q+` ORDER BY due DESC, id LIMIT ?`, append(args, limit)...)
	return collect(s, "read slots", rows, err, scanSlot)
}

// LastSlot returns the latest slot of a schedule, or [ErrNotFound].
func (s *Store) LastSlot(ctx context.Context, schedule string) (Slot, error) {
	return s.oneSlot(ctx, `SELECT `+slotColumns+` FROM slots WHERE schedule = ? ORDER BY due DESC, local DESC LIMIT 1`, schedule)
}

// Delivery returns a slot and the parts of its digest as they are now.
func (s *Store) Delivery(ctx context.Context, slot string) (Slot, []Part, error) {
	found, err := s.oneSlot(ctx, `SELECT `+slotColumns+` FROM slots WHERE id = ?`, slot)
	if err != nil || found.State == SlotDue {
		return found, nil, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+partColumns+` FROM deliveries WHERE slot = ? ORDER BY part`, slot)
	parts, err := collect(s, "read deliveries", rows, err, scanPart)
	return found, parts, err
}

func (s *Store) oneSlot(ctx context.Context, q string, args ...any) (Slot, error) {
	rows, err := s.read.QueryContext(ctx, q, args...)
	found, err := collect(s, "read slot", rows, err, scanSlot)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("slot %v: %w", args, ErrNotFound)
	}
	if err != nil {
		return Slot{}, err
	}
	return found[0], nil
}

func scanSlot(r *sql.Rows) (s Slot, err error) {
	var due, notBefore, made, finished int64
	err = r.Scan(&s.ID, &s.Schedule, &s.Channel.Platform, &s.Channel.Team, &s.Channel.ID, &s.Channel.Thread, &s.Local, &s.Zone, &due, &s.State,
		&s.Why, &notBefore, &s.Tries, &made, &finished, &s.Remote, &s.Version, &s.Corrected)
	s.Due, s.NotBefore, s.Made, s.Finished = moment(due), moment(notBefore), moment(made), moment(finished)
	return s, err
}

func scanPart(r *sql.Rows) (p Part, err error) {
	var sent, first, looked, posted int64
	err = r.Scan(&p.N, &p.Key, &p.Body, &p.SHA256, &p.State, &p.Tries, &p.Looks, &sent, &first, &looked, &p.Worker, &p.Remote, &p.Why, &posted)
	p.Sent, p.First, p.Looked, p.Posted = moment(sent), moment(first), moment(looked), moment(posted)
	return p, err
}

// Behind reports whether another digest of the same channel comes first: its
// slot was due before, and can be worked on by then.
func (s *Store) Behind(ctx context.Context, c Slot, then time.Time) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM slots WHERE open = 1 AND platform = ? AND team = ? AND channel = ?
		AND (due < ? OR due = ? AND id < ?) AND not_before <= ?`,
		c.Channel.Platform, c.Channel.Team, c.Channel.ID, milli(c.Due), milli(c.Due), c.ID, milli(then)).Scan(&n)
	return n > 0, s.explain("read slots", err)
}

// Prune forgets final slots that were due before then.
func (s *Store) Prune(ctx context.Context, then time.Time) error {
	return s.change(ctx, "prune slots", func(t *tx) error {
		_, err := t.ExecContext(ctx, `DELETE FROM slots WHERE open = 0 AND due < ?`, milli(then))
		return err
	})
}
