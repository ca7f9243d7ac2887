package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// saved is the file that holds the corpus as it was worked out, so that a bot
// with many articles answers soon after its start. The store alone counts: a
// file that does not fit it is made anew, and losing it loses only time.
type saved struct {
	path    string
	stamp   string
	changes atomic.Int64 // articles that have come, changed or gone since
	gone    atomic.Bool  // some have gone, and are to leave the file
	saved   time.Time    // when it was saved last, if by this process
}

const (
	// savedFrom is the number of articles from which the corpus is saved: fewer
	// are read in no time.
	savedFrom = 2000
	// savedEvery is how often it is asked whether to save again.
	savedEvery = 10 * time.Minute
	// goneAfter is how long, at most, what has gone may stay in the file.
	goneAfter = 6 * time.Hour
	// muchChanged is the part of the articles, one in so many, whose change makes
	// it worth saving again.
	muchChanged = 50
)

// savedBeside returns the file beside a store: in its folder, or, for a database
// elsewhere, in the user's folder for such things.
func savedBeside(s *store.Store) (*saved, error) {
	path := s.Path() + ".corpus"
	if s.Pool() != nil {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		path = filepath.Join(dir, "briefingbot", briefing.Sum(s.Path())[:16]+".corpus")
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(program)
	if err != nil {
		return nil, err
	}
	stamp := fmt.Sprintf("%s, program of %d bytes of %s", s.Analyser(), info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano))
	return &saved{path: path, stamp: stamp}, nil
}

// load returns the saved corpus brought up to date with the store. The error is
// [fs.ErrNotExist] when none was saved.
func (f *saved) load(ctx context.Context, s *store.Store) (*briefing.Corpus, error) {
	b, err := f.bytes()
	if err != nil {
		return nil, err
	}
	c, err := briefing.LoadCorpus(b, f.stamp)
	if err != nil {
		return nil, err
	}
	if err := f.update(ctx, s, c); err != nil {
		return nil, err
	}
	return c, letGo(b) // all of it was looked at, to prove it
}

// bytes returns what the file holds, once its sum has proved it.
func (f *saved) bytes() ([]byte, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size() - crc32.Size
	if size < 0 {
		return nil, fmt.Errorf("%s is cut short", f.path)
	}
	sum := crc32.New(castagnoli)
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, io.LimitReader(file, size), make([]byte, 1<<20)); err != nil {
		return nil, err
	}
	var end [crc32.Size]byte
	if _, err := io.ReadFull(file, end[:]); err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(end[:]) != sum.Sum32() {
		return nil, fmt.Errorf("%s is damaged", f.path)
	}
	b, err := mapped(file, int(info.Size()))
	if err != nil {
		return nil, err
	}
	return b[:size:size], nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errOld is of a file from which so much differs that it is of no use.
var errOld = errors.New("much has changed since the corpus was saved")

// update puts into c what the store has and c has not, and takes out what the
// store has not.
func (f *saved) update(ctx context.Context, s *store.Store, c *briefing.Corpus) error {
	all := c.Articles()
	known := make(map[string]*briefing.Article, len(all))
	for _, a := range all {
		known[a.ID] = a
	}
	var changed []string
	for a, err := range s.Heads(ctx) {
		if err != nil {
			return err
		}
		old := known[a.ID]
		delete(known, a.ID)
		if old == nil || old.SHA256 != a.SHA256 || old.URL != a.URL || old.Title != a.Title || old.Outlet != a.Outlet || old.Lang != a.Lang || !old.Published.Equal(a.Published) {
			changed = append(changed, a.ID)
		}
	}
	if n := len(changed) + len(known); n > len(all)/10 {
		return fmt.Errorf("%w: %d of %d articles", errOld, n, len(all))
	}
	for _, id := range changed {
		a, err := s.Article(ctx, id, "")
		if errors.Is(err, store.ErrNotFound) { // deleted just now
			c.Remove(id)
			continue
		}
		if err != nil {
			return err
		}
		c.Add(briefing.Read(*a))
	}
	for id := range known {
		c.Remove(id)
	}
	f.changes.Store(int64(len(changed) + len(known)))
	return nil
}

// save writes c into the file: whole, or not at all.
func (f *saved) save(c *briefing.Corpus) (err error) {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	fresh := f.path + ".new"
	file, err := os.OpenFile(fresh, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, ignoreClosed(file.Close())); err != nil {
			os.Remove(fresh)
		}
	}()
	changes := f.changes.Load()
	f.gone.Store(false)
	sum := crc32.New(castagnoli)
	w := bufio.NewWriterSize(file, 1<<18)
	if err := c.Save(io.MultiWriter(sum, w), f.stamp); err != nil {
		return err
	}
	w.Write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	if err := errors.Join(w.Flush(), file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, f.path); err != nil {
		return err
	}
	f.changes.Add(-changes)
	f.saved = time.Now()
	return syncFolder(filepath.Dir(f.path))
}

func ignoreClosed(err error) error {
	if errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}

// corpusOf returns the corpus of the store: the saved one, if it fits, or one
// made of all readings. f is the file to save it to; nil where that is not
// known.
func (n *newsroom) corpusOf(ctx context.Context, s *store.Store) (c *briefing.Corpus, f *saved, err error) {
	f, err = savedBeside(s)
	if err == nil {
		if c, err = f.load(ctx, s); err == nil {
			return c, f, nil
		}
	}
	if n.log != nil && !errors.Is(err, fs.ErrNotExist) && ctx.Err() == nil {
		n.log.Info("the saved corpus is of no use; all articles are read", "why", strings.TrimSpace(err.Error()))
	}
	if c, err = readCorpus(ctx, s); f != nil && c != nil {
		f.changes.Store(int64(len(c.Articles())))
	}
	return c, f, err
}

// keepSaved saves the corpus whenever much of it has changed, until ctx ends.
func (n *newsroom) keepSaved(ctx context.Context) {
	t := time.NewTicker(savedEvery)
	defer t.Stop()
	for {
		n.saveCorpus()
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// saveCorpus saves the corpus if it is large and much of it has changed.
func (n *newsroom) saveCorpus() {
	all, f, at := len(n.corpus.Articles()), n.saved, time.Now()
	if f == nil || all < savedFrom {
		return
	}
	if f.changes.Load() < int64(max(1, all/muchChanged)) && !(f.gone.Load() && at.Sub(f.saved) > goneAfter) {
		return
	}
	if err := n.saved.save(n.corpus); err != nil {
		n.log.Warn("the corpus was not saved; the next start will take longer", "file", n.saved.path, "error", err)
		return
	}
	n.log.Info("the corpus was saved for the next start", "articles", all, "took", time.Since(at).Round(time.Millisecond))
}

// differs counts an article that is not as it was saved.
func (n *newsroom) differs(gone bool) {
	if n.saved == nil {
		return
	}
	n.saved.changes.Add(1)
	if gone {
		n.saved.gone.Store(true)
	}
}
