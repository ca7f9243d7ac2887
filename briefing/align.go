package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// Bounds of a comparison, so that it takes time for the length of the claim
// only: passages, and words of a claim and of a passage.
const (
	comparedPassages = 16
	comparedWords    = 400
	widestWindow     = 800
)

// A passage is near a claim when it prints, in their order, at least two of its
// words of content and this share of them, or at least three of its words and
// most of them.
const (
	keptShare = 0.5
	mostShare = 0.6
)

// Values of an alignment: a word that both have, by whether it carries content,
// and a word that one has alone.
const (
	contentKept = 6
	stopKept    = 3
	wordAlone   = -1
)

// closest finds the passage nearest to k and how the two differ.
func (s *snapshot) closest(k *Claim) {
	claim := k.Words[:min(len(k.Words), longClaim)]
	ws := text.Words(claim)
	ws = ws[:min(len(ws), comparedWords)]
	n := strings.Count(claim, ". ") + strings.Count(claim, "! ") + strings.Count(claim, "? ")
	hits, _ := s.search(claim, comparedPassages)
	var best alignment
	for _, h := range hits[:min(len(hits), comparedPassages)] {
		w := widen(h.e.Reading, h.e.Layout.Sentences[h.Sentence].Span, min(n, 4))
		if a := align(claim, ws, w); a.value > best.value {
			best = a
		}
	}
	if !best.near() {
		return
	}
	k.Verdict = VerdictNear
	k.Parts = best.parts()
	e, ok := s.entry(best.window.Article.ID)
	if !ok {
		return
	}
	stretch := best.stretch()
	k.Citations = []Citation{{Passage: at(e.Reading, stretch)}}
	k.Said = s.holding(Passage{e.Article, stretch})
}

// alignment is how the words of a claim lie along those of a passage.
type alignment struct {
	claim   string
	words   []text.Word // of claim
	window  Passage
	printed []text.Word // of window, in bytes of its words
	kept    [][2]int    // words that both have: index into words, into printed
	content int         // how many of them carry content
	value   int
}

// near reports whether the passage is what the claim may have been.
func (a alignment) near() bool {
	content, kept := float64(a.content), float64(len(a.kept))
	return content >= 2 && content >= keptShare*float64(contentWords(a.words)) ||
		content >= 1 && kept >= 3 && kept >= mostShare*float64(len(a.words))
}

// align lays claim along the part of the window where they have most in common.
func align(claim string, ws []text.Word, window Passage) alignment {
	a := alignment{claim: claim, words: ws, window: window, printed: text.Words(window.Text())}
	a.printed = a.printed[:min(len(a.printed), widestWindow)]
	n, m := len(ws), len(a.printed)
	value := make([]int32, (n+1)*(m+1))
	best, at := int32(0), 0
	for i := 1; i <= n; i++ {
		gain := int32(contentKept)
		if text.Stop(ws[i-1].Fold, "") {
			gain = stopKept
		}
		for j := 1; j <= m; j++ {
			c := i*(m+1) + j
			v := max(0, value[c-1]+wordAlone, value[c-m-1]+wordAlone)
			if ws[i-1].Fold == a.printed[j-1].Fold {
				v = max(v, value[c-m-2]+gain)
			}
			value[c] = v
			if v > best {
				best, at = v, c
			}
		}
	}
	a.value = int(best)
	for c := at; c > 0 && value[c] > 0; {
		switch i, j := c/(m+1), c%(m+1); {
		case value[c] == value[c-1]+wordAlone:
			c--
		case value[c] == value[c-m-1]+wordAlone:
			c -= m + 1
		default:
			a.kept = append(a.kept, [2]int{i - 1, j - 1})
			if !text.Stop(ws[i-1].Fold, "") {
				a.content++
			}
			c -= m + 2
		}
	}
	slices.Reverse(a.kept)
	return a
}

// span returns printed words i up to j as a passage.
func (a alignment) span(i, j int) Passage {
	from := a.window.Span.Start
	return Passage{a.window.Article, text.Span{Start: from + a.printed[i].Start, End: from + a.printed[j-1].End}}
}

// stretch is what lies between the first and the last word that both have.
func (a alignment) stretch() text.Span {
	return a.span(a.kept[0][1], a.kept[len(a.kept)-1][1]+1).Span
}

// parts tells the words that both have from those that only one has.
func (a alignment) parts() []Part {
	var out []Part
	added := func(i, j int) {
		if i < j {
			out = append(out, Part{Change: Added, Words: a.claim[a.words[i].Start:a.words[j-1].End]})
		}
	}
	added(0, a.kept[0][0])
	for k := 0; k < len(a.kept); {
		end := k + 1
		for end < len(a.kept) && a.kept[end][0] == a.kept[end-1][0]+1 && a.kept[end][1] == a.kept[end-1][1]+1 {
			end++
		}
		i, j := a.kept[end-1][0]+1, a.kept[end-1][1]+1
		out = append(out, Part{Change: Kept, Passage: a.span(a.kept[k][1], j)})
		if end == len(a.kept) {
			added(i, len(a.words))
			return out
		}
		if next := a.kept[end][1]; j < next {
			out = append(out, Part{Change: Missing, Passage: a.span(j, next)})
		}
		added(i, a.kept[end][0])
		k = end
	}
	return out
}
