package briefing

import "briefingbot/briefing/text"

// Context returns p with up to n sentences on either side of it in the same
// article. It ends where clutter begins, so that every sentence in it is prose.
func (c *Corpus) Context(p Passage, n int) Passage {
	if p.Article == nil {
		return p
	}
	e, ok := c.snapshot().entry(p.Article.ID)
	if !ok || e.Article.SHA256 != p.Article.SHA256 {
		return p
	}
	return widen(e.Reading, p.Span, n)
}

// widen returns the sentences that p touches with up to n on either side.
func widen(r Reading, p text.Span, n int) Passage {
	ss := r.Layout.Sentences
	i := sentence(r, p.Start)
	if i == len(ss) || !ss[i].Meets(p) {
		return Passage{r.Article, p}
	}
	j := i
	for j+1 < len(ss) && ss[j+1].Start < p.End {
		j++
	}
	for range n {
		if i > 0 && ss[i-1].Kind == text.Prose {
			i--
		}
		if j+1 < len(ss) && ss[j+1].Kind == text.Prose {
			j++
		}
	}
	return Passage{r.Article, text.Span{Start: min(p.Start, ss[i].Start), End: max(p.End, ss[j].End)}}
}

// at returns the sentences that p touches.
func at(r Reading, p text.Span) Passage { return widen(r, p, 0) }
