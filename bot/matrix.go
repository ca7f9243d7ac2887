package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"briefingbot/adapters/matrix"
	"briefingbot/bot/store"
	"briefingbot/config"
)

type (
	matrixStatusCmd       struct{}
	matrixVerifyCmd       struct{}
	matrixRegistrationCmd struct{}
)

// Run tells from the store how the bot is connected to Matrix. It contacts
// nobody, and may be asked while the bot runs.
func (matrixStatusCmd) Run(sh *shell) error {
	return withMatrix(sh, config.LoadGiven, (*newsroom).onlyRead, func(c config.Config, a *matrix.Adapter) error {
		s, err := a.Status(sh.ctx)
		if err != nil {
			return err
		}
		return tellMatrix(sh.stdout, s, c.Postgres(), time.Now())
	})
}

// Run signs the bot's Matrix device, so that other people's clients trust it.
// A new recovery key is shown once, and is nowhere else.
func (matrixVerifyCmd) Run(sh *shell) error {
	return withMatrix(sh, config.Load, (*newsroom).remember, func(_ config.Config, a *matrix.Adapter) error {
		key, err := a.Verify(sh.ctx)
		if err != nil {
			return err
		}
		if key != "" {
			_, err = fmt.Fprintf(sh.stdout, "Recovery key, shown once; keep it safe and set MATRIX_RECOVERY_KEY to it, in quotes:\n%s\n", key)
			return err
		}
		_, err = fmt.Fprintln(sh.stdout, "the device is verified")
		return err
	})
}

// withMatrix does something with the adapter, with the settings as load loads
// them and over the store as open opens it.
func withMatrix(sh *shell, load func(string, []string) (config.Config, error), open func(*newsroom, *shell) (*store.Store, error), do func(config.Config, *matrix.Adapter) error) (err error) {
	if sh.config == "" {
		return errors.New("matrix is not enabled; name the settings file with --config")
	}
	c, err := load(sh.config, sh.env)
	if err != nil {
		return err
	}
	if !c.Matrix.Enabled {
		return fmt.Errorf("%s: matrix.enabled is false; set it to true", sh.config)
	}
	n := &newsroom{config: c, log: logger(sh.stderr, c.Log)}
	if n.store, err = open(n, sh); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.store.Close()) }()
	a, err := n.openMatrix(func(string) {})
	if err != nil {
		return err
	}
	return do(c, a)
}

// onlyRead opens the store beside the bot that uses it.
func (n *newsroom) onlyRead(sh *shell) (*store.Store, error) {
	if n.config.Postgres() {
		return store.OpenPostgres(sh.ctx, n.config.Store)
	}
	path, err := sh.storeFile()
	if err != nil {
		return nil, err
	}
	return store.OpenReadOnly(sh.ctx, path)
}

// tellMatrix prints s, one thing a line.
func tellMatrix(out io.Writer, s matrix.Status, replicas bool, now time.Time) error {
	line := func(name, value string) string { return fmt.Sprintf("%-12s %s\n", name, value) }
	text := line("user", s.User) + line("device", cmp.Or(s.Device, "none yet: it has never logged in"))
	switch {
	case !s.Encryption:
		text += line("encryption", "not built in: build with -tags goolm")
	case s.Device != "":
		text += line("verified", map[bool]string{true: "yes", false: "no: run briefingbot matrix verify"}[s.Verified]) +
			line("rooms", fmt.Sprintf("%d, %d of them encrypted", s.Rooms, s.Encrypted))
	}
	if replicas {
		text += line("connected", cmp.Or(s.Holder, "no replica"))
	}
	synced := "never"
	if !s.Synced.IsZero() {
		synced = fmt.Sprintf("%s (%s ago)", s.Synced.Format(time.RFC3339), now.Sub(s.Synced).Round(time.Second))
	}
	text += line("last sync", synced)
	for _, room := range slices.Sorted(maps.Keys(s.Invitations)) {
		text += line("invitation", fmt.Sprintf("to %s by %s, not accepted: add who sent it to matrix.inviters", room, s.Invitations[room]))
	}
	_, err := io.WriteString(out, text)
	return err
}

// Run prints the file that makes the bot an application service.
func (matrixRegistrationCmd) Run(sh *shell) error {
	if sh.config == "" {
		return errors.New("the registration needs matrix.user; name the settings file with --config")
	}
	c, err := config.LoadGiven(sh.config, sh.env)
	if err != nil {
		return err
	}
	text, err := matrix.Registration(c.Matrix.User, c.Matrix.AppToken.Reveal())
	if err != nil {
		return err
	}
	_, err = io.WriteString(sh.stdout, text)
	return err
}
