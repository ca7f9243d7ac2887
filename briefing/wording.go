package briefing

import (
	"math"
	"slices"
	"strings"

	"briefingbot/briefing/condense"
)

// tedium is how much length counts against content, when wordings are compared
// and facts compete for the words of a briefing: 0 not at all, 1 as much.
const tedium = 0.6

// worth is content per length.
func worth(content float64, s string) float64 {
	return content / math.Pow(float64(1+len(strings.Fields(s))), tedium)
}

// most wordings of a fact are looked at.
const wordingsSeen = 12

// wording returns the sentence that a briefing shows for a fact: the one that
// says most of what at least two sources say, in the fewest words, and does
// not lean on the sentence before it.
func (d *desk) wording(f condense.Fact) condense.Ref {
	refs := f.Refs[:min(len(f.Refs), wordingsSeen)]
	bags := make([]map[string]bool, len(refs))
	count := map[string]map[int]bool{} // the sources that use a stem
	for i, r := range refs {
		p := d.passage(r)
		bags[i] = bag(p.Text(), p.Article.Lang)
		for t := range bags[i] {
			if count[t] == nil {
				count[t] = map[int]bool{}
			}
			count[t][d.origin(r)] = true
		}
	}
	common := map[string]bool{}
	for t, in := range count {
		if len(in) > 1 {
			common[t] = true
		}
	}
	best, most := f.Best, -1.0
	for i, r := range refs {
		p := d.passage(r)
		if len(common) == 0 || leans(p.Text()) || reporting(p.Text()) || torn(p.Text()) {
			continue
		}
		v := worth(float64(shared(common, bags[i]))/float64(len(common)), p.Text())
		if v > most+1e-9 || v > most-1e-9 && r == f.Best {
			best, most = r, v
		}
	}
	return best
}

// origin returns the number of r's source among those of its fact: copies of one
// wire story have the same.
func (g *grouping) origin(r condense.Ref) int {
	i, ok := g.of[r]
	if !ok {
		return -1
	}
	return g.facts[i].Origins[slices.Index(g.facts[i].Refs, r)]
}

// torn reports whether s holds a quotation only in part: its other half, and
// perhaps its speaker, stand in another sentence.
func torn(s string) bool {
	straight := strings.Count(s, "\"")
	return straight%2 == 1 || strings.Count(s, "“") != strings.Count(s, "”") || strings.Count(s, "«") != strings.Count(s, "»")
}
