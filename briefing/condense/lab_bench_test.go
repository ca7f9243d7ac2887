package condense

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

func cpu() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
func TestScale(t *testing.T) {
	if os.Getenv("SCALE") == "" {
		t.Skip()
	}
	for _, n := range []int{10, 100, 1000, 10000} {
		docs := newsroom(n, 25)
		s := countSentences(docs)
		k := max(1, 2000/n/2)
		a := cpu()
		w := time.Now()
		for range k {
			Summarize(docs, Options{Words: 300})
		}
		b := cpu()
		w2 := time.Now()
		var f []Fact
		for range k {
			f = Facts(docs)
		}
		c := cpu()
		for range k {
			Summarize(docs, Options{Words: 300, Query: "police government"})
		}
		d := cpu()
		fmt.Printf("%d articles %d sentences: Summarize %.0f/cpu-s (wall %.2fs) Facts %.0f/cpu-s query %.0f/cpu-s facts %d\n", n, s, float64(s*k)/(b-a), w2.Sub(w).Seconds()/float64(k), float64(s*k)/(c-b), float64(s*k)/(d-c), len(f))
	}
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	fmt.Println("maxrss MB", u.Maxrss/1024)
}
