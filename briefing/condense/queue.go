package condense

// candidate is a sentence with what it would gain for its length.
type candidate struct {
	sentence int
	worth    float64
}

// compare puts the better first; of equals, the one that is first in the
// cluster, whose order is by content.
func (a candidate) compare(b candidate) int {
	switch {
	case a.worth > b.worth:
		return -1
	case a.worth < b.worth:
		return 1
	}
	return a.sentence - b.sentence
}

// queue is a heap of candidates, the best first.
type queue []candidate

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].compare(q[j]) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(candidate)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
