package briefing

import (
	"math"
	"slices"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// compass tells how well a sentence fits a topic: by the topic's own words, and
// by the company these keep in the articles.
type compass struct {
	any    bool // a topic without words fits everything
	words  map[string]bool
	idf    map[string]float64
	centre map[string]float64 // mean direction of the sentences that use the words
	length float64            // of centre
	usual  float64            // mean fit of all sentences
}

// sampled is the most articles a compass is read from.
const sampled = 300

// compasses makes one for each topic.
func compasses(g *grouping, topics []Topic) []compass {
	var sents [][]string
	step := max(1, len(g.entries)/sampled)
	for i := 0; i < len(g.entries); i += step {
		e := g.entries[i]
		for _, s := range e.Layout.Sentences {
			if s.Kind == text.Prose {
				sents = append(sents, keys(bag(s.In(e.Article.Text), e.Article.Lang)))
			}
		}
	}
	idf := map[string]float64{}
	for _, s := range sents {
		for _, t := range s {
			idf[t]++
		}
	}
	for t, n := range idf {
		idf[t] = math.Log(1 + float64(len(sents))/n)
	}
	out := make([]compass, len(topics))
	for i, topic := range topics {
		c := compass{words: bag(topic.query(), ""), idf: idf, centre: map[string]float64{}}
		c.any = len(c.words) == 0
		for _, s := range sents {
			if near := c.direct(s); near > 0 {
				length := norm(s, idf)
				for _, t := range s {
					c.centre[t] += near * idf[t] / length
				}
			}
		}
		sum := 0.0
		for _, t := range centreKeys(c.centre) {
			sum += c.centre[t] * c.centre[t]
		}
		c.length = math.Sqrt(sum)
		for _, s := range sents {
			c.usual += c.stems(s) / float64(len(sents))
		}
		out[i] = c
	}
	return out
}

func centreKeys(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// norm is the length of a sentence as a vector; never 0.
func norm(stems []string, idf map[string]float64) float64 {
	sum := 1e-9
	for _, t := range stems {
		sum += idf[t] * idf[t]
	}
	return math.Sqrt(sum)
}

// direct is how much of the topic's own words a sentence holds, 0 to 1: one
// telling word makes half, more of them approach 1, however many words the
// topic has.
func (c compass) direct(stems []string) float64 {
	var all, got, known float64
	for _, t := range keys(c.words) {
		v := c.idf[t]
		if v == 0 {
			continue // a word that no article prints
		}
		all += v
		known++
		if _, ok := slices.BinarySearch(stems, t); ok {
			got += v
		}
	}
	if got == 0 {
		return 0
	}
	return got / (got + all/known)
}

// fit is how well the sentence r fits the topic; 0 when not at all.
func (c compass) fit(g *grouping, r condense.Ref) float64 {
	p := g.passage(r)
	return c.text(p.Text(), p.Article.Lang)
}

// text is the same for any words.
func (c compass) text(s, lang string) float64 { return c.stems(keys(bag(s, lang))) }

// stems is the same for the sorted stems of a sentence. What the topic is called
// counts for half, the company its words keep for the other half.
func (c compass) stems(stems []string) float64 {
	if c.any {
		return 1
	}
	dot := 0.0
	for _, t := range stems {
		dot += c.idf[t] * c.centre[t]
	}
	if c.length > 0 {
		dot /= norm(stems, c.idf) * c.length
	}
	return (c.direct(stems) + dot) / 2
}

// above is how much better than the usual sentence one fits: what topics are
// compared by, so that a topic of common words does not swallow the others.
func (c compass) above(fit float64) float64 {
	if c.any {
		return fit
	}
	return fit / (c.usual + 1e-9)
}

// pick returns the topic that fits best, the first of equals, and how well; fit
// says how well each does.
func pick(cs []compass, fit func(compass) float64) (topic int, best float64) {
	most := 0.0
	for t, c := range cs {
		if v := fit(c); c.above(v) > most+1e-9 {
			most, best, topic = c.above(v), v, t
		}
	}
	return topic, best
}

// faint is the least fit that counts for what one article alone prints: below it a sentence has hardly a word in
// common with the topic's articles.
const faint = 0.05
