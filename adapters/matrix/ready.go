package matrix

import (
	"errors"
	"fmt"
	"time"
)

// quietFor is how long a homeserver may say nothing: the sync loop waits half a
// minute for each answer, and tries again after one that did not come.
const quietFor = 2 * time.Minute

// Ready says why questions do not reach the bot just now, or nil: Run does not
// run, or the homeserver does not answer. A replica that waits for another to
// end is ready to take over.
func (a *Adapter) Ready() error {
	switch synced := a.Synced(); {
	case !a.speaks():
		return nil
	case a.handler.Load() == nil:
		return errors.New("the Matrix adapter does not run, or is not logged in")
	case synced.IsZero():
		return errors.New("the homeserver has not answered yet")
	case time.Since(synced) > quietFor:
		return fmt.Errorf("the homeserver has not answered since %s", synced.UTC().Format(time.RFC3339))
	}
	return nil
}
