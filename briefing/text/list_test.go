package text

import "testing"

// The titles under a label that announces links are links, and what follows
// them is news again.
func TestListed(t *testing.T) {
	const first = "The ministers of five countries agreed on Tuesday on a plan for the old harbour, officials said."
	const then = "It is to be finished within three years and will cost about 40 million euros, half of it paid by the region."
	for _, label := range []string{"You may also be interested in:", "Most read", "More on this story", "Related stories:", "Recommended for you", "In case you missed it:", "Leggi anche:", "Further reading"} {
		for _, items := range [][]string{
			{"Ministers were told to close the harbour a year before the storm came", "Why were the ferries stopped?"},
			{"1. Ministers were told to close the harbour a year before", "2. Ferry company was warned twice about its crane", "3. What we know"},
			{"- Harbour was closed for ten years", "- How the crane had come down"},
		} {
			s := first + "\n\n" + label + "\n\n"
			for _, item := range items {
				s += item + "\n\n"
			}
			s += then + "\n\nResidents had asked for a park instead."
			l := Read(s)
			for i, q := range l.Sentences {
				text := q.In(s)
				prose := text == first || text == then || i == len(l.Sentences)-1
				if (q.Kind == Prose) != prose {
					t.Errorf("%s: %v %q", label, q.Kind, text)
				}
			}
		}
	}
	s := first + "\n\nThe plan has three parts:\n\n1. Ferries were to be stopped in June for a year\n\n2. The crane was to come down in May this year\n\n" + then
	for _, q := range Read(s).Sentences {
		if q.Kind != Prose {
			t.Errorf("%v %q", q.Kind, q.In(s))
		}
	}
}
