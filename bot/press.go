package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"briefingbot/adapters/chat"
)

// kept is how long the buttons of an answer work.
const kept = 30 * 24 * time.Hour

// Buttons carry "SHEET.PAGE.ACTION": the snapshot they belong to, the page they
// stand on, and one of these, with a number where it needs one.
const (
	actNext    = "n"
	actBack    = "b"
	actSource  = "s" // and the citation's number
	actPerson  = "p" // and the person's index in the snapshot
	actAgainst = "d" // likewise
	actUseful  = "u"
	actUseless = "x"
)

// remember keeps a sheet for its buttons and returns its id; empty where
// nothing is remembered.
func (d *desk) remember(ctx context.Context, at chat.Channel, s snapshot) (string, error) {
	if d.memory == nil || len(s.Entries)+len(s.Cited) == 0 {
		return "", nil
	}
	id := strings.ToLower(rand.Text()[:16])
	return id, d.rememberAs(ctx, at, id, s)
}

// rememberAs keeps a sheet under an id.
func (d *desk) rememberAs(ctx context.Context, at chat.Channel, id string, s snapshot) error {
	b, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("remember an answer: %w", err)
	}
	if err := d.memory.Save(ctx, sheetKey(at, id), b, kept); err != nil {
		return fmt.Errorf("remember an answer: %w", err)
	}
	return nil
}

// sheetKey is where a sheet is kept: a workspace opens only its own.
func sheetKey(at chat.Channel, id string) string {
	return strings.Join([]string{"sheet", at.Platform, at.Team, id}, "/")
}

var errForgotten = errors.New("these buttons are too old")

func (d *desk) recall(ctx context.Context, at chat.Channel, id string) (snapshot, error) {
	var s snapshot
	if d.memory == nil {
		return s, errForgotten
	}
	b, err := d.memory.Load(ctx, sheetKey(at, id))
	if err != nil {
		return s, fmt.Errorf("recall an answer: %w", err)
	}
	if b == nil {
		return s, errForgotten
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return s, fmt.Errorf("recall an answer: %w", err)
	}
	return s, nil
}

// press answers a button. Pressing twice does no more than pressing once.
func (d *desk) press(ctx context.Context, c chat.Command) chat.Message {
	id, rest, _ := strings.Cut(c.Button, ".")
	at, action, _ := strings.Cut(rest, ".")
	page, err := strconv.Atoi(at)
	snapshot, recalled := d.recall(ctx, c.Channel, id)
	if err != nil || action == "" || recalled != nil {
		return plainSheet("This button is too old or not mine. Ask again.").message(0)
	}
	s := snapshot.sheet(d.corpus)
	if page < 0 || page >= s.pages() {
		return plainSheet("This button is not mine. Ask again.").message(0)
	}
	t := &talk{sheet: s, page: page}
	switch do, number := action[:1], action[1:]; do {
	case actNext, actBack:
		step := 1
		if do == actBack {
			step = -1
		}
		turned := turn(t, page+step)
		if turned.turn == 0 {
			return turned.message(0)
		}
		if snapshot.Question != "" && s.asked == "" {
			s.asked = snapshot.Question
		}
		m := s.message(page + step)
		if page+step > 0 && snapshot.Question != "" && snapshot.Asked == "" { // the question went with the first page
			m.Blocks = append([]chat.Block{{Kind: chat.Paragraph, Runs: strong(snapshot.Question)}}, m.Blocks...)
		}
		m.Blocks = append(m.Blocks, buttons(s, id, page+step))
		m.Replace = !snapshot.Posted // a post is everybody's
		d.shown(ctx, c, talk{s, page + step, id, d.now()})
		return m
	case actSource:
		d.shown(ctx, c, talk{s, page, id, d.now()})
		return d.source(request{rest: number, talk: t}).message(0)
	case actPerson, actAgainst:
		k, err := strconv.Atoi(number)
		if err != nil || k < 0 || k >= len(s.people) {
			break
		}
		about := "who "
		if do == actAgainst {
			about = "who disagrees with "
		}
		m := d.answer(ctx, chat.Command{ID: c.ID, Text: about + s.people[k], User: c.User, Channel: c.Channel, Root: c.Root, Direct: c.Direct})
		if c.Channel.Platform == "slack" { // it restates what was typed, and this was not
			question := about + s.people[k]
			m.Blocks = append([]chat.Block{{Kind: chat.Paragraph, Runs: strong(strings.ToUpper(question[:1]) + question[1:])}}, m.Blocks...)
		}
		return m
	case actUseful, actUseless:
		if err := d.memory.Save(ctx, strings.Join([]string{"verdict", c.Channel.Platform, c.Channel.Team, id, c.User.ID}, "/"), []byte(do), kept); err != nil {
			return plainSheet("That could not be noted. Try again later.").message(0)
		}
		return plainSheet("Noted, thank you.").message(0)
	}
	return plainSheet("This button is not mine. Ask again.").message(0)
}
