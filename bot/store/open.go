package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// application marks the file as ours ("BRFB"), so that another program's
// database is never written into.
const application = 0x42524642

// smallFile is the size in bytes up to which the file is checked at every open;
// a larger one is checked only after a process that did not close it.
const smallFile = 16 << 20

// mode is how connections treat the file.
type mode []string

// The modes. A temporary store need not outlive the machine, so it never waits
// for the disk.
var (
	durable   = mode{"journal_mode(WAL)", "synchronous(FULL)"} // what is committed outlives a power cut: a delivery depends on it
	temporary = mode{"journal_mode(WAL)", "synchronous(OFF)"}
	readOnly  = mode{"query_only(1)"}
)

// pool opens connections lazily, so it cannot fail yet.
func pool(path string, m mode) *handle {
	q := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(1)"}, "_txlock": {"immediate"}}
	q["_pragma"] = append(q["_pragma"], m...)
	if m[0] == readOnly[0] {
		q.Set("mode", "ro")
		q.Set("_txlock", "deferred")
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		panic(err) // the driver is not linked in
	}
	return &handle{DB: db}
}

func (s *Store) open(ctx context.Context, m mode) error {
	// SQLite gives its side files the rights of this one.
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return s.explain("open store", err)
	}
	info, err := f.Stat()
	f.Close()
	if err != nil {
		return s.explain("open store", err)
	}
	s.write = pool(s.path, m)
	s.write.SetMaxOpenConns(1)
	s.read = pool(s.path, readOnly)
	s.read.SetMaxOpenConns(4)
	if info.Size() > 0 && (s.lock.unclean || info.Size() <= smallFile) {
		if err := s.quickCheck(ctx, s.write); err != nil {
			return err
		}
	}
	if err := s.own(ctx, info.Size() == 0); err != nil {
		return err
	}
	return s.migrate(ctx)
}

// quickCheck has SQLite look at every page of the file.
func (s *Store) quickCheck(ctx context.Context, db *handle) error {
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return s.explain("check store", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("check store %s: the file is damaged (%s); restore a backup, or move the file away and start with an empty store", s.path, verdict)
	}
	return nil
}

// own refuses another program's database and marks a new one.
func (s *Store) own(ctx context.Context, fresh bool) error {
	var id, tables int
	err := s.write.QueryRowContext(ctx,
		`SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)`).Scan(&id, &tables)
	if err != nil {
		return s.explain("open store", err)
	}
	if id == application {
		return nil
	}
	if id != 0 || tables > 0 && !fresh {
		return fmt.Errorf("open store %s: the file is a database of another program; name another file", s.path)
	}
	_, err = s.write.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, application))
	return s.explain("open store", err)
}

func (s *Store) migrate(ctx context.Context) error {
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write.DB, dir)
	if err != nil {
		return fmt.Errorf("migrate store %s: %w", s.path, err)
	}
	return s.up(ctx, p)
}

// up brings the tables up to date, and refuses those of a newer program.
func (s *Store) up(ctx context.Context, p *goose.Provider) error {
	// The provider is not closed: that would close the database.
	has, knows, err := p.GetVersions(ctx)
	if err != nil {
		return s.explain("migrate store", err)
	}
	if has > knows {
		return s.newer(has, knows)
	}
	if has == knows {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return s.explain("migrate store", err)
	}
	return nil
}

// compatible says whether this program can read the file as it is.
func (s *Store) compatible(ctx context.Context) error {
	table, folder := goose.DefaultTablename, "sqlite"
	if s.pool != nil {
		table, folder = versionTable, "postgres"
	}
	if s.pool == nil {
		var tables int
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables); err != nil {
			return s.explain("open store", err)
		}
		if tables == 0 {
			return fmt.Errorf("open store %s: there is nothing in it; if it was copied while the bot ran, its -wal file is missing: use 'store backup' instead", s.path)
		}
	}
	var has int64
	err := s.read.QueryRowContext(ctx, `SELECT max(version_id) FROM `+table+` WHERE is_applied`).Scan(&has)
	if err != nil {
		return s.explain("open store", err)
	}
	names, err := fs.Glob(migrations, "migrations/"+folder+"/*.sql")
	if err != nil {
		return err
	}
	switch knows := int64(len(names)); {
	case has > knows:
		return s.newer(has, knows)
	case has < knows:
		return fmt.Errorf("open store %s: its schema is version %d and this program reads version %d; start the bot once, it brings the store up to date", s.path, has, knows)
	}
	return nil
}

func (s *Store) newer(has, knows int64) error {
	return fmt.Errorf("open store %s: a newer briefingbot wrote it (schema version %d, this program knows %d); use that program or another store", s.path, has, knows)
}
