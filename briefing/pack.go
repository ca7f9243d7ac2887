package briefing

import (
	"encoding/binary"
	"math"

	"briefingbot/briefing/packed"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// packQuotes appends quotes to b: spans by their distance from the one before.
func packQuotes(b []byte, qs []quote.Quote) []byte {
	end := 0
	for _, q := range qs {
		for _, p := range [...]text.Span{q.Content, q.Speaker, q.Cue} {
			b, end = packed.AppendSpan(b, p, end)
		}
		for _, s := range [...]string{q.Person, string(q.Kind), string(q.Polarity)} {
			b = packed.AppendText(b, s)
		}
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(q.Confidence))
		b = binary.AppendVarint(b, int64(q.Attribution))
	}
	return b
}

// unpackQuotes returns what packQuotes wrote of a text of size bytes; what is
// no quote of it is left out.
func unpackQuotes(b []byte, size int) []quote.Quote {
	in := packed.NewReader(b)
	var out []quote.Quote
	end := 0
	for len(in.Rest()) > 0 {
		q := quote.Quote{
			Content: in.Span(&end, size), Speaker: in.Span(&end, size), Cue: in.Span(&end, size),
			Person: in.Text(), Kind: quote.Kind(in.Text()), Polarity: quote.Polarity(in.Text()),
		}
		if bits := in.Take(8); bits != nil {
			q.Confidence = math.Float64frombits(binary.LittleEndian.Uint64(bits))
		}
		q.Attribution = in.Signed()
		if in.Bad() {
			break
		}
		out = append(out, q)
	}
	return out
}
