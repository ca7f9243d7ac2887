package briefing

import "encoding/json"

// Proof says how one quotation compares with the corpus.
type Proof struct {
	Article    string `json:"article"`
	Start, End int
	Text       string
	Err        error // nil when every byte is the same
}

// Verify finds every passage in a JSON value that the bot printed, wherever it
// stands, and compares it with the stored bytes of its article. lookup returns
// an article by its ID.
func Verify(v json.RawMessage, lookup func(id string) (*Article, bool)) ([]Proof, error) {
	return nil, nil
}
