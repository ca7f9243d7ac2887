package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"briefingbot/adapters/console"
	"briefingbot/adapters/matrix"
	"briefingbot/bot/store"
	"briefingbot/config"
)

type (
	storeCopyCmd struct {
		From string `arg:"" help:"The store that is copied: sqlite:FILE or postgres://…"`
		To   string `arg:"" help:"The empty store it is copied into."`
	}
	storeBackupCmd struct {
		File string `arg:"" help:"The new file the copy is written into."`
	}
	storeRestoreCmd struct {
		File string `arg:"" help:"The backup."`
	}
	storeCheckCmd struct{}
)

// openStore opens the store of a URL for writing.
func openStore(ctx context.Context, url string) (*store.Store, error) {
	if (config.Config{Store: url}).Postgres() {
		return store.OpenPostgres(ctx, url)
	}
	file, ok := strings.CutPrefix(url, "sqlite:")
	if !ok || file == "" {
		scheme, _, _ := strings.Cut(url, ":") // behind which a password may stand
		return nil, fmt.Errorf("store %q: write sqlite:FILE or postgres://user@host/database", scheme+":…")
	}
	return store.Open(ctx, file)
}

// Run moves everything from one store into another. No bot may run on either.
func (c *storeCopyCmd) Run(sh *shell) (err error) {
	from, err := openStore(sh.ctx, c.From)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := openStore(sh.ctx, c.To)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	for _, s := range []*store.Store{from, to} { // what Matrix keeps beside the store is copied, too
		db, dialect := s.DB()
		if err := matrix.MakeTables(sh.ctx, db, dialect); err != nil {
			return err
		}
	}
	progress := func(table string, done, of int) {
		if f, ok := sh.stderr.(*os.File); ok && console.IsTerminal(f) {
			fmt.Fprintf(sh.stderr, "\r\x1b[K%s %d/%d", table, done, of)
		}
	}
	if err := store.Copy(sh.ctx, from, to, progress); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.stdout, "copied %s into %s\n", from.Path(), to.Path())
	return err
}

// storeFile is the file of the configured SQLite store. No secret is needed to
// know it.
func (sh *shell) storeFile() (string, error) {
	c, err := sh.withoutSecrets()
	switch {
	case err != nil:
		return "", err
	case c.Postgres():
		return "", errors.New("the store is in PostgreSQL, which has its own tools: pg_dump and pg_restore")
	case c.Data == "" && !filepath.IsAbs(c.StoreFile("")):
		return "", errors.New("no data folder is set, so nothing is remembered; name the settings file with --config")
	}
	return c.StoreFile(c.Data), nil
}

// reading opens the configured SQLite store, also while the bot runs.
func (sh *shell) reading(f func(path string, s *store.Store) error) (err error) {
	path, err := sh.storeFile()
	if err != nil {
		return err
	}
	s, err := store.OpenReadOnly(sh.ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return f(path, s)
}

// Run backs up the configured store, also while the bot runs.
func (c *storeBackupCmd) Run(sh *shell) error {
	return sh.reading(func(path string, s *store.Store) error {
		if err := s.Backup(sh.ctx, c.File); err != nil {
			return err
		}
		_, err := fmt.Fprintf(sh.stdout, "backed up %s into %s\n", path, c.File)
		return err
	})
}

// Run makes the configured store of a backup.
func (c *storeRestoreCmd) Run(sh *shell) error {
	path, err := sh.storeFile()
	if err != nil {
		return err
	}
	if err := store.Restore(sh.ctx, c.File, path); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.stdout, "restored %s from %s\n", path, c.File)
	return err
}

// Run reads the whole configured store and every text in it.
func (storeCheckCmd) Run(sh *shell) error {
	return sh.reading(func(path string, s *store.Store) error {
		if err := s.Check(sh.ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintf(sh.stdout, "%s: good\n", path)
		return err
	})
}
