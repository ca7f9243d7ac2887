package text

// Number is a quantity as a text states it. It is never rounded or added up.
type Number struct {
	Span            // the digits or words of the number itself, with its scale word ("2 million")
	Value   float64 // 6000 for "6,000", "6000", "six thousand"; 2e6 for "2 million"
	Hedge   Span    // "about", "over", "more than", "nearly"; empty when there is none
	Unit    Span    // currency, percent sign or unit of measure; empty when there is none
	Noun    Span    // what is counted: "law-enforcement officers"; empty when not found
	Ordinal bool    // "third", "24th"
	Year    bool    // a calendar year or a part of a date: not a quantity
}

// Numbers finds the numbers of one sentence; spans are in bytes of s.
func Numbers(s string) []Number { return nil }

// Date is a date or a relative day as a text states it.
type Date struct {
	Span
	// Year, Month, Day are 0 where the text does not state them.
	Year, Month, Day int
	// Relative is true for "Wednesday", "this Saturday", "earlier this month":
	// a date only for a reader who knows when the article was written.
	Relative bool
	// Until is set for the end of a range ("Feb. 6 to Feb. 22"); nil otherwise.
	Until *Date
}

// Dates finds the dates of one sentence; spans are in bytes of s.
func Dates(s string) []Date { return nil }
