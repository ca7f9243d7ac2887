package quote

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

func TestProbe(t *testing.T) {
	b, err := os.ReadFile("/tmp/q7/probe.txt")
	if err != nil {
		t.Skip()
	}
	for _, s := range strings.Split(string(b), "\n====\n") {
		fmt.Println("#", s)
		for _, q := range Find(s, text.Read(s)) {
			fmt.Printf("   %d %.2f %s\n", q.Attribution, q.Confidence, line(s, q))
		}
	}
}
