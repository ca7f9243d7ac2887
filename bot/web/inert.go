package web

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inert writes text from an article or a person as HTML that shows it and does
// nothing: markup is escaped, and characters that cannot be seen but change
// what is (direction overrides, zero-width characters, control characters,
// bytes that are no UTF-8) are shown by their numbers.
func inert(s string) template.HTML {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	each(s, func(kept, hidden string) {
		b.WriteString(template.HTMLEscapeString(kept))
		if hidden != "" {
			b.WriteString(`<span class="hidden-char" title="a character that cannot be seen">` + hidden + `</span>`)
		}
	})
	return template.HTML(b.String())
}

// visible is inert for places that take no markup.
func visible(s string) string {
	var b strings.Builder
	each(s, func(kept, hidden string) {
		b.WriteString(kept)
		if hidden != "" {
			b.WriteString("[" + hidden + "]")
		}
	})
	return b.String()
}

// each cuts s into stretches that can be shown, each followed by the name of
// one character that cannot; the last has none.
func each(s string, yield func(kept, hidden string)) {
	from, before := 0, rune(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		hidden := ""
		switch {
		case r == utf8.RuneError && n == 1:
			hidden = fmt.Sprintf("0x%02X", s[i])
		case invisible(r, before):
			hidden = fmt.Sprintf("U+%04X", r)
		}
		if hidden != "" {
			yield(s[from:i], hidden)
			from = i + n
		}
		i += n
		before = r
	}
	yield(s[from:], "")
}

func invisible(r, before rune) bool {
	switch r {
	case '\n', '\t', '\r', 0xAD: // a soft hyphen shows itself where it works
		return false
	case 0x200C, 0x200D: // joins within a script or an emoji are spelling
		return !joins(before)
	}
	return r < 0x20 || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}

// joins reports whether a joiner after r has a meaning.
func joins(r rune) bool {
	switch {
	case r == 0xFE0F, 0x1F3FB <= r && r <= 0x1F3FF, unicode.Is(unicode.So, r):
		return true
	}
	return unicode.In(r, unicode.L, unicode.M) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Inherited)
}
