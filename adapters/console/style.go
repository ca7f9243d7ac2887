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
	if !s.Colour || text == "" {
		return text
	}
	return code + text + reset
}

// link makes text open url where the terminal knows OSC 8 hyperlinks.
func (s Style) link(text, url string) string {
	if !s.Colour || url == "" {
		return text
	}
	return "\x1b]8;;" + url + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// bar stands before every line of a quotation.
func (s Style) bar() string {
	if s.Width == 0 {
		return "> "
	}
	return s.paint(cyan, "│") + " "
}
