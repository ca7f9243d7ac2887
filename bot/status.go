package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/console"
	"briefingbot/adapters/matrix"
	"briefingbot/adapters/slack"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
)

type (
	statusCmd struct {
		Days int  `default:"14" help:"How many days of digests."`
		Rows int  `default:"200" help:"At most so many digests, the latest."`
		JSON bool `name:"json" help:"One JSON object."`
	}
	historyCmd struct {
		Rows int  `default:"50" help:"At most so many changes, the latest."`
		JSON bool `name:"json" help:"One JSON object."`
	}
)

// openRemembered opens the configured store for reading, also while the bot runs.
func (sh *shell) openRemembered() (*store.Store, error) {
	c, err := sh.withoutSecrets()
	if err != nil {
		return nil, err
	}
	if c.Postgres() {
		return store.OpenPostgresReadOnly(sh.ctx, c.Store)
	}
	path, err := sh.storeFile()
	if err != nil {
		return nil, err
	}
	return store.OpenReadOnly(sh.ctx, path)
}

// registers opens the book of schedules over a store that is only read.
func (sh *shell) registers(s *store.Store) (*schedule.Book, error) {
	c, err := sh.withoutSecrets()
	if err != nil {
		return nil, err
	}
	links := map[string]func(chat.Channel, string) string{"slack": slack.Links(sh.ctx, s)} // needs no connection, so none is made
	if c.Matrix.Enabled {
		if a, err := matrix.New(matrix.Config{User: c.Matrix.User}, matrix.Deps{Memory: chat.NewForgetful()}); err == nil {
			links[matrix.Platform] = a.Link
		}
	}
	link := func(to chat.Channel, id string) string {
		if l := links[to.Platform]; l != nil {
			return l(to, id)
		}
		return ""
	}
	return schedule.NewBook(schedule.BookConfig{Store: s, Link: link, Make: func(context.Context, schedule.Occasion) (schedule.Draft, error) {
		return schedule.Draft{}, errors.New("digests are made by a running bot")
	}})
}

// Run tells how the bot is, from its store: the articles, where they come from,
// and for every digest when it was due and what became of it.
func (c *statusCmd) Run(sh *shell) (err error) {
	if c.Days < 1 || c.Rows < 1 {
		return fmt.Errorf("--days is %d and --rows is %d; write numbers from 1 on", c.Days, c.Rows)
	}
	s, err := sh.openRemembered()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	book, err := sh.registers(s)
	if err != nil {
		return err
	}
	sources, err := s.Sources(sh.ctx)
	if err != nil {
		return err
	}
	since := time.Now().AddDate(0, 0, -c.Days)
	if c.JSON {
		return c.json(sh, s, book, sources, since)
	}
	digests, err := book.Overview(sh.ctx, since, c.Rows)
	if err != nil {
		return err
	}
	n := &newsroom{}
	if n.corpus, _, err = n.corpusOf(sh.ctx, s); err != nil {
		return err
	}
	n.sitDown(sh, "")
	m := n.desk.composeState(time.Now())
	m.Title = "Status of " + s.Path()
	if len(sources) > 0 {
		m.Blocks = append(append(m.Blocks, heading("Sources")), composeHealth(sources, time.Now(), len(sources))...)
	}
	if digests.Title != "" {
		m.Blocks = append(m.Blocks, heading(digests.Title))
	}
	m.Blocks = append(m.Blocks, digests.Blocks...)
	_, err = io.WriteString(sh.stdout, console.Render(m, sh.style()))
	return err
}

func heading(text string) chat.Block {
	return chat.Block{Kind: chat.Heading, Runs: []chat.Run{{Text: text}}}
}

// The JSON of a status.
type (
	statusJSON struct {
		Store     string         `json:"store"`
		Articles  int            `json:"articles"`
		Sources   []store.Source `json:"sources"`
		Schedules []scheduleJSON `json:"schedules"`
		Slots     []slotJSON     `json:"slots"`
	}
	scheduleJSON struct {
		ID      string     `json:"id"`
		Channel string     `json:"channel"` // platform:id, or platform:team/id
		Owner   string     `json:"owner,omitempty"`
		Origin  string     `json:"origin"`
		Spec    store.Spec `json:"spec"`
		Paused  bool       `json:"paused"`
		Until   time.Time  `json:"until,omitzero"`
		Next    time.Time  `json:"next,omitzero"`
	}
	slotJSON struct {
		Slot    string    `json:"slot"`
		Channel string    `json:"channel"`
		Due     time.Time `json:"due"`
		Zone    string    `json:"zone"`
		State   string    `json:"state"`
		Posted  time.Time `json:"posted,omitzero"`
		Late    float64   `json:"late_seconds,omitempty"`
		Post    string    `json:"post,omitempty"` // the platform's id
		Link    string    `json:"link,omitempty"`
		Why     string    `json:"why,omitempty"`
	}
)

func (c *statusCmd) json(sh *shell, s *store.Store, book *schedule.Book, sources []store.Source, since time.Time) error {
	articles, err := s.Count(sh.ctx)
	if err != nil {
		return err
	}
	schedules, err := s.Schedules(sh.ctx)
	if err != nil {
		return err
	}
	rows, err := book.Rows(sh.ctx, chat.Channel{}, since, c.Rows)
	if err != nil {
		return err
	}
	out := statusJSON{Store: s.Path(), Articles: articles, Sources: append([]store.Source{}, sources...), Schedules: []scheduleJSON{}, Slots: []slotJSON{}}
	for _, w := range schedules {
		out.Schedules = append(out.Schedules, scheduleJSON{w.ID, address(w.Channel), firstOf(w.OwnerName, w.Owner), w.Origin, w.Spec, w.Paused, w.Until, w.Next})
	}
	for _, r := range rows {
		out.Slots = append(out.Slots, slotJSON{r.Slot, address(store.Channel{Platform: r.Channel.Platform, Team: r.Channel.Team, ID: r.Channel.ID}), r.Due, r.Zone,
			r.State, r.Posted, r.Late.Seconds(), r.ID, r.Link, r.Why})
	}
	return sh.printJSON(out)
}

func (sh *shell) printJSON(v any) error {
	b, err := encode(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.stdout, "%s\n", b)
	return err
}

// address names a channel as the settings do.
func address(c store.Channel) string {
	return c.Platform + ":" + strings.Join(slices.DeleteFunc([]string{c.Team, c.ID}, func(s string) bool { return s == "" }), "/")
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// Run tells who changed which schedule, where, from what to what.
func (c *historyCmd) Run(sh *shell) (err error) {
	if c.Rows < 1 {
		return fmt.Errorf("--rows is %d; write a number from 1 on", c.Rows)
	}
	s, err := sh.openRemembered()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if c.JSON {
		audits, err := s.Audits(sh.ctx, c.Rows)
		if err != nil {
			return err
		}
		v, err := listed("changes", audits)
		if err != nil {
			return err
		}
		return sh.printJSON(v)
	}
	book, err := sh.registers(s)
	if err != nil {
		return err
	}
	m, err := book.History(sh.ctx, c.Rows)
	if err != nil {
		return err
	}
	_, err = io.WriteString(sh.stdout, console.Render(m, sh.style()))
	return err
}
