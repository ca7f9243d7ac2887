// The benchmark beside bleve: the same made-up passages and questions for both,
// in one run. It is a module of its own, so that the bot does not depend on what
// it is measured against.
//
// usage: go run . [PASSAGES ...]     10000 100000 1000000 2000000 unless told
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"

	"briefingbot/briefing/search"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	sizes := []int{10_000, 100_000, 1_000_000, 2_000_000}
	if len(args) > 0 {
		sizes = nil
	}
	for _, a := range args {
		n, err := strconv.Atoi(a)
		if err != nil || n < 100 {
			return fmt.Errorf("%q is no number of passages (100 or more)", a)
		}
		sizes = append(sizes, n)
	}
	fmt.Printf("%-9s %-8s %9s %9s %10s %10s   %s\n", "passages", "engine", "build", "index", "add", "reload", "answers in ms: p50 p99 (processor time, mean)")
	fmt.Printf("%-9s %-8s %9s %9s %10s %10s   %-28s %s\n", "", "", "cpu s", "MB", "µs/passage", "cpu s", "words of a passage", "words of none")
	for _, n := range sizes {
		l := newLibrary(n)
		for _, e := range []struct {
			name    string
			measure func(*library) (figures, error)
		}{{"search", own}, {"bleve", bleves}} {
			runtime.GC()
			f, err := e.measure(&l)
			if err != nil {
				return fmt.Errorf("%s, %d passages: %w", e.name, n, err)
			}
			fmt.Printf("%-9d %-8s %9.2f %9.1f %10.1f %10s   %-28s %s\n", n, e.name, f.build.Seconds(), f.megabytes, f.add, f.reload, f.near, f.far)
		}
	}
	return nil
}

// figures are what is measured of one engine.
type figures struct {
	build     time.Duration // processor time
	megabytes float64
	add       float64 // µs of a passage that is added to the full index
	reload    string  // processor time; - where there is none
	near, far latency
}

// latency is what questions took.
type latency struct{ p50, p99, cpu time.Duration }

func (l latency) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%7.3f %7.3f (%.3f)", ms(l.p50), ms(l.p99), ms(l.cpu))
}

// ask measures questions, each once, after a tenth to warm up.
func ask(questions []string, answer func(string) error) (latency, error) {
	for _, q := range questions[:len(questions)/10] {
		if err := answer(q); err != nil {
			return latency{}, err
		}
	}
	runtime.GC()
	took := make([]time.Duration, 0, len(questions))
	cpu := processor()
	for _, q := range questions {
		at := time.Now()
		if err := answer(q); err != nil {
			return latency{}, err
		}
		took = append(took, time.Since(at))
	}
	cpu = processor() - cpu
	slices.Sort(took)
	n := len(took)
	return latency{took[n/2], took[n*99/100], cpu / time.Duration(n)}, nil
}

// processor is the time this process has had, of all its threads.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// own measures the bot's index.
func own(l *library) (figures, error) {
	var f figures
	cpu := processor()
	x := search.New()
	for _, d := range l.docs {
		x.Add(d)
	}
	x.Compact()
	f.build = processor() - cpu
	f.megabytes = float64(x.Size()) / 1e6
	answer := func(q string) error { x.Search(search.Query{Text: q}); return nil }
	var err error
	if f.near, err = ask(l.near, answer); err != nil {
		return f, err
	}
	if f.far, err = ask(l.far, answer); err != nil {
		return f, err
	}
	var saved bytes.Buffer
	if err := x.Save(&saved, "bench"); err != nil {
		return f, err
	}
	runtime.GC()
	cpu = processor()
	if _, err := search.Load(saved.Bytes(), "bench", l.docs); err != nil {
		return f, err
	}
	f.reload = fmt.Sprintf("%.3f", (processor() - cpu).Seconds())
	more := newLibrary(10_000)
	at := processor()
	for _, d := range more.docs {
		x.Add(d)
	}
	f.add = float64((processor() - at).Microseconds()) / float64(more.passages)
	return f, nil
}
