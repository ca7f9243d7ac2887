package store

import "database/sql"

// DB returns the connections that write, for those who keep tables of their own
// beside the store's, and the dialect of SQL they speak: "sqlite3", with one
// connection that must never be held for long, or "postgres". It ends with the
// store. Those of a read-only store only read.
func (s *Store) DB() (db *sql.DB, dialect string) {
	if s.pool != nil {
		return s.read.DB, "postgres"
	}
	if s.write == nil {
		return s.read.DB, "sqlite3"
	}
	return s.write.DB, "sqlite3"
}
