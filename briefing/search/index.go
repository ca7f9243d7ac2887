package search

import (
	"sort"
	"sync"
	"sync/atomic"
	"unsafe"

	"briefingbot/briefing/text"
)

// Index is an inverted index of sentences and of articles. Add and Search may
// be called at the same time: Search works on the state it finds, which no Add
// changes.
type Index struct {
	write sync.Mutex // held by Add
	now   atomic.Pointer[state]
	rooms sync.Pool // of rankings to use again
}

// state is the index at one moment. Its slices only grow at the end, so an
// older state stays true while newer ones are made.
type state struct {
	vocab
	docs     []doc
	first    []uint32 // by article: the number of its first sentence
	lens     []uint8  // by sentence: its length in words, at most 255; 0 for a title, which comes after an article's last
	docLens  []uint32 // by article: its length in words
	words    int      // sum of docLens
	langs    []string // of the articles, in order of first sight
	segments []*segment
	flushed  int   // articles that are in segments
	desk     *desk // for the writer alone
}

// New returns an empty index.
func New() *Index {
	x := &Index{}
	x.now.Store(&state{vocab: *newVocab(), desk: &desk{}})
	return x
}

// Add indexes d and returns its index.
func (x *Index) Add(d Doc) int {
	x.write.Lock()
	defer x.write.Unlock()
	s := *x.now.Load()
	if d.Layout == nil {
		d.Layout = text.Read(d.Text)
	}
	s.learn(d.Lang)
	n := doc{Doc: d, n: uint32(len(d.Layout.Sentences))}
	base := uint32(len(s.lens))
	k := s.desk
	buf, bounds, fs := k.buf[:0], k.bounds[:0], k.flags[:0]
	total := 0
	prose := answering(d.Layout)
	for _, t := range d.Layout.Sentences {
		str := t.In(d.Text)
		var count int
		buf, count = s.encode(buf, str, d.Lang)
		bounds = append(bounds, uint32(len(buf)))
		f := marks(str)
		if prose(t.Kind) || t.Kind == text.Heading && f&(ends|asks) == ends && count >= headline {
			f |= isProse
			total += count
		}
		fs = append(fs, f)
		s.lens = append(s.lens, uint8(max(1, min(count, 255))))
	}
	s.lens = append(s.lens, 0)
	buf, _ = s.encode(buf, titleOf(d), d.Lang)
	d.hear(fs)
	n.pack(fs, bounds, buf)
	k.buf, k.bounds, k.flags = buf, bounds, fs
	s.docs = append(s.docs, n)
	s.first = append(s.first, base)
	s.docLens = append(s.docLens, uint32(total))
	s.words += total
	s.settle()
	x.now.Store(&s)
	return len(s.docs) - 1
}

// learn notes the language of an article.
func (s *state) learn(lang string) {
	if lang == "" {
		lang = "en"
	}
	for _, l := range s.langs {
		if l == lang {
			return
		}
	}
	s.langs = append(s.langs, lang)
}

// headline is the words from which a heading that ends as a sentence does is
// read as one: short first paragraphs are easily taken for headings.
const headline = 6

// answering tells which kinds of sentence may answer: running text, or
// headings where an article has nothing else.
func answering(l *text.Layout) func(text.Kind) bool {
	for _, t := range l.Sentences {
		if t.Kind == text.Prose {
			return func(k text.Kind) bool { return k == text.Prose }
		}
	}
	return func(k text.Kind) bool { return k == text.Heading || k == text.Caption }
}

// titleOf is the article's title, or its first heading where it has none.
func titleOf(d Doc) string {
	if d.Title != "" {
		return d.Title
	}
	for _, t := range d.Layout.Sentences {
		if t.Kind == text.Heading {
			return t.In(d.Text)
		}
	}
	return ""
}

// docOf returns the article that holds the sentence of that number.
func (s *state) docOf(sentence uint32) int {
	return sort.Search(len(s.first), func(i int) bool { return s.first[i] > sentence }) - 1
}

// Size is the bytes the index holds beside the articles it was given: their
// text, layout and speech are shared with the caller.
func (x *Index) Size() int {
	s := x.now.Load()
	n := 4*cap(s.slots) + int(unsafe.Sizeof(word{}))*cap(s.vocab.words) + cap(s.bytes) + cap(s.met) + cap(s.hints)
	n += 4*cap(s.first) + cap(s.lens) + 4*cap(s.docLens) + int(unsafe.Sizeof(doc{}))*cap(s.docs)
	n += 4*cap(s.prev) + int(unsafe.Sizeof(*s.chains))
	for i := range s.docs {
		n += cap(s.docs[i].code)
	}
	for _, m := range s.segments {
		n += int(unsafe.Sizeof(sign{}))*cap(m.signs) + cap(m.terms) + cap(m.bytes)
	}
	return n
}
