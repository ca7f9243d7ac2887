package condense

// weights say what makes a concept and a sentence worth showing. There is one
// set of them for every kind of input; they were set by reasoning, in round
// numbers, and an evaluation only had to agree. Left out one at a time, they
// cost this much ROUGE-1 / ROUGE-2 F1 (mean of five sets of labelled clusters,
// 36.0 / 11.7 with all of them; random sentences reach 29.8 / 7.3):
//
//	salience          0.9 / 0.9      titles            0.1 / 0.2
//	centroid, rank    0.3 / 0.3      recency           0.2 / 0.2 (1.2 / 0.7 on running stories; at weight 6)
//	opening           0.3 / 0.3      pairs             0.2 / 0.2
//	families, often   0.2 / 0.2      length            0.2 / 0.2
//	support           0.1 / 0.1      same, close       0.1 / 0.0
//
// Word-for-word copies counted as evidence cost 1.2 / 0.7 on pages full of
// clutter.
type weights struct {
	// What a concept is worth: the product of these factors.
	Families float64 // power, in eighths, of the number of independent articles that mention it
	Often    float64 // one, and so much for every doubling of the sentences that mention it
	Pair     float64 // of two words in a row: names and terms say more than words
	Once     float64 // of what a single sentence mentions: nobody agrees with it
	News     float64 // the same where a story is told in updates: then it is the news

	// What a sentence is worth: the sum of its features, each between 0 and 1.
	Centroid float64 // like the middle of all articles
	Rank     float64 // like the sentences that are like the others (LexRank)
	Support  float64 // share of its concepts that other articles have as well
	Opening  float64 // early in its article
	Title    float64 // says what the titles say
	Query    float64 // says what was asked for
	Recent   float64 // of the newest update, where a story is told in updates
	Again    float64 // of the lead of the newest besides, where every update tells the whole story anew
	Begin    float64 // of the oldest one: how it began
	Length   float64 // lost by too short and too long sentences
	Question float64
	Personal float64 // "I" and "we" are speech, not news
	Dangling float64 // opens by pointing back
	Figured  float64 // holds a number
	Stub     float64 // does not end like a sentence
	Relay    float64 // says who reports instead of what happened

	// How the two are weighed.
	Salience float64 // one standard deviation of a sentence's worth beside the mean worth of its concepts
	Cost     float64 // power, in eighths, of a sentence's length by which gains are divided
	Poor     float64 // gain for each word below which nothing more is added, beside the average
	Same     float64 // share of its content at which a sentence repeats another
	Close    float64 // cosine at which it does
	Share    float64 // of the input that a summary may be at most
}

var standard = weights{
	Families: 8, Often: 1, Pair: 1.5, Once: 0, News: 1,

	Centroid: 2, Rank: 0.5, Support: 0.5, Opening: 1, Title: 0.5, Query: 4, Recent: 4, Again: 15, Begin: 4,
	Length: 1, Question: -1, Personal: -0.2, Dangling: -0.3, Figured: 0.1, Stub: -0.3, Relay: -1,

	Salience: 0.5, Cost: 5, Poor: 0.3, Same: 0.4, Close: 0.35, Share: 0.5,
}
