package condense

// weights say what makes a sentence worth showing. There is one set of them for
// every kind of input.
type weights struct {
	// what a concept is worth
	Families float64 // eighths: power of the number of families that mention it
	Often    float64 // per doubling of the sentences that mention it
	Early    float64 // for a concept of an article's opening
	Pair     float64 // a pair of words beside a single word
	Once     float64 // a concept that one sentence alone has

	// what a sentence is worth, each feature between 0 and 1
	Centroid float64
	Lead     float64
	Rank     float64
	Support  float64
	Opening  float64
	Title    float64
	Recent   float64
	Begin    float64
	Length   float64
	Question float64
	Personal float64
	Quoted   float64
	Dangling float64
	Figured  float64
	Stub     float64

	Salience float64 // one standard deviation of a sentence's worth beside the mean worth of its concepts
	Cost     float64 // eighths: power of a sentence's length when gains are compared
	Share    float64 // of the input that a summary may be
}

var table1 = weights{
	Families: 8, Often: 0.5, Early: 1, Pair: 1, Once: 0.5,
	Centroid: 1, Lead: 0.5, Rank: 0.5, Support: 0.5, Opening: 1, Title: 0.5, Recent: 2, Begin: 1,
	Length: 0.5, Question: -1, Personal: -0.5, Quoted: -0.2, Dangling: -0.3, Figured: 0.1, Stub: -0.3,
	Salience: 0.5, Cost: 5.6, Share: 0.3,
}
