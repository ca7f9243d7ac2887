package condense

// weigh says what every concept is worth: what many independent articles
// mention, and often, is what they agree matters.
func (c *Cluster) weigh(w *weights) {
	once := w.Once
	if c.running() {
		once = w.News
	}
	c.weight = room(c.weight, len(c.concepts))
	for i := range c.concepts {
		k := &c.concepts[i]
		x := once
		if k.sentences > 1 {
			x = root(float64(k.families), int(w.Families)) * (1 + float64(w.Often*log2(float64(k.sentences))))
		}
		if k.term < 0 {
			x *= w.Pair
		}
		c.weight = append(c.weight, x)
	}
	c.normalize(c.weight)
}

// normalize scales the worth of concepts so that an average sentence is worth
// one for each of its words. Where nothing is worth anything, because nothing
// is said twice, everything is worth the same.
func (c *Cluster) normalize(weight []float64) {
	sum, words := c.mass(weight)
	if sum == 0 {
		for i := range weight {
			weight[i] = 1
		}
		if sum, words = c.mass(weight); sum == 0 {
			return
		}
	}
	for i := range weight {
		weight[i] *= float64(words) / sum
	}
}

// mass is the worth of all sentences together, and how many words they have.
func (c *Cluster) mass(weight []float64) (sum float64, words int) {
	for i := range c.sentences {
		for _, id := range c.sentences[i].concepts {
			sum += weight[id]
		}
		words += c.sentences[i].words
	}
	return sum, words
}
