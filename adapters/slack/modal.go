package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// form is what the modal carries along unseen.
type form struct {
	ID   string `json:"id,omitempty"`
	Cron string `json:"cron,omitempty"`
}

// pressSchedule does what a button of the App Home or of the modal says. What
// the person may do is judged by Schedules, now, not by what was shown.
func (a *Adapter) pressSchedule(ctx context.Context, ws *workspace, team string, c api.InteractionCallback, action api.BlockAction) {
	if a.deps.Schedules == nil {
		return
	}
	verb := strings.TrimPrefix(action.ActionID, "schedule.")
	switch verb {
	case "new", "edit":
		a.openForm(ctx, ws, team, c, action.Value)
		return
	case "preview":
		a.previewForm(ctx, ws, team, c)
		return
	}
	who := a.user(ctx, ws, c.User.ID)
	change := chat.Change{Verb: chat.Verb(verb), Schedule: chat.Schedule{ID: action.Value}, Key: chat.Mark(c.TriggerID + action.ActionTs)}
	if verb == "try" { // the modal's Test: what is filled in, not what is saved
		change.Verb, change.Schedule = chat.Test, filled(team, c.View)
	}
	m, err := a.deps.Schedules.Change(ctx, who, change)
	if err != nil {
		m = notice(a.complaint(ctx, err))
	}
	if !m.Empty() {
		if err := a.Whisper(ctx, chat.Channel{Platform: "slack", Team: team}, c.User.ID, m); err != nil {
			a.lost(ctx, "a change of a schedule", err)
		}
	}
	if c.View.Type == api.VTHomeTab {
		a.publishHome(ctx, ws, team, c.User.ID)
	}
}

// complaint is a sentence for the person whose change was not made.
func (a *Adapter) complaint(ctx context.Context, err error) string {
	var bad chat.BadField
	var refused chat.Refused
	switch {
	case errors.As(err, &bad):
		return bad.Remedy
	case errors.As(err, &refused):
		return cmp.Or(refused.Remedy, "You may not do that.")
	}
	a.count("slack_schedule_failed")
	a.log.ErrorContext(ctx, "a schedule could not be changed", "error", err)
	return "That could not be done just now, and nothing was changed. Please try again."
}

// openForm opens the modal at once, because Slack's trigger lives 3 s, and
// then fills it. Who comes too late is told so.
func (a *Adapter) openForm(ctx context.Context, ws *workspace, team string, c api.InteractionCallback, id string) {
	view, err := ws.client.OpenViewContext(ctx, c.TriggerID, modal("Scheduled briefing", form{}, textLine("One moment…")))
	if err = a.judge("open the schedule form", err); err != nil {
		a.count("slack_form_failed")
		a.log.WarnContext(ctx, "slack form is not opened", "error", err)
		sorry := notice(cmp.Or(remedies[refusal(err)], "Slack did not open the form. Please press the button again."))
		if err := a.Whisper(ctx, chat.Channel{Platform: "slack", Team: team}, c.User.ID, sorry); err != nil {
			a.lost(ctx, "a press for the schedule form", err)
		}
		return
	}
	who := a.user(ctx, ws, c.User.ID)
	s := chat.Schedule{Times: []string{"08:00"}, Zone: cmp.Or(who.Zone, "UTC"),
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}}
	if id != "new" {
		list, err := a.deps.Schedules.List(ctx, who)
		i := slices.IndexFunc(list, func(s chat.Schedule) bool { return s.ID == id && s.May })
		if err != nil || i < 0 {
			_, _ = ws.client.UpdateViewContext(ctx, modal("Scheduled briefing", form{}, textLine("This schedule is gone, or no longer yours to change.")), "", "", view.ID)
			return
		}
		s = list[i]
	}
	_, err = ws.client.UpdateViewContext(ctx, a.scheduleForm(s, nil), "", "", view.ID)
	if err = a.judge("fill the schedule form", err); err != nil {
		a.count("slack_form_failed")
		a.log.WarnContext(ctx, "slack form is not filled", "error", err)
	}
}

func modal(title string, f form, blocks ...api.Block) api.ModalViewRequest {
	raw, _ := json.Marshal(f)
	return api.ModalViewRequest{Type: api.VTModal, Title: plainText(title), Close: plainText("Cancel"), PrivateMetadata: string(raw), Blocks: api.Blocks{BlockSet: blocks}}
}

// previewForm shows the next runs of what is filled in.
func (a *Adapter) previewForm(ctx context.Context, ws *workspace, team string, c api.InteractionCallback) {
	s := filled(team, c.View)
	runs, err := a.deps.Schedules.Preview(ctx, a.user(ctx, ws, c.User.ID), s)
	lines := []string{"Next:"}
	if err != nil {
		lines = []string{a.complaint(ctx, err)}
	}
	for _, t := range runs {
		lines = append(lines, local(t, s.Zone))
	}
	_, err = ws.client.UpdateViewContext(ctx, a.scheduleForm(s, lines), "", c.View.Hash, c.View.ID)
	if err = a.judge("show the next runs", err); err != nil && refusal(err) != "hash_conflict" { // a newer one is shown already
		a.log.WarnContext(ctx, "slack form is not updated", "error", err)
	}
}

// submitSchedule saves what was filled in, or says what is wrong, field by
// field, within Slack's patience.
func (a *Adapter) submitSchedule(ctx context.Context, team string, c api.InteractionCallback) any {
	if a.deps.Schedules == nil {
		return api.NewErrorsViewSubmissionResponse(map[string]string{"time": "Scheduled briefings are not set up on this bot."})
	}
	ctx, cancel := context.WithTimeout(ctx, syncFor)
	defer cancel()
	ws, err := a.workspace(ctx, team)
	if err != nil {
		a.lost(ctx, "a schedule form", err)
		return api.NewErrorsViewSubmissionResponse(map[string]string{"time": "Slack is not reachable just now. Please try again."})
	}
	s := filled(team, c.View)
	if s.Channel.ID == "" {
		return api.NewErrorsViewSubmissionResponse(map[string]string{"channel": "Choose a channel."})
	}
	if err := a.mayJoin(ctx, s.Channel); refusal(err) != "" {
		var r chat.Refused
		errors.As(err, &r)
		return api.NewErrorsViewSubmissionResponse(map[string]string{"channel": r.Remedy})
	}
	change := chat.Change{Verb: chat.Save, Schedule: s, Key: chat.Mark(c.View.ID)} // the view's id: submitted twice is saved once
	m, err := a.deps.Schedules.Change(ctx, a.user(ctx, ws, c.User.ID), change)
	if err != nil {
		return api.NewErrorsViewSubmissionResponse(map[string]string{wrongField(err): a.complaint(ctx, err)})
	}
	a.crew.Take("", func(ctx context.Context) {
		if !m.Empty() {
			if err := a.Whisper(ctx, chat.Channel{Platform: "slack", Team: team}, c.User.ID, m); err != nil {
				a.log.WarnContext(ctx, "slack confirmation is not sent", "error", err)
			}
		}
		a.publishHome(ctx, ws, team, c.User.ID)
	})
	return nil
}

// wrongField is the block of the form err is about.
func wrongField(err error) string {
	var bad chat.BadField
	errors.As(err, &bad)
	switch bad.Field {
	case "channel", "zone", "days", "topics", "items":
		return bad.Field
	}
	return "time"
}

// filled is the schedule as the form has it.
func filled(team string, v api.View) chat.Schedule {
	var f form
	_ = json.Unmarshal([]byte(v.PrivateMetadata), &f)
	get := func(field string) api.BlockAction {
		if v.State == nil {
			return api.BlockAction{}
		}
		return v.State.Values[field][field]
	}
	s := chat.Schedule{ID: f.ID, Cron: f.Cron, Zone: get("zone").SelectedOption.Value,
		Channel: chat.Channel{Platform: "slack", Team: team, ID: get("channel").SelectedConversation}}
	for _, field := range []string{"time", "time2"} {
		if t := get(field).SelectedTime; t != "" {
			s.Times = append(s.Times, t)
		}
	}
	if len(s.Times) > 0 {
		s.Cron = "" // a time was chosen in its place
	}
	for _, o := range get("days").SelectedOptions {
		if n, err := strconv.Atoi(o.Value); err == nil && n >= 0 && n < 7 {
			s.Days = append(s.Days, time.Weekday(n))
		}
	}
	for _, o := range get("topics").SelectedOptions {
		s.Topics = append(s.Topics, o.Value)
	}
	s.Items, _ = strconv.Atoi(get("items").SelectedOption.Value)
	s.Empty = len(get("empty").SelectedOptions) > 0
	return s
}
