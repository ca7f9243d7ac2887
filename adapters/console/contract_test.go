package console_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"unicode"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
	"briefingbot/adapters/console"
)

// screen is what a terminal was sent.
type screen struct {
	mu  sync.Mutex
	out strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

func TestContract(t *testing.T) {
	chattest.Run(t, func(*testing.T) chattest.Subject {
		in, typed := io.Pipe()
		out := &screen{}
		return chattest.Subject{
			Adapter: console.New(console.Lines(in), out, func() console.Style { return console.Style{Width: 80} }),
			To:      chat.Channel{Platform: "console", ID: "console"},
			Ask: func(t *testing.T, text string) {
				if _, err := fmt.Fprintln(typed, text); err != nil {
					t.Error(err)
				}
			},
			Shown: func(*testing.T) string { return out.String() },
			Live: func(*testing.T) []string {
				var live []string
				for _, r := range out.String() {
					if unicode.IsControl(r) && r != '\n' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r >= 0xE0000 && r <= 0xE007F {
						live = append(live, fmt.Sprintf("U+%04X", r))
					}
				}
				return live
			},
			Close: func() { typed.Close() },
		}
	})
}
