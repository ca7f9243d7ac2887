package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// idOf finds the id in a line that is no good, or returns "".
func idOf(line []byte) string {
	d := json.NewDecoder(bytes.NewReader(line[:min(len(line), 64<<10)]))
	d.UseNumber()
	depth, key := 0, false // whether the next token is a key of the outer object
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
			key = depth == 1 && token == json.Delim('{')
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
			key = depth == 1
			continue
		}
		if depth == 1 && key && token == "id" {
			value, err := d.Token()
			if _, nested := value.(json.Delim); err != nil || nested || value == nil {
				return ""
			}
			return shorten(oneLine(fmt.Sprint(value)))
		}
		key = depth == 1 && !key
	}
}

// loneSurrogate returns the offset of an escape that names half of a surrogate
// pair without the other half, or -1.
func loneSurrogate(line []byte) int {
	for i := 0; i+1 < len(line); {
		next := bytes.IndexByte(line[i:], '\\')
		if next < 0 {
			return -1
		}
		i += next
		unit := escaped(line[i:])
		switch {
		case unit>>10 == 0xD800>>10: // a first half
			if escaped(line[i+6:])>>10 != 0xDC00>>10 {
				return i
			}
			i += 12
		case unit>>10 == 0xDC00>>10:
			return i
		default:
			i += 2
		}
	}
	return -1
}

// escaped returns the UTF-16 unit that b begins with as \uXXXX, or -1.
func escaped(b []byte) int {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	unit := 0
	for _, c := range b[2:6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if c < '0' || digit < 0 {
			return -1
		}
		unit = unit<<4 | digit
	}
	return unit
}
