package text

// Span is the half-open range [Start, End) of bytes in one text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// In returns the bytes of s that the span covers, unchanged.
func (p Span) In(s string) string { return s[p.Start:p.End] }

// Len is the span's length in bytes.
func (p Span) Len() int { return p.End - p.Start }

// Covers reports whether every byte of q lies in p.
func (p Span) Covers(q Span) bool { return p.Start <= q.Start && q.End <= p.End }

// Meets reports whether p and q share at least one byte.
func (p Span) Meets(q Span) bool { return p.Start < q.End && q.Start < p.End }
