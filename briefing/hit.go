package briefing

import (
	"cmp"
	"slices"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// hit is a passage the search found, with its article.
type hit struct {
	search.Hit
	e              *entry
	held, fullness float64 // how much of the question it holds, and with the rank of the search
	wide           bool    // it is shown as far as the search found it, and not its sentence alone
	rank           int     // what sorts hits that fit a question in some other way than by score; the highest first
}

// widest is the most bytes a sentence is widened to for the reader's sake.
const widest = 700

// leaning are openings that only the sentence before explains.
var leaning = table(`he she it they this that these those such his her their its him them both however also but
	instead moreover furthermore therefore egli ella essi questo questa`)

// pointing are words that do the same a little later: "Despite these
// assurances", "In line with this".
var pointing = table(`this these those`)

// leans reports whether a sentence needs the one before it.
func leans(s string) bool {
	ws := text.Words(s[:min(len(s), 80)])
	for i, w := range ws[:min(len(ws), 4)] {
		if i == 0 && leaning[w.Fold] || i > 0 && pointing[w.Fold] {
			return true
		}
	}
	return len(ws) > 2 && ws[0].Fold == "as" && ws[1].Fold == "a" && (ws[2].Fold == "result" || ws[2].Fold == "consequence")
}

// passage is what is shown of h: the sentence, with the one before where it
// leans on it, or with all of a quotation and its speaker where it is a part of
// one.
func (h hit) passage() Passage {
	if h.wide {
		return Passage{h.e.Article, h.Span}
	}
	ss := h.e.Layout.Sentences
	s, t := ss[h.Sentence], h.e.Article.Text
	p := s.Span
	if i := h.Sentence - 1; i >= 0 && ss[i].Kind == text.Prose && ss[i].Paragraph == s.Paragraph && leans(s.In(t)) {
		p.Start = ss[i].Start
	}
	for _, q := range h.e.quotes() {
		if q.Kind == quote.Indirect || !q.Content.Meets(s.Span) {
			continue
		}
		for _, part := range []text.Span{q.Content, q.Speaker, q.Cue} {
			if part.Len() > 0 {
				p = text.Span{Start: min(p.Start, part.Start), End: max(p.End, part.End)}
			}
		}
	}
	if wide := at(h.e.Reading, p); wide.Span.Len() <= widest && prose(h.e.Reading, wide.Span) {
		return wide
	}
	return Passage{h.e.Article, s.Span}
}

// search asks the index about the articles of this snapshot only.
func (s *snapshot) search(query string, limit int) ([]hit, search.Result) {
	res := s.index.Search(search.Query{Text: query, Limit: limit, Only: func(d int) bool {
		return d >= 0 && d < len(s.docs) && s.docs[d] != nil
	}})
	var out []hit
	for _, h := range res.Hits {
		if h.Doc < 0 || h.Doc >= len(s.docs) || s.docs[h.Doc] == nil || h.Sentence < 0 {
			continue
		}
		e := s.docs[h.Doc]
		if h.Sentence >= len(e.Layout.Sentences) || e.Layout.Sentences[h.Sentence].Kind != text.Prose {
			continue
		}
		out = append(out, hit{Hit: h, e: e})
	}
	slices.SortStableFunc(out, func(x, y hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), y.e.Article.Published.Compare(x.e.Article.Published),
			cmp.Compare(x.e.Article.ID, y.e.Article.ID), cmp.Compare(x.Sentence, y.Sentence))
	})
	return out, res
}

// Hits that have less than this share of the content words of the best one are
// no part of the answer.
const besideShare = 0.6

// related drops hits that share no content word with the question, and, of an
// answer, those that share far less than the best.
func related(hits []hit, question string, answer bool) []hit {
	asked := map[string]map[string]bool{} // the question's stems, by the language of an article: words of two are stemmed alike only by chance
	var out []hit
	best := 0
	for _, h := range hits {
		lang := h.e.Article.Lang
		if asked[lang] == nil {
			asked[lang] = bag(question, lang)
		}
		n := shared(asked[lang], bag(h.passage().Text(), lang))
		best = max(best, n)
		if n > 0 && (!answer || float64(n) >= besideShare*float64(best)) {
			out = append(out, h)
		}
	}
	return out
}
