package matrix

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"briefingbot/adapters/chat"
)

// ErrElsewhere says that another replica of the bot speaks to Matrix: a device
// has one voice. Nothing was sent; that replica can send it.
var ErrElsewhere = errors.New("another replica of the bot is connected to Matrix")

// How the replicas watch each other: how often one that waits asks, how often
// one that speaks makes sure that it still may, how long it may after the last
// time it was sure, and after how long without a word of it the database gives
// the lock away. The last is the longest, so that never two speak: not where a
// machine has vanished, nor where a process was stopped and goes on.
const (
	leaseAsk   = time.Second
	leaseCheck = 2 * time.Second
	leaseFor   = 8 * time.Second
	leaseEnd   = 10 * time.Second
)

// lease is the right to speak for the device: an advisory lock of PostgreSQL,
// held by a connection. Over SQLite there is one process, and nothing to hold.
type lease struct {
	conn *sql.Conn
	done chan struct{} // closed when the watch has ended
	stop context.CancelFunc
}

// replicated reports whether other processes may share the database.
func (a *Adapter) replicated() bool {
	return a.deps.DB != nil && (strings.HasPrefix(a.deps.Dialect, "postgres") || a.deps.Dialect == "pgx")
}

// speaks reports whether this replica may speak for the device.
func (a *Adapter) speaks() bool {
	until := a.until.Load()
	return !a.replicated() || until != nil && time.Now().Before(*until)
}

// extend lets this replica speak, which was sure at a time that it may.
func (a *Adapter) extend(sure time.Time) {
	until := sure.Add(leaseFor)
	a.until.Store(&until)
}

// hold waits until this replica may speak. The context it returns ends with
// ctx, or when the right is lost.
func (a *Adapter) hold(ctx context.Context) (context.Context, *lease, error) {
	inside, stop := context.WithCancel(ctx)
	if !a.replicated() {
		return inside, &lease{stop: stop}, nil
	}
	for waited := false; ; waited = true {
		sure := time.Now()
		conn, err := a.takeLock(ctx)
		if err != nil && ctx.Err() != nil {
			stop()
			return nil, nil, ctx.Err()
		}
		if err != nil {
			a.log.WarnContext(ctx, "matrix cannot ask whether another replica is connected", "error", err)
		}
		if conn != nil {
			l := &lease{conn: conn, done: make(chan struct{}), stop: stop}
			a.extend(sure)
			go a.watch(inside, l)
			if waited {
				a.count("matrix_takeover")
				a.log.InfoContext(ctx, "matrix connection is taken over from another replica")
			}
			return inside, l, nil
		}
		if err := chat.Sleep(ctx, leaseAsk); err != nil {
			stop()
			return nil, nil, err
		}
	}
}

// lockNumber is what the replicas know the lock by.
func (a *Adapter) lockNumber() int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("briefingbot matrix " + a.conf.User))
	return int64(h.Sum64())
}

// holder says which process holds the lock, or nothing where none does.
func (a *Adapter) holder(ctx context.Context) (string, error) {
	var who string
	number := uint64(a.lockNumber())
	err := a.deps.DB.QueryRowContext(ctx, `SELECT coalesce(host(s.client_addr), 'this machine') || ', connected since ' || to_char(s.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ')
		FROM pg_locks l JOIN pg_stat_activity s USING (pid)
		WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = $1 AND l.objid::bigint = $2`, int64(number>>32), int64(number&0xFFFFFFFF)).Scan(&who)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return who, wrap("ask which replica is connected", err)
}

// takeLock returns the connection that holds the lock, or nil where another
// has it.
func (a *Adapter) takeLock(ctx context.Context) (*sql.Conn, error) {
	conn, err := a.deps.DB.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	mine := false
	err = conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", a.lockNumber()).Scan(&mine)
	if err != nil || !mine {
		_ = conn.Close()
		return nil, wrap("ask for the lock", err)
	}
	if _, err := conn.ExecContext(ctx, fmt.Sprintf("SET idle_session_timeout = %d", leaseEnd.Milliseconds())); err != nil {
		a.log.WarnContext(ctx, "matrix lock outlives a machine that vanishes, until the database finds that out: PostgreSQL is older than 14", "error", err)
	}
	return conn, nil
}

// watch ends the lease when its connection is gone, and the lock with it.
func (a *Adapter) watch(ctx context.Context, l *lease) {
	defer close(l.done)
	defer a.until.Store(nil)
	for chat.Sleep(ctx, leaseCheck) == nil {
		sure := time.Now()
		check, cancel := context.WithTimeout(ctx, leaseCheck)
		_, err := l.conn.ExecContext(check, "SELECT 1")
		cancel()
		if err == nil {
			a.extend(sure)
		} else if ctx.Err() == nil {
			a.count("matrix_lease_lost")
			a.log.WarnContext(ctx, "matrix connection is given up: the database that says whose it is does not answer", "error", err)
			l.stop()
		}
	}
}

// release lets another replica speak.
func (a *Adapter) release(l *lease) {
	l.stop()
	if l.conn == nil {
		return
	}
	<-l.done
	a.open.Store(false) // another replica will turn the keys: they are read anew
	_ = l.conn.Raw(func(any) error { return errGone })
	_ = l.conn.Close()
}

// errGone closes a connection for good, so that its lock goes with it.
var errGone = fmt.Errorf("the lease is over: %w", driver.ErrBadConn)
