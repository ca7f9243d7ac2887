package condense

import "math"

// salience says how much each sentence is worth by itself, as the number of
// standard deviations from the mean of the cluster.
func (c *Cluster) salience(w *weights, relevance []float64) []float64 {
	out := make([]float64, len(c.sentences))
	add := func(weight float64, feature []float64) {
		if weight == 0 {
			return
		}
		for i, x := range feature {
			out[i] += float64(weight * x)
		}
	}
	v := c.vectors()
	add(w.Centroid, v.near(v.centroid(c)))
	add(w.Rank, v.rank())
	add(w.Support, c.support())
	add(w.Title, v.near(c.titleCentroid()))
	add(w.Query, relevance)
	if c.running() {
		recent, first := c.recency()
		again := c.retold()
		add(w.Recent, recent)
		add(w.Begin*(1-again), first)
		for i := range recent {
			recent[i] *= opening / float64(opening+c.sentences[i].place)
		}
		add(w.Again*again, recent)
	}
	for i := range c.sentences {
		out[i] += c.surface(w, &c.sentences[i])
	}
	standardize(out)
	return out
}

const (
	brief   = 15 // words below which a sentence says little
	opening = 4  // sentences over which the worth of a place halves
	long    = 45 // words above which a sentence says too much
)

// surface is what a sentence is worth by its place and shape.
func (c *Cluster) surface(w *weights, s *sentence) float64 {
	x := float64(w.Opening * (opening / float64(opening+s.place)))
	for _, m := range [...]struct {
		mark   marks
		weight float64
	}{
		{question, w.Question}, {personal, w.Personal}, {dangling, w.Dangling}, {figured, w.Figured}, {unfinished, w.Stub}, {relayed, w.Relay},
	} {
		if s.marks&m.mark != 0 {
			x += m.weight
		}
	}
	switch {
	case s.words < brief:
		x -= float64(w.Length * float64(brief-s.words) / brief)
	case s.words > long:
		x -= float64(w.Length * min(1, float64(s.words-long)/long))
	}
	return x
}

// support is the share of a sentence's concepts that other families also have.
func (c *Cluster) support() []float64 {
	out := make([]float64, len(c.sentences))
	for i := range c.sentences {
		s := &c.sentences[i]
		if len(s.concepts) == 0 {
			continue
		}
		n := 0
		for _, id := range s.concepts {
			n += int(min(c.concepts[id].families, 8)) - 1
		}
		out[i] = float64(n) / float64(len(s.concepts))
	}
	scale(out)
	return out
}

// standardize moves and scales xs to mean 0 and variance 1.
func standardize(xs []float64) {
	if len(xs) == 0 {
		return
	}
	mean := 0.0
	for _, x := range xs {
		mean += x
	}
	mean /= float64(len(xs))
	square := 0.0
	for i := range xs {
		xs[i] -= mean
		square += float64(xs[i] * xs[i])
	}
	if square == 0 {
		return
	}
	deviation := math.Sqrt(square / float64(len(xs)))
	for i := range xs {
		xs[i] /= deviation
	}
}
