package text

import (
	"strings"
	"unicode"
)

// peel cuts clutter that is glued to the front of a sentence off it, so that
// the sentence itself is kept: a date stamp ("date 2026-01-28 Your support…"),
// a button ("Read more Italy moved…").
func peel(s string, q Span, out []Span) []Span {
	for range 3 {
		end := stampEnd(s, q)
		if end == 0 {
			end = buttonEnd(s, q)
		}
		if end == 0 {
			end = creditEnd(s, q)
		}
		if end == 0 {
			break
		}
		out = append(out, trim(s, Span{q.Start, end}))
		q = trim(s, Span{end, q.End})
	}
	return append(out, q)
}

// stampLabels are the words that tell a date stamp from a date.
var stampLabels = set(`date published updated posted modified pubblicato aggiornato aggiornamento publie veroffentlicht aktualisiert
	publicado actualizado created`)

// stampEnd returns where the date stamp that q begins with ends, or 0.
func stampEnd(s string, q Span) int {
	w, _ := nextWord(s[:q.End], q.Start)
	if w.End == 0 || w.Start > q.Start+2 || cues[Fold(w.In(s))].sign&(stamped|dated) == 0 {
		return 0
	}
	label, digits, end := false, 0, 0
	for at := q.Start; ; at = end {
		w, _ := nextWord(s[:q.End], at)
		if w.End == 0 {
			return 0 // nothing but a stamp
		}
		fold := Fold(w.In(s))
		number := digitAt(s, w.Start)
		if number {
			digits++
		} else if cues[fold].sign&(stamped|dated) == 0 {
			if !label || digits < 2 || !sentenceAt(s, q, w.Start) {
				return 0
			}
			return end
		}
		label = label || stampLabels[fold]
		if end = w.End; end-q.Start > 120 {
			return 0
		}
	}
}

// buttons are phrases that are cut off the sentence they are glued to.
var buttons = [][]string{
	{"story", "continues", "below", "advertisement"}, {"article", "continues", "below", "advertisement"},
	{"article", "continues", "after", "advertisement"}, {"story", "continues", "after", "advertisement"},
	{"content", "continues", "below", "advertisement"}, {"story", "continued", "below"}, {"skip", "advertisement"},
	{"continue", "reading", "below"}, {"continue", "reading"}, {"read", "more"}, {"advertisement"}, {"share", "this", "article"},
	{"share", "this"}, {"leggi", "anche"}, {"leggi", "tutto"}, {"pubblicita"}, {"scroll", "to", "continue"}, {"loading"}, {"click", "to", "play"},
}

// buttonEnd returns where the button that q begins with ends, or 0.
func buttonEnd(s string, q Span) int {
	w, _ := nextWord(s[:q.End], q.Start)
	if w.End == 0 || w.Start != q.Start {
		return 0
	}
	fold := Fold(w.In(s))
	if cues[fold].sign&onwardLike == 0 && len(cues[fold].phrases) == 0 {
		return 0
	}
next:
	for _, b := range buttons {
		if b[0] != fold {
			continue
		}
		end := w.End
		for _, part := range b[1:] {
			v, _ := nextWord(s[:q.End], end)
			if v.End == 0 || Fold(v.In(s)) != part {
				continue next
			}
			end = v.End
		}
		v, _ := nextWord(s[:q.End], end)
		if v.End == 0 || v.Start-end > 8 || !spacedOnly(s[end:v.Start]) || !sentenceAt(s, q, v.Start) {
			return 0
		}
		return end
	}
	return 0
}

func spacedOnly(gap string) bool {
	for _, r := range gap {
		if !blank(r) && r != '“' && r != '"' && r != '‘' && r != '.' {
			return false
		}
	}
	return true
}

// sentenceAt reports whether what begins at i looks like a sentence of its own:
// a capital, at least five words, and an end.
func sentenceAt(s string, q Span, i int) bool {
	r, _ := firstRune(s[i:])
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return false
	}
	words := 0
	for at := i; words < 5; words++ {
		w, _ := nextWord(s[:q.End], at)
		if w.End == 0 {
			return false
		}
		at = w.End
	}
	var e evidence
	e.marks(s, Span{i, q.End})
	return e.closed()
}

// creditEnd returns where a picture credit that q begins with ends, or 0:
// "(Photo: A. Rossi/Reuters) The stadium…".
func creditEnd(s string, q Span) int {
	switch s[q.Start] {
	case '(', '[':
	case 'P', 'p', 'I', 'i', 'F', 'f':
		return bareCreditEnd(s, q)
	default:
		return 0
	}
	t := s[q.Start:min(q.End, q.Start+100)]
	end := strings.IndexAny(t, ")]")
	if end < 4 || end+1 >= len(t) || !strings.ContainsAny(t[:end], "/:©") || !agency(t[:end]) {
		return 0
	}
	rest := trim(s, Span{q.Start + end + 1, q.End})
	if !sentenceAt(s, q, rest.Start) {
		return 0
	}
	return q.Start + end + 1
}

// bareCreditEnd is creditEnd for a credit without brackets, which ends in an
// agency after a slash: "Photograph: A. Rossi/AFP The stadium…".
func bareCreditEnd(s string, q Span) int {
	t := s[q.Start:min(q.End, q.Start+90)]
	colon, slash := strings.IndexByte(t, ':'), strings.IndexByte(t, '/')
	if colon < 4 || colon > 12 || slash < colon || cues[Fold(t[:colon])].sign&picture == 0 {
		return 0
	}
	w, _ := nextWord(s[:q.End], q.Start+slash)
	if w.End == 0 || w.Start != q.Start+slash+1 {
		return 0
	}
	if v, _ := nextWord(s[:q.End], w.End); v.End > 0 && Fold(v.In(s)) == "images" {
		w = v
	}
	rest := trim(s, Span{w.End, q.End})
	if rest.Len() == 0 || rest.Start == w.End || !sentenceAt(s, q, rest.Start) {
		return 0
	}
	return w.End
}
