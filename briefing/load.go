package briefing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

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
	in := &unpacker{b: b[len(corpusMark):]}
	if v := in.number(); v != corpusVersion {
		return nil, fmt.Errorf("it is of another version (%d, not %d)", v, corpusVersion)
	}
	if made := in.text(); made != stamp {
		return nil, fmt.Errorf("it was made by %q, not %q", made, stamp)
	}
	s := &snapshot{docs: make([]*entry, in.size()), words: newVocabulary()}
	docs := make([]search.Doc, len(s.docs))
	for i := range s.docs {
		e := in.article()
		e.doc, s.docs[i] = i, e
		docs[i] = search.Doc{Title: e.Article.Title, Text: e.Article.Text, Lang: e.Article.Lang}
	}
	in.vocabulary(s.words)
	so := in.society(s.docs)
	if in.bad {
		return nil, errDamaged
	}
	index, err := search.Load(in.b, stamp, docs)
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
	s.base = so
	return s, nil
}

func (in *unpacker) article() *entry {
	a := &Article{}
	for _, s := range [...]*string{&a.ID, &a.URL, &a.Title, &a.Outlet, &a.Lang, &a.SHA256, &a.Text} {
		*s = in.text()
	}
	if err := a.Published.UnmarshalBinary(in.bytes()); err != nil {
		in.fail()
	}
	packed := in.bytes()
	e := newEntry(Reading{Article: a}, true)
	e.packed = packed
	return e
}

func (in *unpacker) vocabulary(v *vocabulary) {
	n := in.size()
	v.words = make(map[string]spelling, n)
	for range n {
		fold := in.text()
		e := spelling{printed: in.text(), count: int(in.number()), proper: in.number() != 0}
		if in.bad {
			return
		}
		v.enter(fold, e)
	}
}

func (in *unpacker) society(docs []*entry) *society {
	so := &society{words: newConcordance(), weights: weights{df: map[string]int{}}}
	all := make([]*profile, in.size())
	for i := range all {
		all[i] = in.profile(docs)
	}
	so.late = int(in.number())
	n := in.size()
	if so.late < 0 || so.late > n || len(docs) == 0 && n > 0 {
		in.fail()
		return so
	}
	so.speech = make([]remark, n)
	for i := range so.speech {
		r := remark{e: docs[in.below(len(docs))], n: int32(in.number())}
		if who := in.below(len(all) + 1); who > 0 {
			r.p = all[who-1]
			r.p.Quotes++
		}
		if in.bad {
			return nil
		}
		so.speech[i] = r
	}
	so.words.n, so.weights.n = n, n
	stems := in.size()
	so.words.stems, so.weights.df = make(map[string]*postings, stems), make(map[string]int, stems)
	shelf := make([]postings, stems)
	for i := range shelf {
		stem, p := in.text(), &shelf[i]
		p.last = int32(in.number())
		if df := int(in.number()); df > 0 {
			so.weights.df[stem] = df
		}
		p.b = in.bytes()
		so.words.stems[stem] = p
	}
	if !in.bad {
		so.allot()
		so.settle(all)
	}
	return so
}

func (in *unpacker) profile(docs []*entry) *profile {
	p := &profile{Person: &Person{Name: in.text(), Aliases: in.texts()}, tokens: in.texts(), words: in.set(), group: in.number() != 0, key: in.text()}
	for range in.size() {
		if len(docs) == 0 {
			in.fail()
			return p
		}
		a := docs[in.below(len(docs))].Article
		start, size := int(in.number()), int(in.number())
		if in.bad || start < 0 || size < 0 || size > len(a.Text)-start {
			in.fail()
			return p
		}
		p.Roles = append(p.Roles, Passage{a, text.Span{Start: start, End: start + size}})
		p.roles = append(p.roles, in.set())
	}
	return p
}

func (in *unpacker) set() map[string]bool {
	n := in.size()
	out := make(map[string]bool, n)
	for range n {
		out[in.text()] = true
	}
	return out
}
