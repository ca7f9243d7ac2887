package search

import (
	"encoding/binary"
	"math"
	"sort"
	"strconv"
	"strings"
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

// doc is one article, and its sentences as numbers.
type doc struct {
	Doc
	code []byte // see pack
	n    uint32 // sentences
	wide bool   // its words take more than 64 KB
}

// flags are what a sentence shows beside its words.
type flags uint8

const (
	isProse   flags = 1 << iota // may answer
	hasMoney                    // a currency sign
	hasShare                    // a percent sign
	asks                        // ends in a question mark
	inQuote                     // holds reported speech
	hasSource                   // holds a named speaker of it
	hasMark                     // holds a quotation mark
	ends                        // ends as a sentence does
)

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

// encode appends the words of str to buf, and a number in digits beside what
// the text writes in words or with a scale word.
func (s *state) encode(buf []byte, str, lang string) ([]byte, int) {
	s.desk.words = text.AppendWords(s.desk.words[:0], str)
	ws := s.desk.words
	written := 0 // numbers in words
	compound := false
	var before class
	for _, w := range ws {
		term, c := s.vocab.know(w.Fold, lang, s.desk.minds[:])
		code := uint64(term) << 1
		if capital(str, w) {
			code |= 1
		}
		buf = binary.AppendUvarint(buf, code)
		if c&isNumber != 0 {
			written++
			compound = compound || before&(isNumber|isDigits) != 0
		}
		compound = compound || c&isDigits != 0 && w.Fold[len(w.Fold)-1] > '9' // "2bn"
		before = c
	}
	switch {
	case compound || written > 0 && lang != "" && lang != "en":
		for _, n := range text.Numbers(str) {
			if v := value(n); v != "" && v != text.Fold(n.In(str)) {
				buf = s.also(buf, v)
			}
		}
	case written > 0:
		for _, w := range ws {
			if v, ok := digits[w.Fold]; ok {
				buf = s.also(buf, v)
			}
		}
	}
	return buf, len(ws)
}

// also appends a word that the text does not print.
func (s *state) also(buf []byte, fold string) []byte {
	return binary.AppendUvarint(buf, uint64(s.vocab.words[s.vocab.add(fold, "")].term)<<1)
}

// digits are the numbers that one English word writes.
var digits = func() map[string]string {
	m := map[string]string{}
	for i, w := range strings.Fields("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = strconv.Itoa(i + 2)
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		m[w] = strconv.Itoa(10 * (i + 3))
	}
	return m
}()

// value writes a number in digits, as [text.Fold] leaves one.
func value(n text.Number) string {
	if n.Ordinal {
		return ""
	}
	return strconv.FormatFloat(n.Value, 'f', -1, 64)
}

func capital(str string, w text.Word) bool {
	c := str[w.Start]
	if c < 0x80 {
		return 'A' <= c && c <= 'Z'
	}
	return c == 0xc3 && w.Start+1 < len(str) && str[w.Start+1] >= 0x80 && str[w.Start+1] <= 0x9e
}

// marks reads the flags that a sentence's bytes show.
func marks(str string) flags {
	var f flags
	for i := 0; i < len(str); i++ {
		switch c := str[i]; c {
		case '$':
			f |= hasMoney
		case '%':
			f |= hasShare
		case '"':
			f |= hasMark
		case 0xc2: // £ « »
			if i+1 < len(str) {
				switch str[i+1] {
				case 0xa3:
					f |= hasMoney
				case 0xab, 0xbb:
					f |= hasMark
				}
			}
		case 0xe2: // € “ ”
			if i+2 < len(str) {
				switch str[i+1 : i+3] {
				case "\x82\xac":
					f |= hasMoney
				case "\x80\x9c", "\x80\x9d":
					f |= hasMark
				}
			}
		}
	}
	switch bare := strings.TrimRight(str, "\"'”’») "); {
	case strings.HasSuffix(bare, "?"):
		f |= asks | ends
	case strings.HasSuffix(bare, "."), strings.HasSuffix(bare, "!"), strings.HasSuffix(bare, "…"):
		f |= ends
	}
	return f
}

// hear marks the sentences that hold reported speech and named speakers.
func (d *Doc) hear(fs []flags) {
	ss := d.Layout.Sentences
	mark := func(p text.Span, f flags) {
		i := sort.Search(len(ss), func(i int) bool { return ss[i].End > p.Start })
		for ; i < len(ss) && ss[i].Start < p.End; i++ {
			fs[i] |= f
		}
	}
	for _, q := range d.Speech {
		mark(q.Content, inQuote)
		if q.Speaker.Len() > 0 {
			mark(q.Speaker, hasSource)
		}
	}
}

// pack writes an article down: the flags of its sentences, the ends of their
// words, in two bytes each, four where they must, the words, and the title's.
func (n *doc) pack(fs []flags, bounds []uint32, words []byte) {
	n.wide = len(words) > math.MaxUint16
	size := len(fs) + n.width()*len(bounds) + len(words)
	b := make([]byte, 0, size)
	for _, f := range fs {
		b = append(b, byte(f))
	}
	for _, e := range bounds {
		if n.wide {
			b = binary.LittleEndian.AppendUint32(b, e)
		} else {
			b = binary.LittleEndian.AppendUint16(b, uint16(e))
		}
	}
	n.code = append(b, words...)
}

// width is how many bytes the end of a sentence takes.
func (n *doc) width() int {
	if n.wide {
		return 4
	}
	return 2
}

// count is how many sentences the article has.
func (n *doc) count() int { return int(n.n) }

// end is where in the code the words before sentence i end.
func (n *doc) end(i int) int {
	from := int(n.n) * (1 + n.width())
	switch at := int(n.n) + n.width()*(i-1); {
	case i == 0:
		return from
	case n.wide:
		return from + int(binary.LittleEndian.Uint32(n.code[at:]))
	default:
		return from + int(binary.LittleEndian.Uint16(n.code[at:]))
	}
}

// sentence returns the coded words of sentence i of n; the title is the one
// after the last.
func (n *doc) sentence(i int) []byte {
	if i == int(n.n) {
		return n.code[n.end(i):]
	}
	return n.code[n.end(i):n.end(i+1)]
}

// title returns the coded words of the article's title.
func (n *doc) title() []byte { return n.sentence(int(n.n)) }

// flag returns what sentence i shows.
func (n *doc) flag(i int) flags { return flags(n.code[i]) }

// prose reports whether sentence i may answer.
func (n *doc) prose(i int) bool { return n.flag(i)&isProse != 0 }

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
