package console

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// Terminal is a person's terminal, with line editing and history.
type Terminal struct {
	*term.Terminal
	fd    int
	out   *os.File
	state *term.State
}

// IsTerminal reports whether a person sits at f.
func IsTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// OpenTerminal takes over the terminal of in and out. Close gives it back.
// Everything that is printed meanwhile must go through Write.
func OpenTerminal(in, out *os.File, prompt string) (*Terminal, error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, fmt.Errorf("take over the terminal: %w", err)
	}
	t := &Terminal{fd: int(in.Fd()), state: state}
	t.Terminal = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, prompt)
	t.out = out
	t.measure()
	return t, nil
}

// measure tells the line editor how wide the terminal is now. Where that is
// not known, the last width stands.
func (t *Terminal) measure() {
	if width, height, err := term.GetSize(int(t.out.Fd())); err == nil && width > 0 {
		_ = t.SetSize(width, height)
	}
}

// Write prints b above the line that is being typed.
func (t *Terminal) Write(b []byte) (int, error) {
	t.measure()
	return t.Terminal.Write(b)
}

// Close gives the terminal back as it was.
func (t *Terminal) Close() error {
	if err := term.Restore(t.fd, t.state); err != nil {
		return fmt.Errorf("give the terminal back: %w", err)
	}
	return nil
}

// Columns is the width of the terminal of out; 80 where it is not known, and
// never under 20.
func Columns(out *os.File) int {
	width, _, err := term.GetSize(int(out.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return max(width, 20)
}
