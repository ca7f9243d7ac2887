//go:build !linux

package search

import "time"

var started = time.Now()

// threadTime is the wall's time where the system tells no thread's.
func threadTime() time.Duration { return time.Since(started) }
