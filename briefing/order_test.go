package briefing

import "testing"

// met returns the numbers of all citations in the order in which a reader
// meets them.
func met(fs []Fact, ss []Statement) []int {
	var out []int
	for _, f := range fs {
		for _, c := range f.Citations {
			out = append(out, c.N)
		}
		for _, k := range f.Conflicts {
			for _, v := range k.Variants {
				for _, c := range v.Citations {
					out = append(out, c.N)
				}
			}
		}
	}
	for _, s := range ss {
		for _, c := range s.Citations {
			out = append(out, c.N)
		}
	}
	return out
}

// rising fails unless every new number is the next one.
func rising(t *testing.T, name string, ns []int, all []Citation) {
	t.Helper()
	last := 0
	for _, n := range ns {
		if n > last+1 {
			t.Errorf("%s: [%d] comes after [%d]", name, n, last)
		}
		last = max(last, n)
	}
	if last != len(all) {
		t.Errorf("%s: %d citations are listed, the last that is shown is [%d]", name, len(all), last)
	}
	for i, c := range all {
		if c.N != i+1 {
			t.Errorf("%s: citation %d is [%d]", name, i+1, c.N)
		}
	}
}

func TestCitationsAreNumberedAsTheyAreRead(t *testing.T) {
	c := NewCorpus(seeds(t))
	for name, o := range map[string]Options{"topics": {Topics: defaultTopics()}, "none": {}, "long": {Topics: defaultTopics(), Words: 900, Items: 20}} {
		b := c.Brief(o)
		var ns []int
		for _, s := range b.Sections {
			ns = append(ns, met(s.Items, s.Voices)...)
		}
		rising(t, name, ns, b.Citations)
	}
	for _, q := range questions {
		a := c.Ask(q, 3)
		rising(t, q, met(a.Facts, a.Speech), a.Citations)
	}
}

func TestVoicesStandWhereTheirSubjectIs(t *testing.T) {
	c := newsroom(
		"The city will open three new swimming pools this summer, the council announced on Monday. Swimmers will pay two crowns at the pools. "+
			"The police force will be cut by forty officers, the council decided in a second vote. Unions called the police cuts reckless. "+
			"“Nobody wanted to swim against this tide, and so the streets of this city, its parks and its harbour will have to pay for it, night after night, winter after winter, as we have said all along,” said Jon Berg, a union leader. Officers plan a strike against the cuts.",
		"Forty police officers will lose their jobs after the council cut the police force. The council will also open three swimming pools.")
	b := c.Brief(Options{Words: 60, Items: 2, Topics: []Topic{{Name: "Swimming pools", Query: "swim pools swimmers summer"}, {Name: "Police cuts", Query: "police officers cuts strike unions"}}})
	for i, s := range b.Sections {
		if len(s.Voices) != i {
			t.Errorf("%s has %d voices, want %d", s.Topic.Name, len(s.Voices), i)
		}
	}
}
