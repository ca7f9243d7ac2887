package condense

import (
	"slices"
	"time"
)

const (
	week         = 7 * 24 * time.Hour
	updateLength = 150 // most words of a short update, in the middle of the input
)

// running reports whether the input is a story told in short dated updates over
// weeks. Only then does the newest matter most: articles of one or two days
// tell the same news.
func (c *Cluster) running() bool {
	var sizes []int
	var last time.Time
	days := 0
	for d := range c.docs { // in order of their dates
		date := c.docs[d].Date
		if date.IsZero() || c.first[d] == c.first[d+1] {
			continue
		}
		if date.Sub(last) >= 12*time.Hour {
			days++
		}
		last = date
		n := 0
		for i := c.first[d]; i < c.first[d+1]; i++ {
			n += c.sentences[i].words
		}
		sizes = append(sizes, n)
	}
	if len(sizes) < 4 || 2*len(sizes) < len(c.docs) || c.spread() < week || 2*days < len(sizes) {
		return false
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2] <= updateLength
}

// recency is 1 for the newest article, a half for the one before, a third and
// so on; first is the same from the oldest on, which tells how it began. A
// sentence that an update prints again is as new as that update.
func (c *Cluster) recency() (recent, first []float64) {
	recent = make([]float64, len(c.sentences))
	first = make([]float64, len(c.sentences))
	rank := 0
	for i := len(c.sentences) - 1; i >= 0; i-- {
		if i+1 < len(c.sentences) && !c.date(i).Equal(c.date(i+1)) {
			rank++
		}
		recent[i] = 1 / float64(1+rank)
	}
	rank = 0
	for i := range c.sentences {
		if i > 0 && !c.date(i).Equal(c.date(i-1)) {
			rank++
		}
		first[i] = 1 / float64(1+rank)
	}
	for i := range c.sentences {
		o := c.sentences[i].copyOf
		recent[o] = max(recent[o], recent[i])
	}
	return recent, first
}

// renew puts a sentence that updates print again to where the last of them has
// it.
func (c *Cluster) renew() {
	for i := range c.sentences {
		c.sentences[c.sentences[i].copyOf].place = c.sentences[i].place
	}
}

// retold is the share of an article's word pairs, on the mean, that the article
// before it has: much where each update tells the whole story anew, so that the
// newest is its summary, and hardly anything where each tells its own day only.
func (c *Cluster) retold() float64 {
	last := make([]int32, len(c.concepts)) // concept → the last article that has it, plus one
	sum, n := 0.0, 0
	for d := range c.docs { // in order of their dates
		all, again := 0, 0
		for i := c.first[d]; i < c.first[d+1]; i++ {
			all += c.sentences[i].pairs
			if c.copied(i) {
				again += c.sentences[i].pairs
				continue
			}
			for _, id := range c.sentences[i].concepts {
				if c.concepts[id].term < 0 && last[id] == int32(d) {
					again++
				}
			}
		}
		for i := c.first[d]; i < c.first[d+1]; i++ {
			for _, id := range c.sentences[i].concepts {
				last[id] = int32(d) + 1
			}
		}
		if d > 0 && all > 0 {
			sum, n = sum+float64(again)/float64(all), n+1
		}
	}
	return sum / float64(max(n, 1))
}

func (c *Cluster) date(sentence int) time.Time { return c.docs[c.sentences[sentence].doc].Date }

// spread is the time between the oldest and the newest article that are dated.
func (c *Cluster) spread() time.Duration {
	var first, last time.Time
	for d := range c.docs { // in order of their dates
		if date := c.docs[d].Date; !date.IsZero() {
			if last = date; first.IsZero() {
				first = date
			}
		}
	}
	return last.Sub(first)
}
