package store

import "context"

// Forget forgets all that was saved or claimed under keys that begin with
// prefix, of at most 256 bytes.
func (s *Store) Forget(ctx context.Context, prefix string) error {
	first := []byte(prefix)
	if len(first) == 0 || len(first) > 256 {
		return nil // everything is not a prefix, and longer keys are kept by their hash
	}
	past := append([]byte{}, first...)
	for i := len(past) - 1; i >= 0; i-- {
		if past[i]++; past[i] != 0 {
			past = past[:i+1]
			break
		}
	}
	return s.change(ctx, "forget", func(t *tx) error {
		for _, table := range []string{"memory", "claims"} {
			if _, err := t.ExecContext(ctx, `DELETE FROM `+table+` WHERE key >= ? AND key < ?`, first, past); err != nil {
				return err
			}
		}
		return nil
	})
}
