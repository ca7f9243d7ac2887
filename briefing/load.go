package briefing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"briefingbot/briefing/packed"
	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// LoadCorpus returns the corpus that [Corpus.Save] wrote to b, which the corpus
// keeps: the texts of its articles are parts of b, which may never change. A b
// of another version or stamp is an error, and so is one that Save did not
// write; but that its bytes are whole is for the caller to prove, by a sum.
func LoadCorpus(b []byte, stamp string) (*Corpus, error) {
	s, err := loadCorpus(b, stamp)
	if err != nil {
		return nil, fmt.Errorf("loading the saved corpus: %w", err)
	}
	c := &Corpus{}
	c.now.Store(s)
	return c, nil
}

var errDamaged = errors.New("it is damaged")

func loadCorpus(b []byte, stamp string) (*snapshot, error) {
	if len(b) < len(corpusMark) || string(b[:len(corpusMark)]) != corpusMark {
		return nil, errors.New("it is no saved corpus")
	}
	in := &unpacker{packed.NewReader(b[len(corpusMark):])}
	if v := in.Number(); v != corpusVersion {
		return nil, fmt.Errorf("it is of another version (%d, not %d)", v, corpusVersion)
	}
	if made := in.Text(); made != stamp {
		return nil, fmt.Errorf("it was made by %q, not %q", made, stamp)
	}
	s := &snapshot{docs: make([]*entry, in.Count(1)), words: newVocabulary()}
	docs := make([]search.Doc, len(s.docs))
	for i := range s.docs {
		e := in.article()
		e.doc, s.docs[i] = i, e
		docs[i] = search.Doc{Title: e.Article.Title, Text: e.Article.Text, Lang: e.Article.Lang}
	}
	in.vocabulary(s.words)
	so := in.society(s.docs)
	if in.Bad() {
		return nil, errDamaged
	}
	index, err := search.Load(in.Rest(), stamp, docs)
	if err != nil {
		return nil, err
	}
	s.index = index
	for i, e := range s.docs {
		d, _ := index.Doc(i)
		e.Layout = d.Layout
	}
	s.entries = slices.Clone(s.docs)
	byID := func(a, b *entry) int { return cmp.Compare(a.Article.ID, b.Article.ID) }
	if !slices.IsSortedFunc(s.entries, byID) {
		slices.SortFunc(s.entries, byID)
	}
	s.derived()
	s.known.Store(&acquaintance{society: so})
	return s, nil
}

// unpacker reads what a packer wrote.
type unpacker struct{ *packed.Reader }

func (in *unpacker) article() *entry {
	a := &Article{}
	for _, s := range [...]*string{&a.ID, &a.URL, &a.Title, &a.Outlet, &a.Lang, &a.SHA256, &a.Text} {
		*s = in.Text()
	}
	if err := a.Published.UnmarshalBinary(in.Bytes()); err != nil {
		in.Fail()
	}
	quotes := in.Bytes()
	e := newEntry(Reading{Article: a}, true)
	e.packed = quotes
	return e
}

func (in *unpacker) vocabulary(v *vocabulary) {
	n := in.Count(1)
	v.words = make(map[string]spelling, n)
	for range n {
		fold := in.Text()
		e := spelling{printed: in.Text(), count: in.Number(), proper: in.Flag()}
		if in.Bad() {
			return
		}
		v.enter(fold, e)
	}
}

func (in *unpacker) society(docs []*entry) *society {
	so := &society{words: newConcordance(), weights: weights{df: map[string]int{}}}
	all := make([]*profile, in.Count(1))
	for i := range all {
		all[i] = in.profile(docs)
	}
	so.late = in.Number()
	n := in.Count(1)
	if so.late > n || len(docs) == 0 && n > 0 {
		in.Fail()
		return so
	}
	so.speech = make([]remark, n)
	for i := range so.speech {
		r := remark{e: docs[in.Below(len(docs))], n: int32(in.Number())}
		if who := in.Below(len(all) + 1); who > 0 {
			r.p = all[who-1]
			r.p.Quotes++
		}
		if in.Bad() {
			return nil
		}
		so.speech[i] = r
	}
	so.words.n, so.weights.n = n, n
	stems := in.Count(1)
	so.words.stems, so.weights.df = make(map[string]*postings, stems), make(map[string]int, stems)
	shelf := make([]postings, stems)
	for i := range shelf {
		stem, p := in.Text(), &shelf[i]
		p.last = int32(in.Number())
		if df := in.Number(); df > 0 {
			so.weights.df[stem] = df
		}
		p.b = in.Bytes()
		so.words.stems[stem] = p
	}
	if !in.Bad() {
		so.allot()
		so.settle(all)
	}
	return so
}

func (in *unpacker) profile(docs []*entry) *profile {
	p := &profile{Person: &Person{Name: in.Text(), Aliases: in.Texts()}, tokens: in.Texts(), words: in.set(), group: in.Flag(), key: in.Text()}
	for range in.Count(1) {
		if len(docs) == 0 {
			in.Fail()
			return p
		}
		a := docs[in.Below(len(docs))].Article
		start, size := in.Number(), in.Number()
		if in.Bad() || size > len(a.Text)-start {
			in.Fail()
			return p
		}
		p.Roles = append(p.Roles, Passage{a, text.Span{Start: start, End: start + size}})
		p.roles = append(p.roles, in.set())
	}
	return p
}

func (in *unpacker) set() map[string]bool {
	n := in.Count(1)
	out := make(map[string]bool, n)
	for range n {
		out[in.Text()] = true
	}
	return out
}
