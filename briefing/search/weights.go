package search

// The features of one sentence. All lie between 0 and 1 unless said otherwise.
const (
	coverage    = iota // share of the question's weight that the sentence holds
	relative           // coverage against the best sentence's
	lexical            // BM25 against the best sentence's
	window             // weight that only the neighbours hold
	before             // weight that the sentence before holds, where this one points back
	inTitle            // weight that the title holds
	inLead             // weight that the article's first sentence holds
	focus              // share of the question that the title lacks and the sentence holds
	subject            // weight that its first four words hold
	article            // the article's BM25 against the best article's
	articleRank        // 1 for the best article, 1/2 for the second …
	pairs              // neighbouring words of the question that are neighbours here
	near               // neighbouring words of the question that are close here
	phrase             // what the question quotes stands here word for word
	answerType         // what is asked for is here: a number, a person, a date …
	typeNear           // and close to a word of the question
	counted            // a number beside the thing that is counted, a name beside the role asked for
	names              // share of the question's names that the sentence holds
	namesGone          // share of its names that sentence, neighbours, title and lead lack
	otherName          // weight of plain words of the question that are part of a name here
	spoken             // who said: reported speech that covers the question, with its speaker
	voice              // what did X say: X is the speaker
	position           // 1 for the first sentence, falling
	pointsBack         // opens with a word that points back
	brief              // too short to say anything
	fragment           // does not end as a sentence does
	isQuestion         // a question itself
	features
)

// weights is the whole model: the score of a sentence is the sum of its
// features, each times its weight. They are set by hand around what is known of
// the task: coverage of the question's rare words leads, the article and the
// neighbours follow, the type of answer decides between equals. To see what a
// change does: ASK_EVAL=folder ASK_WEIGHTS="title=2" go test -run TestEval -v .
var weights = [features]Feature{
	coverage:    {Name: "coverage", Weight: 3.0},
	relative:    {Name: "coverage against the best", Weight: 0.8},
	lexical:     {Name: "BM25 against the best", Weight: 0.4},
	window:      {Name: "neighbours", Weight: 1.0},
	before:      {Name: "sentence pointed back to", Weight: 0.3},
	inTitle:     {Name: "title", Weight: 3.0},
	inLead:      {Name: "lead", Weight: 2.0},
	focus:       {Name: "focus", Weight: 0.3},
	subject:     {Name: "subject", Weight: 0.5},
	article:     {Name: "article against the best", Weight: 1.5},
	articleRank: {Name: "rank of the article", Weight: 0.2},
	pairs:       {Name: "pairs of words", Weight: 0.6},
	near:        {Name: "words close together", Weight: 0.4},
	phrase:      {Name: "quoted phrase", Weight: 1.5},
	answerType:  {Name: "kind of answer", Weight: 0.8},
	typeNear:    {Name: "kind of answer close by", Weight: 0.2},
	counted:     {Name: "answer beside its noun", Weight: 0.8},
	names:       {Name: "names", Weight: 0.2},
	namesGone:   {Name: "names missing", Weight: -0.8},
	otherName:   {Name: "part of another name", Weight: -0.8},
	spoken:      {Name: "speech with its speaker", Weight: 1.5},
	voice:       {Name: "said by the one asked about", Weight: 1.0},
	position:    {Name: "position", Weight: 1.2},
	pointsBack:  {Name: "points back", Weight: 0.1},
	brief:       {Name: "too short", Weight: -0.6},
	fragment:    {Name: "no full sentence", Weight: -0.4},
	isQuestion:  {Name: "a question itself", Weight: -0.5},
}
