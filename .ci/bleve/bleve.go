package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
)

// inBatch is how many passages bleve is given at a time.
const inBatch = 10_000

// bleves measures bleve: English analysis, nothing stored but the postings, the
// index on disk as it recommends, any of the words, the ten best.
func bleves(l *library) (figures, error) {
	f := figures{reload: "-"}
	dir, err := os.MkdirTemp("", "bleve")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "index")
	cpu := processor()
	x, err := bleve.NewUsing(path, passages(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return f, err
	}
	defer x.Close()
	if err := put(x, l, "p"); err != nil {
		return f, err
	}
	f.build = processor() - cpu
	answer := func(q string) error {
		m := bleve.NewMatchQuery(q)
		m.SetField("t")
		_, err := x.Search(bleve.NewSearchRequestOptions(m, 10, 0, false))
		return err
	}
	if f.near, err = ask(l.near, answer); err != nil {
		return f, err
	}
	if f.far, err = ask(l.far, answer); err != nil {
		return f, err
	}
	if f.megabytes, err = weight(path); err != nil {
		return f, err
	}
	more := newLibrary(10_000)
	cpu = processor()
	if err := put(x, &more, "q"); err != nil {
		return f, err
	}
	f.add = float64((processor() - cpu).Microseconds()) / float64(more.passages)
	return f, nil
}

func passages() mapping.IndexMapping {
	t := bleve.NewTextFieldMapping()
	t.Analyzer = en.AnalyzerName
	t.Store, t.IncludeInAll, t.IncludeTermVectors, t.DocValues = false, false, false, false
	d := bleve.NewDocumentStaticMapping()
	d.AddFieldMappingsAt("t", t)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = d
	return m
}

// put indexes the passages of a library, named by a letter and their number.
func put(x bleve.Index, l *library, letter string) error {
	b := x.NewBatch()
	n := 0
	for _, d := range l.docs {
		for _, s := range d.Layout.Sentences {
			if err := b.Index(letter+strconv.Itoa(n), map[string]any{"t": s.In(d.Text)}); err != nil {
				return err
			}
			if n++; n%inBatch == 0 {
				if err := x.Batch(b); err != nil {
					return err
				}
				b = x.NewBatch()
			}
		}
	}
	return x.Batch(b)
}

// weight is the megabytes of the files below a folder.
func weight(dir string) (float64, error) {
	var sum int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return float64(sum) / 1e6, err
}
