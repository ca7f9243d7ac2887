package condense

// weigh gives every concept its worth: what many independent articles mention,
// and often, is what they agree matters.
func (c *cluster) weigh(w *weights) {
	once := w.Once
	if c.running() {
		once = w.News
	}
	for i := range c.concepts {
		k := &c.concepts[i]
		x := once
		if k.sentences > 1 {
			x = root(float64(k.families), int(w.Families)) * (1 + float64(w.Often*log2(float64(k.sentences))))
		}
		if k.term < 0 {
			x *= w.Pair
		}
		k.weight = x
	}
	c.normalize()
}

// normalize scales the worth of concepts so that an average sentence is worth
// one for each of its words. Where nothing is worth anything, because nothing
// is said twice, everything is worth the same.
func (c *cluster) normalize() {
	sum, words := c.mass()
	if sum == 0 {
		for i := range c.concepts {
			c.concepts[i].weight = 1
		}
		if sum, words = c.mass(); sum == 0 {
			return
		}
	}
	for i := range c.concepts {
		c.concepts[i].weight *= float64(words) / sum
	}
}

// mass is the worth of all sentences together, and how many words they have.
func (c *cluster) mass() (sum float64, words int) {
	for i := range c.sentences {
		for _, id := range c.sentences[i].concepts {
			sum += c.concepts[id].weight
		}
		words += c.sentences[i].words
	}
	return sum, words
}
