package chat

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns text with what hides or reorders other text made visible:
// control characters (but line break and tab), bidirectional overrides and
// isolates, zero-width spaces, tag characters come out as ⟦U+202E⟧, bytes that
// are no UTF-8 as ⟦0xFF⟧. Joiners and directional marks stay: scripts need
// them. Text without any of these is returned as it is.
func Visible(text string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, deceptive) < 0 {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, "⟦0x%02X⟧", text[i])
		case deceptive(r):
			fmt.Fprintf(&b, "⟦U+%04X⟧", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func deceptive(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' ||
		r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 ||
		r == 0x200B || r == 0x2060 || r == 0xFEFF || r == 0x2028 || r == 0x2029 ||
		r >= 0xE0000 && r <= 0xE007F
}

// WebURL returns u where it is an http or https URL that can stand in a link
// of any platform, and nothing otherwise.
func WebURL(u string) string {
	if len(u) > 3000 || !utf8.ValidString(u) || !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
		return ""
	}
	if strings.IndexFunc(u, func(r rune) bool { return r <= ' ' || deceptive(r) || unicode.IsSpace(r) }) >= 0 {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", `"`, "%22").Replace(u)
}
