package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/ingest/watch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// addFor is how long somebody in a chat waits for what they add.
const addFor = 50 * time.Second

// keepWatch makes what looks after the sources of the settings, and takes in
// what the folders have that the store does not.
func (n *newsroom) keepWatch(sh *shell) error {
	c := n.config.Ingest
	n.kin = newKin()
	agent := "briefingbot/1"
	if c.Contact != "" {
		agent += " (+" + c.Contact + ")"
	}
	n.watch = watch.New(watch.Config{
		Store: n.store, Web: fetch.New(fetch.Config{Agent: agent, Hosts: c.Hosts}), Folders: n.config.Folders(),
		Every: time.Duration(c.Every) * time.Minute, Pages: c.Pages, Keep: n.keep, Read: readings, Took: n.took, Gone: n.gone, Log: n.log,
	})
	if sh.corpus != "" { // articles named on the command line are all there is
		return nil
	}
	if err := n.watch.Configure(sh.ctx, n.config.Addresses()); err != nil {
		return err
	}
	bar := newProgress(sh.stderr, "articles read")
	defer bar.end()
	return n.watch.LookAtFolders(sh.ctx, bar.at)
}

// keep is how much is kept at a moment.
func (n *newsroom) keep(now time.Time) store.Keep {
	k := store.Keep{Bytes: int64(n.config.Ingest.KeepMB) << 20, Shown: now.AddDate(0, 0, -30)}
	if days := n.config.Ingest.KeepDays; days > 0 {
		k.Since = now.AddDate(0, 0, -days)
	}
	return k
}

// took puts an article that has just been stored into the corpus.
func (n *newsroom) took(r briefing.Reading) {
	if n.corpus == nil { // it is read from the store in a moment
		return
	}
	_, there := n.corpus.Reading(r.Article.ID)
	n.kin.add(r.Article, there)
	n.corpus.Add(r)
	n.differs(false)
	if there {
		n.articlesChanged()
	}
}

// gone takes an article that is not current any more out of the corpus.
func (n *newsroom) gone(id string) {
	if n.corpus == nil {
		return
	}
	n.corpus.Remove(id)
	n.differs(true)
	n.articlesChanged()
}

// articlesChanged has posted digests corrected, where any are posted.
func (n *newsroom) articlesChanged() {
	if f := n.changed.Load(); f != nil {
		(*f)()
	}
}

// lookAfterSources has the sources looked at until stop is called.
func (n *newsroom) lookAfterSources(ctx context.Context) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	var err error
	running.Go(func() { err = n.watch.Run(ctx) })
	running.Go(func() { n.kin.learn(ctx, n.corpus.Articles()) })
	running.Go(func() { n.keepSaved(ctx) })
	if n.store.Pool() != nil {
		running.Go(func() { n.followOthers(ctx) })
	}
	return func() error {
		cancel()
		running.Wait()
		n.watch.Web.Close()
		return err
	}
}

// followOthers takes over what other processes have put into the store.
func (n *newsroom) followOthers(ctx context.Context) {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
		if err := n.follow(ctx); err != nil && ctx.Err() == nil {
			n.log.Error("what other processes have stored is not known; trying again", "error", err)
		}
	}
}

// follow takes over once what other processes have put into the store.
func (n *newsroom) follow(ctx context.Context) error {
	known := map[string]string{}
	for _, a := range n.corpus.Articles() {
		known[a.ID] = a.SHA256
	}
	changed, gone, err := n.store.Newer(ctx, known)
	for _, r := range changed {
		n.took(r)
	}
	for _, id := range gone {
		n.gone(id)
	}
	return err
}

// answer answers everything that is not about schedules.
func (n *newsroom) answer(ctx context.Context, c chat.Command) chat.Message {
	if m, ours := n.answerSources(ctx, c); ours {
		return m
	}
	return n.desk.answer(ctx, c)
}

// linked finds a web address in what somebody shares.
var linked = regexp.MustCompile(`https?://[^\s<>"|]+`)

// answerSources answers what changes the sources: "sources add URL", "sources
// remove URL", and "add this" with a link.
func (n *newsroom) answerSources(ctx context.Context, c chat.Command) (m chat.Message, ours bool) {
	text := strings.TrimLeft(strings.TrimSpace(c.Text), "/!")
	words := strings.Fields(strings.ToLower(text))
	if c.Button != "" || c.Overheard || n.watch == nil || len(words) == 0 {
		return m, false
	}
	address := strings.TrimRight(linked.FindString(text), ".,;:!?)]")
	do := n.addPage
	switch {
	case words[0] == "sources" && len(words) >= 2 && slices.Contains([]string{"add", "remove"}, words[1]):
		if do = n.addSource; words[1] == "remove" {
			do = n.removeSource
		}
		if len(words) != 3 || address == "" {
			return plainSheet("Write the address in full, for example: sources " + words[1] + " https://news.example.org/feed.xml").message(0), true
		}
	case exactly(strings.Join(words, " "), []string{"add this", "add", "add this article", "aggiungi", "aggiungi questo"}):
		if address = strings.TrimRight(linked.FindString(c.Attached), ".,;:!?)]"); address == "" {
			return plainSheet("Add what? Share a link and answer it with “add this”, or write: add https://news.example.org/story").message(0), true
		}
	case (words[0] == "add" || words[0] == "aggiungi") && address != "" && len(words) <= 3:
	default:
		return m, false
	}
	if !c.User.Admin {
		return plainSheet("Only those who may administer the bot can change its sources.").message(0), true
	}
	ctx, cancel := context.WithTimeout(ctx, addFor)
	defer cancel()
	said, err := do(ctx, address, c)
	if err != nil { // which names the address: it is not for the log
		n.log.Warn("the sources were not changed", "platform", c.Channel.Platform, "who", c.User.ID)
		if said = sentence(err); strings.HasPrefix(err.Error(), "http") { // an address begins as it is written
			said = err.Error() + "."
		}
	}
	m = plainSheet(said).message(0)
	m.Private = true
	return m, true
}

// audit writes down who changed the sources, where, from what to what.
func (n *newsroom) audit(ctx context.Context, c chat.Command, verb, before, after string) error {
	a := store.Audit{At: time.Now(), Who: c.User.ID, Name: c.User.Name, Verb: verb,
		Channel: store.Channel{Platform: c.Channel.Platform, Team: c.Channel.Team, ID: c.Channel.ID}}
	for _, side := range []struct {
		address string
		in      *string
	}{{before, &a.Before}, {after, &a.After}} {
		if side.address == "" {
			continue
		}
		b, err := json.Marshal(side.address)
		if err != nil {
			return fmt.Errorf("write down a change: %w", err)
		}
		*side.in = string(b)
	}
	n.log.Info("the sources were changed", "platform", c.Channel.Platform, "who", c.User.ID, "what", verb)
	return n.store.Note(ctx, a)
}

func (n *newsroom) addSource(ctx context.Context, address string, c chat.Command) (string, error) {
	s, added, err := n.watch.Add(ctx, address, c.User.ID)
	if err != nil {
		return "", err
	}
	n.watch.Wake()
	switch l := s.State; {
	case !added && l.Why != "":
		return "", errors.New(address + " was not added: it " + strings.Replace(l.Why, "it is tried again later", "try again later", 1))
	case !added:
		return s.URL + " is a source already: " + health(s, time.Now()), nil
	default:
		return "Added " + s.URL + ": " + health(s, time.Now()), n.audit(ctx, c, "add source", "", s.URL)
	}
}

func (n *newsroom) removeSource(ctx context.Context, address string, c chat.Command) (string, error) {
	all, err := n.store.Sources(ctx)
	if err != nil {
		return "", err
	}
	for _, s := range all {
		switch {
		case s.URL != address && strings.TrimSuffix(s.URL, "/") != strings.TrimSuffix(address, "/"):
		case s.Origin == store.SourceOfSettings:
			return "", fmt.Errorf("%s stands in the settings; take it out there", s.URL)
		default:
			removed, err := n.store.RemoveSource(ctx, s.URL)
			if err == nil && removed {
				err = n.audit(ctx, c, "remove source", s.URL, "")
			}
			return "Removed " + s.URL + ". Its articles stay.", err
		}
	}
	return "", fmt.Errorf("%s is no source; the command sources lists them", address)
}

func (n *newsroom) addPage(ctx context.Context, address string, c chat.Command) (string, error) {
	a, fresh, err := n.watch.Page(ctx, address)
	if err != nil {
		return "", err
	}
	if !fresh {
		return n.desk.label(a) + " is known already.", nil
	}
	return fmt.Sprintf("Added %s, %s.", n.desk.label(a), plural(len(strings.Fields(a.Text)), "word")), n.audit(ctx, c, "add article", "", address)
}
