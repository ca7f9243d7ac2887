package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// maxHome is how many blocks an App Home may have; Slack takes 100.
const maxHome = 95

// publishHome shows a person their App Home: their schedules, the state of the
// corpus, help; the rest of the schedules to those who may change them.
func (a *Adapter) publishHome(ctx context.Context, ws *workspace, team, user string) {
	who := a.user(ctx, ws, user)
	blocks := a.scheduleBlocks(ctx, who)
	if a.deps.Status != nil {
		blocks = append(blocks, divider()...)
		blocks = append(blocks, messageBlocks(a.deps.Status(ctx, who))...)
	}
	if who.Admin {
		blocks = append(append(blocks, divider()...), a.adminBlocks(ws)...)
	}
	help, ok := a.ask(ctx, chat.Command{ID: "home/" + user, Text: "help", User: who, Direct: true,
		Channel: chat.Channel{Platform: "slack", Team: team, ID: user}})
	if ok {
		blocks = append(blocks, divider()...)
		blocks = append(blocks, messageBlocks(help)...)
	}
	if len(blocks) > maxHome {
		blocks = append(blocks[:maxHome], textLine("There is more than a home can show. Type the commands in the Messages tab."))
	}
	view := api.HomeTabViewRequest{Type: api.VTHomeTab, Blocks: api.Blocks{BlockSet: blocks}, CallbackID: "home"}
	err := patiently(ctx, func() error {
		_, err := ws.client.PublishViewContext(ctx, api.PublishViewContextRequest{UserID: user, View: view})
		return a.judge("publish the App Home", err)
	})
	if err != nil {
		a.count("slack_home_failed")
		a.log.ErrorContext(ctx, "slack App Home is not published", "error", err)
	}
}

// adminBlocks tells an administrator how the bot is set up here.
func (a *Adapter) adminBlocks(ws *workspace) []api.Block {
	lines := []string{"Transport: requests from Slack (HTTP)"}
	if a.conf.AppToken != "" {
		lines[0] = fmt.Sprintf("Transport: Socket Mode, %d connections", a.conf.Connections)
	}
	switch {
	case slices.Contains(a.conf.Channels, "*"):
		lines = append(lines, "Channels: every one I am invited to")
	default:
		lines = append(lines, fmt.Sprintf("Channels: direct messages and %d listed in slack.channels", len(a.conf.Channels)))
	}
	external := "Channels shared with other organisations: refused"
	if a.conf.External {
		external = "Channels shared with other organisations: allowed"
	}
	lines = append(lines, external)
	if missing := missingScopes(ws.scopes); len(missing) > 0 {
		lines = append(lines, "Missing scopes: "+strings.Join(missing, ", ")+". Add them to the app (OAuth & Permissions) and install it again.")
	}
	return []api.Block{api.NewHeaderBlock(plainText("For administrators")), textLine(strings.Join(lines, "\n"))}
}

func (a *Adapter) scheduleBlocks(ctx context.Context, who chat.User) []api.Block {
	blocks := []api.Block{api.NewHeaderBlock(plainText("Your briefings"))}
	if a.deps.Schedules == nil {
		return append(blocks, textLine("Scheduled briefings are not set up on this bot."))
	}
	list, err := a.deps.Schedules.List(ctx, who)
	if err != nil {
		a.log.ErrorContext(ctx, "schedules cannot be listed", "error", err)
		return append(blocks, textLine("The schedules cannot be read just now. Please come back in a moment."))
	}
	var mine, others []chat.Schedule
	for _, s := range list {
		if s.Mine {
			mine = append(mine, s)
		} else {
			others = append(others, s)
		}
	}
	if len(mine) == 0 {
		blocks = append(blocks, textLine("You have no scheduled briefing yet."))
	}
	for _, s := range mine {
		blocks = append(blocks, scheduleBlock(s)...)
	}
	add := api.NewButtonBlockElement("schedule.new", "new", plainText("New scheduled briefing")).WithStyle(api.StylePrimary)
	blocks = append(blocks, api.NewActionBlock("", add))
	if len(others) > 0 {
		title := "Other channels"
		if who.Admin {
			title = "All other schedules (you are an administrator)"
		}
		blocks = append(blocks, api.NewHeaderBlock(plainText(title)))
		for _, s := range others {
			blocks = append(blocks, scheduleBlock(s)...)
		}
	}
	return blocks
}

// scheduleBlock tells what a schedule does, when next, what became of the last
// run, and offers what the person may do with it.
func scheduleBlock(s chat.Schedule) []api.Block {
	line := []api.RichTextSectionElement{api.NewRichTextSectionTextElement(when(s)+" in ", &api.RichTextSectionTextStyle{Bold: true})}
	switch {
	case strings.HasPrefix(s.Channel.ID, "C"), strings.HasPrefix(s.Channel.ID, "G"):
		line = append(line, api.NewRichTextSectionChannelElement(s.Channel.ID, nil))
	default:
		line = append(line, api.NewRichTextSectionTextElement("your messages", nil))
	}
	line = append(line, api.NewRichTextSectionTextElement("\n"+next(s), nil))
	if !s.Last.Due.IsZero() {
		line = append(line, api.NewRichTextSectionTextElement("\nLast: "+local(s.Last.Due, s.Zone)+", "+chat.Visible(s.Last.State)+" ", nil))
		if link := chat.WebURL(s.Last.Link); link != "" {
			line = append(line, api.NewRichTextSectionLinkElement(link, "open", nil))
		}
	}
	blocks := rich(api.NewRichTextSection(line...))
	if !s.May || len(s.ID) > maxValue {
		return blocks
	}
	pause := api.NewButtonBlockElement("schedule.pause", s.ID, plainText("Pause"))
	if s.Paused {
		pause = api.NewButtonBlockElement("schedule.resume", s.ID, plainText("Resume"))
	}
	stop := api.NewButtonBlockElement("schedule.stop", s.ID, plainText("Stop")).WithStyle(api.StyleDanger).
		WithConfirm(api.NewConfirmationBlockObject(plainText("Stop this briefing?"), plainText("It will not be posted any more."), plainText("Stop it"), plainText("Keep it")))
	return append(blocks, api.NewActionBlock("",
		api.NewButtonBlockElement("schedule.edit", s.ID, plainText("Change")),
		api.NewButtonBlockElement("schedule.test", s.ID, plainText("Test")), pause, stop))
}

// when says a schedule in words.
func when(s chat.Schedule) string {
	if s.Cron != "" {
		return chat.Visible(s.Cron) + " (" + s.Zone + ")"
	}
	days := "Every day"
	if len(s.Days) > 0 && len(s.Days) < 7 {
		var names []string
		for _, d := range s.Days {
			names = append(names, d.String()[:3])
		}
		if days = strings.Join(names, ", "); days == "Mon, Tue, Wed, Thu, Fri" {
			days = "Weekdays"
		}
	}
	return days + " at " + strings.Join(s.Times, " and ") + " (" + s.Zone + ")"
}

func next(s chat.Schedule) string {
	switch {
	case s.Paused && !s.Until.IsZero():
		return "Paused until " + local(s.Until, s.Zone)
	case s.Paused:
		return "Paused"
	case s.Next.IsZero():
		return "Next: none"
	}
	return "Next: " + local(s.Next, s.Zone)
}

// local says t as a clock in zone does.
func local(t time.Time, zone string) string {
	if place, err := time.LoadLocation(zone); err == nil && zone != "" {
		t = t.In(place)
	}
	return t.Format("Mon 2 Jan 15:04 MST")
}

// messageBlocks sets m as the blocks of a view, which has no thread, no tables
// and nobody to answer its buttons: what does not fit the first post is left
// out there, and the bot says it when asked.
func messageBlocks(m chat.Message) []api.Block {
	if m.Empty() {
		return nil
	}
	var blocks []chat.Block
	for _, b := range m.Blocks {
		switch {
		case b.Kind == chat.Buttons:
		case b.Kind == chat.Table && columns(b.Rows) > 2: // fewer are set as a list anyway
			for _, row := range b.Rows[1:] {
				blocks = append(blocks, chat.Block{Kind: chat.Bullet, Runs: rowRuns(b.Rows[0], row)})
			}
		default:
			blocks = append(blocks, b)
		}
	}
	m.Blocks = blocks
	return viewBlocks(m)
}

func viewBlocks(m chat.Message) []api.Block {
	posts, err := render(m)
	if err != nil {
		return []api.Block{textLine(fmt.Sprintf("This cannot be shown: %v", err))}
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(withoutCitations(posts[0]).Blocks, &raw); err != nil { // not every view takes citations
		return nil
	}
	out := make([]api.Block, len(raw))
	for i := range raw {
		out[i] = rawBlock{raw[i]}
	}
	return out
}

func textLine(text string) api.Block {
	return rich(api.NewRichTextSection(api.NewRichTextSectionTextElement(chat.Visible(text), nil)))[0]
}

func divider() []api.Block { return []api.Block{api.NewDividerBlock()} }
