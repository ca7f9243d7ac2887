package briefing

import (
	"cmp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// snapshot is the corpus at one moment. It never changes once it is stored;
// what is dear to work out is worked out when it is first asked for.
type snapshot struct {
	entries []*entry      // by ID
	docs    []*entry      // by index in the search index; nil where replaced
	index   *search.Index // shared with later snapshots: Only hides their articles
	words   *vocabulary   // shared likewise
	dead    int           // replaced articles that the index still holds

	known atomic.Pointer[acquaintance] // see acquainted

	society  func() *society
	figures  func() []Figure
	timeline func() []Event

	grouping sync.Once // see groups
	whole    *grouping
}

// derived prepares what is worked out on demand.
func (s *snapshot) derived() *snapshot {
	s.society = sync.OnceValue(s.gathered)
	s.figures = sync.OnceValue(s.count)
	s.timeline = sync.OnceValue(s.date)
	return s
}

// with returns a snapshot that also holds r.
func (s *snapshot) with(r Reading) *snapshot {
	i, found := s.find(r.Article.ID)
	if found && s.dead > 64 && s.dead > len(s.entries) {
		return s.rebuilt(r)
	}
	n := &snapshot{index: s.index, words: s.words, dead: s.dead, docs: s.docs}
	if found {
		n.docs = slices.Clone(s.docs)
		n.docs[s.entries[i].doc] = nil
		n.dead++
	}
	e := n.take(r)
	n.follow(s, e)
	if found {
		n.entries = slices.Clone(s.entries)
		n.entries[i] = e
	} else {
		n.entries = make([]*entry, 0, len(s.entries)+1)
		n.entries = append(append(append(n.entries, s.entries[:i]...), e), s.entries[i:]...)
	}
	return n.derived()
}

// rebuilt returns a snapshot over a fresh index, without what was replaced.
func (s *snapshot) rebuilt(r Reading) *snapshot {
	n := &snapshot{index: search.New(), words: newVocabulary()}
	for _, e := range s.entries {
		if e.Article.ID == r.Article.ID {
			n.entries = append(n.entries, n.take(r))
		} else {
			n.entries = append(n.entries, n.take(e.reading()))
		}
	}
	n.index.Compact()
	return n.derived()
}

// take indexes r and appends its entry to the documents.
func (s *snapshot) take(r Reading) *entry {
	r = sound(r)
	e := newEntry(r, s.index.Len() >= keptReadings)
	d := search.Doc{Title: r.Article.Title, Text: r.Article.Text, Lang: r.Article.Lang, Layout: r.Layout}
	for _, q := range r.Quotes {
		d.Speech = append(d.Speech, search.Speech{Content: q.Content, Speaker: q.Speaker, Cue: q.Cue, Person: q.Person})
	}
	e.doc = s.index.Add(d)
	for len(s.docs) <= e.doc {
		s.docs = append(s.docs, nil)
	}
	s.docs[e.doc] = e
	s.words.learn(r)
	return e
}

// sound returns r if its spans lie in its text and on rune boundaries, and the
// article read anew if they do not: a reading may come from anywhere.
func sound(r Reading) Reading {
	t := r.Article.Text
	if r.Layout == nil || r.Article.SHA256 == "" {
		return Read(*r.Article)
	}
	for _, s := range r.Layout.Sentences {
		if !within(t, s.Span) {
			return Read(*r.Article)
		}
	}
	for _, q := range r.Quotes {
		if !within(t, q.Content) || !within(t, q.Speaker) || !within(t, q.Cue) {
			return Read(*r.Article)
		}
	}
	return r
}

// within reports whether p is a span of t between two runes.
func within(t string, p text.Span) bool {
	if p.Start < 0 || p.End < p.Start || p.End > len(t) {
		return false
	}
	return edge(t, p.Start) && edge(t, p.End)
}

func edge(t string, i int) bool { return i == len(t) || utf8.RuneStart(t[i]) || !inRune(t, i) }

// inRune reports whether offset i of t lies inside a valid rune.
func inRune(t string, i int) bool {
	for k := 1; k < utf8.UTFMax && i-k >= 0; k++ {
		if utf8.RuneStart(t[i-k]) {
			r, n := utf8.DecodeRuneInString(t[i-k:])
			return n > k && (r != utf8.RuneError || n > 1)
		}
	}
	return false
}

// find returns where the article stands, or would stand, among the entries.
func (s *snapshot) find(id string) (int, bool) {
	return sort.Find(len(s.entries), func(i int) int { return cmp.Compare(id, s.entries[i].Article.ID) })
}

func (s *snapshot) entry(id string) (*entry, bool) {
	i, ok := s.find(id)
	if !ok {
		return nil, false
	}
	return s.entries[i], true
}

func (s *snapshot) articles() []*Article {
	out := make([]*Article, 0, len(s.entries))
	for _, e := range s.entries {
		out = append(out, e.Article)
	}
	slices.SortStableFunc(out, func(a, b *Article) int { return b.Published.Compare(a.Published) })
	return out
}

// sentence returns the index of the sentence of r that holds byte i, or of the
// one after it.
func sentence(r Reading, i int) int {
	ss := r.Layout.Sentences
	return sort.Search(len(ss), func(k int) bool { return ss[k].End > i })
}

// prose reports whether p lies in running text only.
func prose(r Reading, p text.Span) bool {
	ss := r.Layout.Sentences
	k := sentence(r, p.Start)
	if p.Len() <= 0 || k == len(ss) {
		return false
	}
	for ; k < len(ss) && ss[k].Start < p.End; k++ {
		if ss[k].Meets(p) && ss[k].Kind != text.Prose {
			return false
		}
	}
	return true
}
