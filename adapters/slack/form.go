package slack

import (
	"slices"
	"strconv"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// scheduleForm is the modal for s, with a few lines beneath the times.
func (a *Adapter) scheduleForm(s chat.Schedule, lines []string) api.ModalViewRequest {
	blocks := []api.Block{channelField(s)}
	if s.Cron != "" {
		blocks = append(blocks, textLine("Runs at "+s.Cron+", set by command. Choosing a time replaces that."))
	}
	blocks = append(blocks, timeField("time", "Time", s, 0), timeField("time2", "And at", s, 1), daysField(s), zoneField(s))
	if len(lines) > 0 {
		blocks = append(blocks, textLine(strings.Join(lines, "\n")))
	}
	blocks = append(blocks, api.NewActionBlock("",
		api.NewButtonBlockElement("schedule.preview", "preview", plainText("Show the next runs")),
		api.NewButtonBlockElement("schedule.try", "try", plainText("Test"))))
	if topics := a.topicsField(s); topics != nil {
		blocks = append(blocks, topics)
	}
	blocks = append(blocks, itemsField(s), emptyField(s))
	view := modal("Scheduled briefing", form{ID: s.ID, Cron: s.Cron}, blocks...)
	view.CallbackID = saveSchedule
	view.Submit = plainText("Save")
	return view
}

func field(id, label string, optional bool, element api.BlockElement) *api.InputBlock {
	in := api.NewInputBlock(id, plainText(label), nil, element)
	in.Optional = optional
	return in
}

func channelField(s chat.Schedule) api.Block {
	pick := api.NewOptionsSelectBlockElement(api.OptTypeConversations, plainText("Where to post"), "channel")
	pick.Filter = &api.SelectBlockElementFilter{Include: []string{"public", "private", "im"}, ExcludeExternalSharedChannels: true, ExcludeBotUsers: false}
	if s.Channel.ID != "" {
		pick.InitialConversation = s.Channel.ID
	} else {
		pick.DefaultToCurrentConversation = true
	}
	return field("channel", "Channel", false, pick)
}

func timeField(id, label string, s chat.Schedule, n int) api.Block {
	pick := api.NewTimePickerBlockElement(id)
	if n < len(s.Times) {
		pick.InitialTime = s.Times[n]
	}
	return field(id, label, n > 0 || s.Cron != "", pick)
}

func daysField(s chat.Schedule) api.Block {
	var options, chosen []*api.OptionBlockObject
	for i := range 7 {
		day := time.Weekday((i + 1) % 7) // from Monday
		o := api.NewOptionBlockObject(strconv.Itoa(int(day)), plainText(day.String()), nil)
		options = append(options, o)
		if slices.Contains(s.Days, day) {
			chosen = append(chosen, o)
		}
	}
	pick := api.NewCheckboxGroupsBlockElement("days", options...)
	pick.InitialOptions = chosen
	return field("days", "Days (none is every day)", true, pick)
}

func zoneField(s chat.Schedule) api.Block {
	pick := api.NewOptionsSelectBlockElement(api.OptTypeExternal, plainText("Type a city"), "zone")
	least := 1
	pick.MinQueryLength = &least
	if s.Zone != "" {
		pick.InitialOption = zoneOption(s.Zone)
	}
	return field("zone", "Time zone", false, pick)
}

func (a *Adapter) topicsField(s chat.Schedule) api.Block {
	var options, chosen []*api.OptionBlockObject
	for _, name := range a.conf.Topics[:min(len(a.conf.Topics), 100)] {
		if len(name) > maxCaption || name == "" {
			continue // an option's value and label are this short
		}
		o := api.NewOptionBlockObject(name, plainText(caption(name)), nil)
		options = append(options, o)
		if slices.Contains(s.Topics, name) {
			chosen = append(chosen, o)
		}
	}
	if len(options) == 0 {
		return nil
	}
	pick := api.NewOptionsMultiSelectBlockElement(api.MultiOptTypeStatic, plainText("All topics"), "topics", options...)
	pick.InitialOptions = chosen
	return field("topics", "Topics", true, pick)
}

func itemsField(s chat.Schedule) api.Block {
	var options []*api.OptionBlockObject
	for _, n := range []int{3, 5, 7, 10} {
		options = append(options, api.NewOptionBlockObject(strconv.Itoa(n), plainText(strconv.Itoa(n)+" items"), nil))
	}
	pick := api.NewOptionsSelectBlockElement(api.OptTypeStatic, plainText("As configured"), "items", options...)
	for _, o := range options {
		if o.Value == strconv.Itoa(s.Items) {
			pick.InitialOption = o
		}
	}
	return field("items", "Length", true, pick)
}

func emptyField(s chat.Schedule) api.Block {
	o := api.NewOptionBlockObject("yes", plainText("Say so when nothing is new"), nil)
	pick := api.NewCheckboxGroupsBlockElement("empty", o)
	if s.Empty {
		pick.InitialOptions = []*api.OptionBlockObject{o}
	}
	return field("empty", "Quiet days", true, pick)
}

// suggestZones answers what was typed into the zone field with zones that have
// it in their name, those whose city starts with it first.
func suggestZones(typed string) api.OptionsResponse {
	typed = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), " ", "_")
	var first, rest []*api.OptionBlockObject
	for _, zone := range Zones() {
		name := strings.ToLower(zone)
		city := name[strings.LastIndexByte(name, '/')+1:]
		switch {
		case strings.HasPrefix(city, typed):
			first = append(first, zoneOption(zone))
		case strings.Contains(name, typed):
			rest = append(rest, zoneOption(zone))
		}
	}
	out := append(first, rest...)
	if out == nil {
		out = []*api.OptionBlockObject{}
	}
	return api.OptionsResponse{Options: out[:min(len(out), 100)]} // Slack takes 100
}

func zoneOption(zone string) *api.OptionBlockObject {
	return api.NewOptionBlockObject(zone, plainText(ruler.Clip(strings.ReplaceAll(zone, "_", " "), maxCaption)), nil)
}
