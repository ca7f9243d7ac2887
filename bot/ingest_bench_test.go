package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefingbot/bot/store"
	"briefingbot/config"
)

// writeNews writes JSON Lines of n articles of twenty sentences each, of which
// five are speech.
func writeNews(b *testing.B, path string, n int) (size int64) {
	b.Helper()
	r := rand.New(rand.NewPCG(9, 9))
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	place := func() string {
		return pick("Aldmoor", "Brackwell", "Carhaven", "Dunmere", "Eastholm", "Farwick", "Glenport") + pick("", " Bay", " Hill", " Park")
	}
	thing := func() string {
		return pick("bridge", "budget", "strike", "ferry", "school", "hospital", "station", "contract", "bill", "court", "market", "tunnel")
	}
	who := func() string {
		return pick("Ruth", "Paul", "Lucia", "Omar", "Ines", "Karl") + " " + pick("Okafor", "Vanni", "Ferrandi", "Haddad", "Lund", "Mora")
	}
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	for i := range n {
		var t strings.Builder
		for s := range 20 {
			switch {
			case s%4 == 1:
				fmt.Fprintf(&t, "“We will not close the %s before the %s is repaired,” said %s, the mayor of %s.", thing(), thing(), who(), place())
			case s%4 == 2:
				fmt.Fprintf(&t, "On %d January, %d people waited for the %s of %s, which would cost %d million euros.", 1+r.IntN(30), r.IntN(9000), thing(), place(), r.IntN(900))
			case s%4 == 3:
				fmt.Fprintf(&t, "The council of %s rejected the plan for the %s, and the %s company asked the court to decide.", place(), thing(), thing())
			default:
				fmt.Fprintf(&t, "The %s of %s was delayed on Monday because the %s had not been inspected in time.", thing(), place(), thing())
			}
			t.WriteString([]string{" ", "\n\n"}[s%2])
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("n%06d", i), "title": "The " + thing() + " of " + place(), "date": "2026-01-28T09:00:00Z", "text": t.String()})
		if err != nil {
			b.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	size, err = f.Seek(0, io.SeekEnd)
	if e := out.Flush(); e != nil || err != nil {
		b.Fatal(err, e)
	}
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	f.Close()
	return size
}

// cpu is the processor time this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIngest takes JSON Lines in as the bot does at its first start: parsed,
// segmented, quotes found, stored on disk, indexed, and asked once.
func BenchmarkIngest(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			path := filepath.Join(dir, "news.jsonl")
			b.SetBytes(writeNews(b, path, n))
			c := config.Default()
			c.Sources = []string{path}
			var used time.Duration
			for i := 0; b.Loop(); i++ {
				s, err := store.Open(b.Context(), filepath.Join(dir, fmt.Sprint(i), "b.db"))
				if err != nil {
					b.Fatal(err)
				}
				before := cpu()
				k := &newsroom{config: c, store: s, log: slog.New(slog.DiscardHandler)}
				sh := &shell{ctx: b.Context(), stderr: io.Discard}
				if err := k.fill(sh, s); err != nil {
					b.Fatal(err)
				}
				k.sitDown(sh, "")
				if a := k.desk.question("how many people waited for the ferry of Carhaven?"); !a.Found {
					b.Fatal("no answer")
				}
				used += cpu() - before
				if got := len(k.corpus.Articles()); got != n {
					b.Fatalf("%d articles", got)
				}
				s.Close()
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(n*b.N)/used.Seconds(), "articles/cpu-s")
		})
	}
}
