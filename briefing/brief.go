package briefing

import "cmp"

// Options bound a briefing.
type Options struct {
	Topics []Topic
	Window Window  // articles without a date are always in it
	Words  int     // most words of all items together; 0 means 300
	Items  int     // most items of each topic; 0 means 7 for every 300 words. Without topics Words alone is the bound
	Most   int     // most items of all topics together; 0 means no bound
	Since  []Shown // what the reader was given before: it is not told again, unless there is news of it
}

// strongSources is how many independent sources make a fact that a briefing
// must not leave out while there is room.
const strongSources = 3

// Brief condenses the corpus. Without topics there is one section without a
// name.
func (c *Corpus) Brief(o Options) Briefing {
	o = o.filled()
	s := c.snapshot()
	b := Briefing{Window: o.Window}
	var es []*entry
	for _, e := range s.entries {
		if o.Window.holds(e.Article) {
			es = append(es, e)
		}
	}
	for _, e := range s.ordered() {
		if o.Window.holds(e.Article) {
			b.Articles = append(b.Articles, e.Article)
		}
	}
	read := cluster(es)
	d := newDesk(s.common(es, read), read, o)
	s.expect(d)
	d.choose()
	read.Close()
	s.layOut(&b, d)
	b.Told, b.Amended = d.over(), s.amended(o.Since)
	return b
}

// The usual briefing: 300 words are what 90 seconds read.
const (
	usualWords = 300
	usualItems = 7
)

// filled returns o with what it leaves open.
func (o Options) filled() Options {
	o.Words = cmp.Or(o.Words, usualWords)
	o.Items = cmp.Or(o.Items, max(usualItems, usualItems*o.Words/usualWords))
	if len(o.Topics) == 0 {
		o.Topics, o.Items = []Topic{{}}, max(1, o.Words/shortest)
	}
	if o.Most > 0 { // each topic has its share of few
		n := len(o.Topics)
		o.Items = min(o.Items, (o.Most+n-1)/n)
	}
	return o
}

// holds reports whether a was published in w, or does not say when.
func (w Window) holds(a *Article) bool {
	if a.Published.IsZero() {
		return true
	}
	return !a.Published.Before(w.From) && (w.Until.IsZero() || a.Published.Before(w.Until))
}

// layOut writes the sections, each with its items and then its voices; the
// citations are numbered in that order, in which a reader meets them.
func (s *snapshot) layOut(b *Briefing, d *desk) {
	var g register
	voices := s.voices(d)
	for t, topic := range d.Topics {
		sec := Section{Topic: topic}
		for _, r := range d.sections[t] {
			f := g.fact(d.fact(r))
			f.News = d.news[r]
			b.Facts++
			if len(f.Conflicts) > 0 {
				b.Contested++
			}
			sec.Items = append(sec.Items, f)
		}
		for _, st := range voices[t] {
			sec.Voices = append(sec.Voices, g.statement(st))
		}
		if len(d.Since) == 0 || len(sec.Items)+len(sec.Voices) > 0 {
			b.Sections = append(b.Sections, sec)
		}
	}
	b.Citations = g.all
}
