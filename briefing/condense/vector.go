package condense

import "math"

// vectors are the sentences as bags of content words, each of length 1.
type vectors struct {
	made   bool
	terms  int
	first  []int32 // sentence → its first entry; one more than sentences
	term   []int32
	weight []float64
	copy   []bool
	length []float64 // of each sentence before it was brought to 1
}

// vectors weighs a word of a sentence by how rare it is in the cluster.
func (c *Cluster) vectors() *vectors {
	v := &c.bags
	if v.made {
		return v
	}
	words := 0
	for i := range c.sentences {
		words += c.sentences[i].singles
	}
	*v = vectors{
		made: true, terms: len(c.terms), first: append(room(v.first, len(c.sentences)+1), 0),
		term: room(v.term, words), weight: room(v.weight, words),
		copy: room(v.copy, len(c.sentences)), length: room(v.length, len(c.sentences)),
	}
	rare := c.rarity()
	for i := range c.sentences {
		from := len(v.term)
		for _, id := range c.sentences[i].concepts {
			if t := c.concepts[id].term; t >= 0 {
				v.term = append(v.term, t)
				v.weight = append(v.weight, rare[t])
			}
		}
		square := 0.0
		for _, x := range v.weight[from:] {
			square += float64(x * x)
		}
		length := math.Sqrt(square)
		for j := from; j < len(v.weight); j++ {
			v.weight[j] /= length
		}
		v.length = append(v.length, length)
		v.copy = append(v.copy, c.copied(i))
		v.first = append(v.first, int32(len(v.term)))
	}
	return v
}

// rarity is the weight of each term in the vectors: less for what nearly every
// sentence says.
func (c *Cluster) rarity() []float64 {
	if len(c.rare) > 0 {
		return c.rare
	}
	c.rare = zeros(c.rare, len(c.terms))
	n := float64(len(c.sentences))
	var known [64]float64 // most words are in few sentences
	for i := range c.terms {
		id := c.terms[i].concept
		if id < 0 {
			continue
		}
		count := c.concepts[id].sentences
		if count >= int32(len(known)) {
			c.rare[i] = log2(1 + n/float64(count))
			continue
		}
		if known[count] == 0 {
			known[count] = log2(1 + n/float64(count))
		}
		c.rare[i] = known[count]
	}
	return c.rare
}

// centroid sums the sentences of all articles, each family counting as one
// article.
func (v *vectors) centroid(c *Cluster) []float64 {
	out := make([]float64, v.terms)
	size := make([]float64, c.families)
	for _, f := range c.family {
		size[f]++
	}
	for i := range c.sentences {
		s := &c.sentences[i]
		if c.copied(i) {
			continue
		}
		share := 1 / size[c.family[s.doc]]
		for j := v.first[i]; j < v.first[i+1]; j++ {
			out[v.term[j]] += float64(share * v.weight[j])
		}
	}
	return out
}

// titleCentroid sums the words of the titles.
func (c *Cluster) titleCentroid() []float64 {
	out := make([]float64, len(c.terms))
	rare := c.rarity()
	for _, words := range c.titles {
		for _, w := range words {
			out[w] += rare[w]
		}
	}
	return out
}

// near is each sentence's cosine to a centroid, beside the nearest.
func (v *vectors) near(centroid []float64) []float64 {
	out := make([]float64, len(v.first)-1)
	for i := range out {
		out[i] = v.dot(i, centroid)
	}
	scale(out)
	return out
}

func (v *vectors) dot(i int, with []float64) float64 {
	x := 0.0
	for j := v.first[i]; j < v.first[i+1]; j++ {
		x += float64(v.weight[j] * with[v.term[j]])
	}
	return x
}

const (
	damping = 0.85
	rounds  = 6
)

// rank is the LexRank of each sentence: the share of time a reader spends on it
// who moves to similar sentences. The graph of all pairs is never built: one
// step over it is two passes over the words.
func (v *vectors) rank() []float64 {
	n := len(v.first) - 1
	if n == 0 {
		return nil
	}
	sum := make([]float64, v.terms)
	for i := range n {
		if !v.copy[i] {
			v.spread(i, 1, sum)
		}
	}
	degree := make([]float64, n)
	p := make([]float64, n)
	for i := range n {
		degree[i] = v.dot(i, sum)
		p[i] = 1 / float64(n)
	}
	for range rounds {
		clear(sum)
		for i := range n {
			if degree[i] > 0 && !v.copy[i] {
				v.spread(i, p[i]/degree[i], sum)
			}
		}
		for i := range n {
			p[i] = (1-damping)/float64(n) + float64(damping*v.dot(i, sum))
		}
	}
	scale(p)
	return p
}

func (v *vectors) spread(i int, x float64, sum []float64) {
	for j := v.first[i]; j < v.first[i+1]; j++ {
		sum[v.term[j]] += float64(x * v.weight[j])
	}
}
