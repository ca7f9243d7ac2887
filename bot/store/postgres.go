package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// migrating is the advisory lock under which a database is migrated: River's
// own migrations, for one, do not stand two replicas that start together.
const migrating = 0x42524642_00000001

// OpenPostgres opens the store in a PostgreSQL database, postgres://user:password@host:port/database,
// and creates its tables when they are not there. Any number of processes can
// have it open.
func OpenPostgres(ctx context.Context, address string) (*Store, error) {
	s, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	s.write = s.read
	if err := s.migratePostgres(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenPostgresReadOnly opens a store that is there already. It changes nothing
// in it, so Put and Delete fail.
func OpenPostgresReadOnly(ctx context.Context, address string) (*Store, error) {
	s, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := s.compatible(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// IsPostgres reports whether a store's URL is one of PostgreSQL.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func dial(ctx context.Context, address string) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The library's error may show the password.
		return nil, fmt.Errorf("open store %s: it is not the URL of a PostgreSQL database; write postgres://user:password@host:port/database", redacted(address))
	}
	if !strings.Contains(address, "pool_max_conns") {
		config.MaxConns = 20
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 10 * time.Second
	}
	// A row that says "sending" must outlive a crash, whatever the server's own
	// setting: with it off, a restart of the database forgets what it confirmed
	// half a second ago, and a digest is posted twice.
	if config.ConnConfig.RuntimeParams["synchronous_commit"] == "" {
		config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	s := &Store{path: redacted(address), analysis: analyser(), now: time.Now, pool: pool}
	if err != nil {
		return nil, s.explain("open store", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	db.SetMaxOpenConns(int(config.MaxConns))
	s.read = &handle{DB: db, numbered: true}
	if err := pool.Ping(ctx); err != nil {
		return nil, errors.Join(s.explain("open store", err), s.Close())
	}
	return s, nil
}

// redacted is a URL without its password and parameters.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	u.RawQuery = ""
	return u.Redacted()
}

// Pool returns the connections of a store in PostgreSQL, or nil.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// migratePostgres brings our tables and River's up to date, one process at a time.
func (s *Store) migratePostgres(ctx context.Context) error {
	lock, err := s.pool.Acquire(ctx)
	if err != nil {
		return s.explain("migrate store", err)
	}
	defer lock.Release()
	if _, err := lock.Exec(ctx, `SELECT pg_advisory_lock($1)`, migrating); err != nil {
		return s.explain("migrate store", err)
	}
	defer lock.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, migrating)
	dir, err := fs.Sub(migrations, "migrations/postgres")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, s.write.DB, dir, goose.WithTableName(versionTable))
	if err != nil {
		return fmt.Errorf("migrate store %s: %w", s.path, err)
	}
	if err := s.up(ctx, p); err != nil {
		return err
	}
	river, err := rivermigrate.New(riverpgxv5.New(s.pool), nil)
	if err != nil {
		return fmt.Errorf("migrate store %s: %w", s.path, err)
	}
	has, err := river.ExistingVersions(ctx)
	if err != nil {
		return s.explain("migrate store", err)
	}
	known := river.AllVersions()
	if n := len(known); len(has) > 0 && has[len(has)-1].Version > known[n-1].Version {
		return s.newer(int64(has[len(has)-1].Version), int64(known[n-1].Version))
	}
	if len(has) == len(known) {
		return nil
	}
	_, err = river.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return s.explain("migrate store", err)
}

// versionTable holds the version of our tables in PostgreSQL, where others may
// keep theirs in the library's usual one.
const versionTable = "briefingbot_version"

// troubleOf names what people meet with PostgreSQL, with the remedy; empty for
// anything else.
func troubleOf(err error) string {
	var e *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &e) && strings.HasPrefix(e.Code, "28"):
		return "the database does not let this user in; correct the user or the password in the store's URL"
	case errors.As(err, &e) && e.Code == "3D000":
		return "there is no such database; create it, or correct the store's URL"
	case errors.As(err, &e) && e.Code == "53100":
		return "the database's disk is full; free some space"
	case errors.As(err, &e) && e.Code == "53300":
		return "the database has no connection left; raise max_connections, or add pool_max_conns to the store's URL"
	case errors.As(err, &e) && e.Code == "42501":
		return "the user has too few rights; let it create tables in the database"
	case errors.As(err, &e) && strings.HasPrefix(e.Code, "57P"):
		return "the database is being stopped or started; try again in a moment"
	case errors.As(err, &connect):
		return "the database does not answer; start it, or correct the host and port in the store's URL"
	}
	return ""
}

// conflicted reports whether a transaction lost to another and can be done again.
func conflicted(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && slices.Contains([]string{"40001", "40P01"}, e.Code)
}
