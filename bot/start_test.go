package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkStart measures the built program as a user meets it: from start to
// the first answer on the seeds, and what it holds in memory then.
func BenchmarkStart(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "briefingbot")
	build := exec.Command("go", "build", "-trimpath", "-tags", "goolm", "-ldflags", "-s -w", "-o", bin, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	info, err := os.Stat(bin)
	if err != nil {
		b.Fatal(err)
	}
	var wait, busy time.Duration
	var resident int64
	for b.Loop() {
		waited, worked, kb := firstAnswer(b, bin)
		wait += waited
		busy += worked
		resident = max(resident, kb)
	}
	b.ReportMetric(float64(wait.Microseconds())/1000/float64(b.N), "ms/first-answer")
	b.ReportMetric(float64(busy.Microseconds())/1000/float64(b.N), "cpu-ms/run")
	b.ReportMetric(float64(resident)/1024, "MB-resident-peak")
	b.ReportMetric(float64(info.Size())/(1<<20), "MB-binary")
}

// firstAnswer starts the program, asks one question and returns the time until
// the answer's first quotation, the processor time of the whole run, and the
// peak of its resident memory in KiB.
func firstAnswer(b *testing.B, bin string) (wait, busy time.Duration, kb int64) {
	b.Helper()
	cmd := exec.Command(bin)
	cmd.Env = append(os.Environ(), "TMPDIR="+b.TempDir())
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	if _, err := io.WriteString(in, "how many officers will be deployed?\n"); err != nil {
		b.Fatal(err)
	}
	r := bufio.NewReader(out)
	asked := false
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			b.Fatalf("no answer came: %v", err)
		}
		asked = asked || strings.HasPrefix(line, "how many officers")
		if asked && strings.HasPrefix(line, "> ") {
			break
		}
	}
	wait = time.Since(start)
	in.Close()
	io.Copy(io.Discard, r)
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
	kb = cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		kb /= 1024
	}
	return wait, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), kb
}
