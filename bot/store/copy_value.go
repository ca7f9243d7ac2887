package store

import (
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"strings"
	"time"
)

// room is what a column of a kind is scanned into.
func room(kind string) any {
	switch kind {
	case "i":
		return new(int64)
	case "?i":
		return new(sql.NullInt64)
	case "?o":
		return new(sql.NullBool)
	case "?m":
		return new(sql.NullTime)
	case "t", "?t", "?c":
		return new(sql.NullString)
	case "?b", "?j":
		return new(any) // of SQLite an empty blob and none come alike into bytes
	}
	return new([]byte)
}

// value takes what was scanned, and adds it to h with its length.
func value(v any, kind string, h hash.Hash) (any, error) {
	add := func(b []byte, null bool) {
		var size [9]byte
		binary.LittleEndian.PutUint64(size[:8], uint64(len(b)))
		if null {
			size[8] = 1
		}
		h.Write(size[:])
		h.Write(b)
	}
	number := func(n int64) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(n)) }
	switch v := v.(type) {
	case *int64:
		add(number(*v), false)
		return *v, nil
	case *sql.NullInt64:
		add(number(v.Int64), !v.Valid)
		return v.Value()
	case *sql.NullBool:
		add(number(int64(flag(v.Bool))), !v.Valid)
		return v.Value()
	case *sql.NullTime: // PostgreSQL keeps microseconds, and no zone
		v.Time = v.Time.UTC().Truncate(time.Microsecond)
		add(number(v.Time.UnixMicro()), !v.Valid)
		return v.Value()
	case *sql.NullString:
		if kind == "?c" {
			v.String = strings.TrimRight(v.String, " ")
		}
		add([]byte(v.String), !v.Valid)
		return v.Value()
	}
	b, null := content(v)
	if kind == "?j" && !null { // PostgreSQL keeps what it says, not how it is written
		plain, err := plainly(b)
		add(plain, false)
		return string(b), err
	}
	add(b, null)
	if null {
		return nil, nil
	}
	return b, nil
}

// content is the bytes of what was scanned; null for none, which is not empty.
func content(v any) (b []byte, null bool) {
	switch v := v.(type) {
	case *[]byte:
		b = *v
	case *any:
		switch said := (*v).(type) {
		case nil:
			return nil, true
		case string:
			b = []byte(said)
		case []byte:
			b = said
		}
	}
	if b == nil {
		b = []byte{}
	}
	return b, false
}

// plainly writes JSON the one way that equals are written.
func plainly(b []byte) ([]byte, error) {
	var said any
	if err := json.Unmarshal(b, &said); err != nil {
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	return json.Marshal(said)
}
