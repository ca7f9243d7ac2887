// Package copies finds articles that are copies of one another: one wire story
// in ten outlets, cut, headed and corrected by each. It holds a small sketch of
// every article and finds the copies of a new one without looking at all
// others: an index of the lowest hashes of its shingles (Broder's min-wise
// sketch, https://doi.org/10.1109/SEQUEN.1997.666900) names the candidates, and
// the sketches tell how much of the shorter text stands in the longer one.
package copies
