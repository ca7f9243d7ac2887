//go:build unix

package condense

import "syscall"

// cpuSeconds is the processor time that the process has used, which a busy
// machine does not lengthen as it does the time of the clock.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
