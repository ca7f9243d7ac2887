package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Others keep tables of their own beside the store's: Matrix its keys. A copy
// takes them along, as they are declared, without knowing what is in them.

// guestPrefixes begin the names of the tables that are taken along.
var guestPrefixes = []string{"crypto_", "mx_"}

// guests describes the tables of others in a store, in the order of their names.
func guests(ctx context.Context, in *tx) ([]table, error) {
	q := `SELECT m.name, c.name, lower(c.type) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`
	if in.numbered {
		q = `SELECT table_name, column_name, lower(data_type) FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name COLLATE "C", ordinal_position`
	}
	rows, err := in.QueryContext(ctx, q)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []table
	for rows.Next() {
		var name, column, declared string
		if err := rows.Scan(&name, &column, &declared); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(guestPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			continue
		}
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, table{name: name})
		}
		t := &all[len(all)-1]
		t.columns += fmt.Sprintf("%q:?%s ", column, kindOf(declared))
	}
	return all, rows.Err()
}

// kindOf is the kind of a column by its declared type, which both databases
// were given in the same words.
func kindOf(declared string) string {
	for _, k := range []struct{ word, kind string }{
		{"bool", "o"}, {"timestamp", "m"}, {"json", "j"}, {"bytea", "b"}, {"blob", "b"}, {"int", "i"},
	} {
		if strings.Contains(declared, k.word) {
			return k.kind
		}
	}
	if declared == "character" || strings.HasPrefix(declared, "char(") {
		return "c"
	}
	return "t"
}

// version reports whether a table only says which tables there are.
func (t table) version() bool { return strings.HasSuffix(t.name, "_version") }

// shared returns the guests that both stores have tables for. Where one has
// rows that the other has no place for, nothing may be copied.
func shared(ctx context.Context, in, out *tx) ([]table, error) {
	from, err := guests(ctx, in)
	if err != nil {
		return nil, err
	}
	to, err := guests(ctx, out)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, t := range from {
		i := slices.IndexFunc(to, func(o table) bool { return o.name == t.name })
		switch {
		case t.version():
			err = sameVersion(ctx, t, i >= 0, in, out)
		case i >= 0 && sameColumns(t, to[i]):
			all = append(all, t)
		default:
			var n int
			if err = in.QueryRowContext(ctx, `SELECT count(*) FROM `+t.name).Scan(&n); err == nil && n > 0 {
				err = fmt.Errorf("table %s of the Matrix keys has %d rows and no such place in the other store; copy with a briefingbot that is built with encryption (-tags goolm)", t.name, n)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func sameColumns(a, b table) bool {
	x, y := strings.Fields(a.columns), strings.Fields(b.columns)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// sameVersion refuses rows that were written for other tables than those that
// are there.
func sameVersion(ctx context.Context, t table, there bool, in, out *tx) error {
	if !there {
		return nil // its tables are not there either, which is told of each
	}
	var has, wants int
	if err := in.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM `+t.name).Scan(&has); err != nil {
		return err
	}
	if err := out.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM `+t.name).Scan(&wants); err != nil {
		return err
	}
	if has != wants {
		return fmt.Errorf("table %s is of version %d here and %d there; start the bot of this version once on the first store", t.name, has, wants)
	}
	return nil
}

// empty refuses a store that has rows in any of the tables.
func empty(ctx context.Context, out *tx, all []table) error {
	for _, t := range all {
		var there int
		if err := out.QueryRowContext(ctx, `SELECT count(*) FROM `+t.name).Scan(&there); err != nil {
			return err
		}
		if there > 0 {
			return fmt.Errorf("it is not empty, table %s has %d rows; name an empty store", t.name, there)
		}
	}
	return nil
}
