package console

// Style is how messages are set.
type Style struct {
	Width  int  // columns; 0 sets every paragraph on one line
	Colour bool // bold, dim and links by escape sequences
}

const (
	bold  = "\x1b[1m"
	dim   = "\x1b[2m"
	cyan  = "\x1b[36m"
	reset = "\x1b[0m"
)

func (s Style) paint(code, text string) string {
	if !s.Colour || code == "" || text == "" {
		return text
	}
	return code + text + reset
}

// link ends the hyperlink to from and begins the one to to, either of which may
// be empty, where the terminal knows them (OSC 8).
func (s Style) link(from, to string) string {
	if !s.Colour || from == to {
		return ""
	}
	return "\x1b]8;;" + to + "\x1b\\"
}

// bar stands before every line of a quotation.
func (s Style) bar() string {
	if s.Width == 0 {
		return "> "
	}
	return s.paint(cyan, "│") + " "
}
