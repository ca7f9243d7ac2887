package briefing

// Corpus is a set of articles that can be briefed and questioned. It is safe
// for use by several goroutines; readers are never blocked by Add.
type Corpus struct{}

// NewCorpus returns a corpus of the given readings. What it answers does not
// depend on their order.
func NewCorpus(rs []Reading) *Corpus { return &Corpus{} }

// Add puts an article in, or replaces the article of the same ID.
func (c *Corpus) Add(r Reading) {}

// Articles returns all articles, the newest first, then by ID.
func (c *Corpus) Articles() []*Article { return nil }

// Reading returns an article taken apart.
func (c *Corpus) Reading(id string) (Reading, bool) { return Reading{}, false }

// Options bound a briefing.
type Options struct {
	Topics []Topic
	Window Window // articles without a date are always in it
	Words  int    // most words of all items together; 0 means 300
	Items  int    // most items of each topic; 0 means 7
}

// Brief condenses the corpus.
func (c *Corpus) Brief(o Options) Briefing { return Briefing{} }

// Ask answers a question in the asker's own words.
func (c *Corpus) Ask(question string, limit int) Answer { return Answer{} }

// Said returns what a person said, on a topic if about is not empty, the best
// first. who may be a name, a part of one, a role ("the mayor of Milan") or a
// misspelling. Found is false when the corpus quotes nobody like that.
func (c *Corpus) Said(who, about string) Answer { return Answer{} }

// WhoSaid returns the quotes that hold the words, exactly or nearly.
func (c *Corpus) WhoSaid(words string) Answer { return Answer{} }

// People returns everybody the corpus quotes, the most quoted first.
func (c *Corpus) People() []*Person { return nil }

// Statements returns what p said, in the order of the articles.
func (c *Corpus) Statements(p *Person) []Statement { return nil }

// Figures returns the quantities of the corpus: contested ones first, then
// those that most articles give.
func (c *Corpus) Figures() []Figure { return nil }

// Timeline returns what the corpus dates, in order of time; what is dated only
// "as printed" comes last.
func (c *Corpus) Timeline() []Event { return nil }

// Context returns p with up to n sentences on either side of it in the same
// article, clutter left out at the edges.
func (c *Corpus) Context(p Passage, n int) Passage { return p }
