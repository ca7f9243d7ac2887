package slack

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"briefingbot/adapters/chat"
)

// Callback ids, as the manifest has them.
const (
	whoSaidThis  = "who_said_this"
	briefingNow  = "briefing_now"
	saveSchedule = "schedule_save"
)

// asked is a command with what it takes to answer it.
type asked struct {
	chat.Command
	ws       *workspace
	response *responseURL // nil where Slack gave none
	root     string       // id of the message a public answer hangs from; empty for the channel
	restate  string       // the question, where the channel does not show it
	pressed  bool         // by a button
	own      bool         // whose message nobody else sees: Replace may replace it
}

// takeSlash takes what was typed after the slash command. It reports false
// where the bot has too much to do.
func (a *Adapter) takeSlash(c api.SlashCommand) bool {
	team := a.teamOf(c.EnterpriseID, c.TeamID, c.IsEnterpriseInstall)
	return a.take(cmp.Or(c.TriggerID, c.ResponseURL), team, c.ResponseURL, func(ctx context.Context, ws *workspace) {
		q := asked{ws: ws, response: a.newResponse(c.ResponseURL), restate: strings.TrimSpace(c.Command + " " + unmark(c.Text))}
		q.ID = cmp.Or(c.TriggerID, c.ResponseURL)
		q.Text, q.Mentioned = a.words(c.Text, team, ws)
		q.Channel = chat.Channel{Platform: "slack", Team: team, ID: c.ChannelID}
		q.Direct = strings.HasPrefix(c.ChannelID, "D")
		q.User = chat.User{ID: c.UserID}
		a.serveCommand(ctx, q)
	})
}

// takeEvent takes an event of the Events API.
func (a *Adapter) takeEvent(e slackevents.EventsAPIEvent) bool {
	id := ""
	if callback, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		id = callback.EventID
	}
	team := a.teamOf(e.EnterpriseID, e.TeamID, orgWide(e))
	switch event := e.InnerEvent.Data.(type) {
	case *slackevents.AppMentionEvent:
		if event.BotID != "" || event.Edited != nil {
			return true
		}
		m := message{id: id, team: team, channel: event.Channel, ts: event.TimeStamp, thread: event.ThreadTimeStamp, user: event.User,
			text: event.Text, external: e.IsExtSharedChannel, addressed: true}
		return a.takeMessage(m)
	case *slackevents.MessageEvent:
		return a.takeMessageEvent(e, event, id, team)
	case *slackevents.AppHomeOpenedEvent:
		return a.take(id, team, "", func(ctx context.Context, ws *workspace) {
			switch event.Tab {
			case "home":
				a.publishHome(ctx, ws, team, event.User)
			case "messages":
				a.suggest(ctx, ws, event.Channel)
			}
		})
	case *slackevents.AppUninstalledEvent:
		return a.crew.Take("", func(ctx context.Context) { a.uninstall(ctx, team, happened(e)) })
	case *slackevents.TokensRevokedEvent:
		if len(event.Tokens.Bot) == 0 {
			return true
		}
		return a.crew.Take("", func(ctx context.Context) { a.uninstall(ctx, team, happened(e)) })
	}
	if taken, leaving := a.takeLeaving(e, id, team); leaving {
		return taken
	}
	return true
}

// takeMessageEvent takes a message in a direct conversation, or a reply in a
// thread the bot is in. A mention comes as an event of its own.
func (a *Adapter) takeMessageEvent(e slackevents.EventsAPIEvent, event *slackevents.MessageEvent, id, team string) bool {
	if event.BotID != "" || event.SubType != "" && event.SubType != "thread_broadcast" && event.SubType != "file_share" || event.User == "" {
		return true
	}
	m := message{id: id, team: team, channel: event.Channel, ts: event.TimeStamp, thread: event.ThreadTimeStamp, user: event.User,
		text: event.Text, gesture: event.ClientMsgID, external: e.IsExtSharedChannel}
	if strings.HasPrefix(event.Channel, "D") || event.ChannelType == "im" {
		m.addressed = true
		return a.takeMessage(m)
	}
	if event.ThreadTimeStamp == "" || event.ThreadTimeStamp == event.TimeStamp {
		return true
	}
	return a.crew.Take("", func(ctx context.Context) {
		known, err := a.deps.Memory.Load(ctx, a.threadKey(chat.Channel{Team: team, ID: event.Channel}, event.ThreadTimeStamp))
		if err == nil && known != nil {
			a.hear(ctx, m)
		}
	})
}

// message is a question somebody wrote where others, or only the bot, read it.
type message struct {
	id, team, channel, ts, thread, user, text string
	gesture                                   string // Slack's client_msg_id: the same for two events of one gesture
	external                                  bool   // the channel is shared with another organisation
	addressed                                 bool
}

func (a *Adapter) takeMessage(m message) bool {
	return a.crew.Take("", func(ctx context.Context) { a.hear(ctx, m) })
}

// hear answers a message once, however many events tell of it.
func (a *Adapter) hear(ctx context.Context, m message) {
	ws, err := a.workspace(ctx, m.team)
	if err != nil {
		a.lost(ctx, "a message", err)
		return
	}
	if m.user == ws.user {
		return
	}
	mentions := strings.Contains(m.text, "<@"+ws.user+">") || strings.Contains(m.text, "<@"+ws.user+"|")
	if !m.addressed && mentions {
		return // its own event comes
	}
	keys := []string{m.team + "/" + m.channel + "/" + m.ts}
	if m.id != "" {
		keys = append(keys, m.id)
	}
	if m.gesture != "" {
		keys = append(keys, m.gesture)
	}
	if !a.first(ctx, keys...) {
		return
	}
	q := asked{ws: ws, root: cmp.Or(m.thread, m.ts)}
	q.ID = cmp.Or(m.id, m.channel+"/"+m.ts)
	q.Text, q.Mentioned = a.words(m.text, m.team, ws)
	q.Channel = chat.Channel{Platform: "slack", Team: m.team, ID: m.channel, Thread: m.thread}
	q.Direct = strings.HasPrefix(m.channel, "D")
	q.User = chat.User{ID: m.user}
	q.ReplyTo = m.thread
	q.Overheard = !m.addressed
	if m.external && !a.conf.External {
		a.refuse(ctx, q, "This channel is shared with another organisation. An administrator can set slack.external to allow me here.")
		return
	}
	if m.addressed && a.listed(m.channel) { // a private answer leaves nothing in the thread to know it by
		a.joined(ctx, q.Channel, q.root)
	}
	a.serveCommand(ctx, q)
}

// take claims id and works in the background for the workspace of team. Where
// there is no workspace, who asked is told through the response_url.
func (a *Adapter) take(id, team, response string, work func(context.Context, *workspace)) bool {
	return a.crew.Take("", func(ctx context.Context) {
		if !a.first(ctx, id) {
			return
		}
		ws, err := a.workspace(ctx, team)
		if err == nil {
			work(ctx, ws)
			return
		}
		text := "Slack does not answer me just now. Please try again in a moment."
		var refused chat.Refused
		if errors.As(err, &refused) {
			text = "Slack does not let me answer (" + refused.Reason + "). " + refused.Remedy
		}
		q := asked{response: a.newResponse(response)}
		if told := a.respond(ctx, q, post{Text: Escape(text)}, respondHow{last: true}); told != nil {
			a.lost(ctx, "a command", err)
		}
	})
}

// first reports whether none of the ids of an event was seen before. Where the
// memory fails, the event counts as new: an answer twice is better than none.
func (a *Adapter) first(ctx context.Context, ids ...string) bool {
	for _, id := range ids {
		if id == "" {
			continue
		}
		mine, err := a.deps.Memory.Claim(ctx, "slack/seen/"+chat.Mark(id), 6*time.Hour)
		if err != nil {
			a.log.ErrorContext(ctx, "slack event is not remembered", "error", err)
			continue
		}
		if !mine {
			a.count("slack_duplicate")
			return false
		}
	}
	return true
}

func (a *Adapter) lost(ctx context.Context, what string, err error) {
	a.count("slack_lost")
	a.log.ErrorContext(ctx, "slack: "+what+" cannot be answered", "error", err)
}

// teamOf is the Team of a chat.Channel. With one installation it is empty, as
// in the channels of the settings file: there is nothing to tell apart.
func (a *Adapter) teamOf(enterprise, team string, orgWide bool) string {
	if a.conf.OAuth == nil {
		return ""
	}
	if orgWide && enterprise != "" {
		return enterprise + "/" + team
	}
	return team
}

// happened is when the event took place; zero where Slack does not say.
func happened(e slackevents.EventsAPIEvent) time.Time {
	callback, ok := e.Data.(*slackevents.EventsAPICallbackEvent)
	if !ok || callback.EventTime <= 0 {
		return time.Time{}
	}
	return time.Unix(int64(callback.EventTime), 0)
}

func orgWide(e slackevents.EventsAPIEvent) bool {
	callback, ok := e.Data.(*slackevents.EventsAPICallbackEvent)
	return ok && len(callback.Authorizations) > 0 && callback.Authorizations[0].IsEnterpriseInstall
}
