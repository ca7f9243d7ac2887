package chat

import (
	"context"
	"time"
)

// Schedules is what a platform's own forms (an App Home, a modal) need of the
// schedules. Words typed in a channel go through the Handler instead. A nil
// Schedules means that there are none to set, and the form says so.
type Schedules interface {
	// List returns the schedules who may see, those of who first.
	List(ctx context.Context, who User) ([]Schedule, error)
	// Preview returns the next five runs of s without saving it. The error is
	// a BadField where a field is wrong.
	Preview(ctx context.Context, who User, s Schedule) ([]time.Time, error)
	// Change does c, if who may, and returns what to tell who. The error is a
	// BadField where a field is wrong, Refused where who may not. The same
	// c.Key changes nothing a second time.
	Change(ctx context.Context, who User, c Change) (Message, error)
}

// Schedule is when and where a briefing is posted.
type Schedule struct {
	ID      string // empty for a new one
	Channel Channel
	Times   []string       // "08:00", local
	Days    []time.Weekday // empty is every day
	Cron    string         // raw; set instead of Times and Days
	Zone    string         // IANA
	Topics  []string       // names of topics; empty is all
	Items   int            // how many; 0 is the default
	Empty   bool           // post also when nothing is new

	// The following are told, not set.
	Owner  string    // id of the user it belongs to
	Mine   bool      // belongs to who asked
	May    bool      // who asked may change it
	Paused bool      // does not run
	Until  time.Time // paused until; zero for until resumed
	Next   time.Time // next run; zero for none
	Last   LastRun
}

// LastRun is the latest run of a schedule.
type LastRun struct {
	Due   time.Time // zero for none yet
	State string    // "posted", "late", "skipped", "refused"…, for reading
	Link  string    // to the post; may be empty
}

// Verb is what a Change does.
type Verb string

// The verbs of a Change.
const (
	Save   Verb = "save"
	Pause  Verb = "pause" // until Change.Until, or until resumed
	Resume Verb = "resume"
	Stop   Verb = "stop"
	Test   Verb = "test" // Message is what would be posted now; nothing is posted or consumed
)

// Change is something a person does to a schedule.
type Change struct {
	Verb     Verb
	Schedule Schedule // for all but Save and Test only the ID counts
	Until    time.Time
	Key      string // the same for every try of the same change
}

// BadField says which field of a Schedule is wrong and what would be right.
type BadField struct {
	Field  string // "channel", "times", "days", "cron", "zone", "topics", "items"
	Remedy string // a sentence for the person who filled it in
}

func (e BadField) Error() string { return e.Field + ": " + e.Remedy }

// Status tells who how the bot is: age and size of the corpus, last and next
// posts; more for an administrator.
type Status func(ctx context.Context, who User) Message
