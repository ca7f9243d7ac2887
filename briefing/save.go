package briefing

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"briefingbot/briefing/packed"
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
	o := &packer{packed.NewWriter(w)}
	o.Raw([]byte(corpusMark))
	o.Number(corpusVersion)
	o.Text(stamp)
	o.Number(len(s.docs))
	for _, e := range s.docs {
		o.article(e)
	}
	o.vocabulary(s.words)
	o.society(s)
	err := o.Flush()
	if err == nil {
		err = s.index.Save(w, stamp)
	}
	if err != nil {
		return fmt.Errorf("saving the corpus: %w", err)
	}
	return nil
}

// packer writes the parts of a corpus.
type packer struct{ *packed.Writer }

func (o *packer) article(e *entry) {
	a := e.Article
	for _, s := range [...]string{a.ID, a.URL, a.Title, a.Outlet, a.Lang, a.SHA256, a.Text} {
		o.Text(s)
	}
	when, err := a.Published.MarshalBinary()
	if err != nil {
		o.Fail(fmt.Errorf("article %q: %w", a.ID, err))
	}
	o.Bytes(when)
	o.Bytes(packQuotes(nil, e.reading().Quotes))
}

func (o *packer) vocabulary(v *vocabulary) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	o.Number(len(v.words))
	for _, size := range slices.Sorted(maps.Keys(v.sizes)) {
		for _, k := range v.sizes[size] {
			e := v.words[k.fold]
			o.Text(k.fold)
			o.Text(e.printed)
			o.Number(e.count)
			o.Flag(e.proper)
		}
	}
}

func (o *packer) society(s *snapshot) {
	so := s.society()
	number := make(map[*profile]int, len(so.all))
	o.Number(len(so.all))
	for i, p := range so.all {
		number[p] = i + 1
		o.Text(p.Name)
		o.Texts(p.Aliases)
		o.Texts(p.tokens)
		o.Texts(keys(p.words))
		o.Flag(p.group)
		o.Text(p.key)
		o.Number(len(p.Roles))
		for k, r := range p.Roles {
			e, _ := s.entry(r.Article.ID)
			o.Number(e.doc)
			o.Number(r.Span.Start)
			o.Number(r.Span.Len())
			o.Texts(keys(p.roles[k]))
		}
	}
	o.Number(so.late)
	o.Number(len(so.speech))
	for _, r := range so.speech {
		o.Number(r.e.doc)
		o.Number(int(r.n))
		o.Number(number[r.p])
	}
	o.Number(len(so.words.stems))
	for _, stem := range slices.Sorted(maps.Keys(so.words.stems)) {
		p := so.words.stems[stem]
		o.Text(stem)
		o.Number(int(p.last))
		o.Number(so.weights.df[stem])
		o.Bytes(p.b)
	}
}
