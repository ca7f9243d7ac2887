package briefing

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"slices"
)

// A saved corpus is: the mark, the version and the stamp; the articles with
// their quotes, in the order of the index; the vocabulary; the society; the
// index with the layouts.
const (
	corpusMark    = "briefing corpus\n"
	corpusVersion = 2
)

// Save writes the corpus for [LoadCorpus], with all that is dear to work out.
// The stamp says what made it: two programs that read articles differently have
// different ones.
func (c *Corpus) Save(w io.Writer, stamp string) error {
	s := c.snapshot()
	if s.dead > 0 {
		s = s.rebuilt(Reading{Article: &Article{}}) // of an article that is not there
	}
	o := &packer{w: bufio.NewWriterSize(w, 1<<16)}
	o.raw([]byte(corpusMark))
	o.number(corpusVersion)
	o.text(stamp)
	o.number(len(s.docs))
	for _, e := range s.docs {
		o.article(e)
	}
	o.vocabulary(s.words)
	o.society(s)
	if o.err == nil {
		o.err = o.w.Flush()
	}
	if o.err == nil {
		o.err = s.index.Save(w, stamp)
	}
	if o.err != nil {
		return fmt.Errorf("saving the corpus: %w", o.err)
	}
	return nil
}

// packer writes numbers and strings; after an error it does nothing.
type packer struct {
	w   *bufio.Writer
	b   []byte
	err error
}

func (o *packer) raw(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
}

func (o *packer) number(n int) {
	o.b = binary.AppendUvarint(o.b[:0], uint64(n))
	o.raw(o.b)
}

func (o *packer) bytes(b []byte) {
	o.number(len(b))
	o.raw(b)
}

func (o *packer) text(s string) {
	o.number(len(s))
	if o.err == nil {
		_, o.err = o.w.WriteString(s)
	}
}

func (o *packer) texts(all []string) {
	o.number(len(all))
	for _, s := range all {
		o.text(s)
	}
}

func (o *packer) flag(on bool) {
	if on {
		o.number(1)
	} else {
		o.number(0)
	}
}

func (o *packer) article(e *entry) {
	a := e.Article
	for _, s := range [...]string{a.ID, a.URL, a.Title, a.Outlet, a.Lang, a.SHA256, a.Text} {
		o.text(s)
	}
	when, err := a.Published.MarshalBinary()
	if err != nil && o.err == nil {
		o.err = fmt.Errorf("article %q: %w", a.ID, err)
	}
	o.bytes(when)
	o.bytes(packQuotes(nil, e.reading().Quotes))
}

func (o *packer) vocabulary(v *vocabulary) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	o.number(len(v.words))
	for _, size := range slices.Sorted(maps.Keys(v.sizes)) {
		for _, k := range v.sizes[size] {
			e := v.words[k.fold]
			o.text(k.fold)
			o.text(e.printed)
			o.number(e.count)
			o.flag(e.proper)
		}
	}
}

func (o *packer) society(s *snapshot) {
	so := s.society()
	number := make(map[*profile]int, len(so.all))
	o.number(len(so.all))
	for i, p := range so.all {
		number[p] = i + 1
		o.text(p.Name)
		o.texts(p.Aliases)
		o.texts(p.tokens)
		o.texts(keys(p.words))
		o.flag(p.group)
		o.text(p.key)
		o.number(len(p.Roles))
		for k, r := range p.Roles {
			e, _ := s.entry(r.Article.ID)
			o.number(e.doc)
			o.number(r.Span.Start)
			o.number(r.Span.Len())
			o.texts(keys(p.roles[k]))
		}
	}
	o.number(so.late)
	o.number(len(so.speech))
	for _, r := range so.speech {
		o.number(r.e.doc)
		o.number(int(r.n))
		o.number(number[r.p])
	}
	o.number(len(so.words.stems))
	for _, stem := range slices.Sorted(maps.Keys(so.words.stems)) {
		p := so.words.stems[stem]
		o.text(stem)
		o.number(int(p.last))
		o.number(so.weights.df[stem])
		o.bytes(p.b)
	}
}
