package ingest

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"briefingbot/briefing"
)

// Listed is a file of a source, as it is now.
type Listed struct {
	Name  string // within the folder, with slashes; of one file its base name
	Stamp string // another one means that the file was changed
	Lines bool   // it holds many articles; else one, whose ID is Name
	Size  int64  // bytes
}

// Scan lists the files of a folder, or the one file, without reading them. What
// is no article by its name is left out. The error is an [Error].
func Scan(root string) ([]Listed, error) {
	files, name, err := within(root)
	if err != nil {
		return nil, err
	}
	var all []Listed
	err = fs.WalkDir(files, name, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && p != name && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || readers[extension(p)] == nil && extension(p) != ".jsonl":
			return nil
		}
		info, err := fs.Stat(files, p)
		if err != nil || !info.Mode().IsRegular() {
			return nil // gone just now, or told when it is read
		}
		all = append(all, Listed{p, fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano()), extension(p) == ".jsonl", info.Size()})
		return nil
	})
	if err != nil {
		e := unreadable(err)
		e.Source = root
		return nil, e
	}
	return all, nil
}

// Some yields the articles of some files of a folder, or of the one file.
func Some(root string, names []string) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		t := newTaker(yield)
		files, name, err := within(root)
		if err != nil {
			yield(briefing.Article{}, err)
			return
		}
		for _, p := range names {
			shown := path.Join(filepath.ToSlash(root), p)
			if name == p {
				shown = root
			}
			if !t.file(files, p, shown) {
				return
			}
		}
	}
}

// within returns what a source's names are looked up in, and where to begin.
func within(root string) (fs.FS, string, error) {
	info, err := os.Stat(root)
	if err != nil {
		e := unreadable(err)
		e.Source = root
		return nil, "", e
	}
	if info.IsDir() {
		return os.DirFS(root), ".", nil
	}
	folder, base := filepath.Split(root)
	if folder == "" {
		folder = "."
	}
	return os.DirFS(folder), base, nil
}
