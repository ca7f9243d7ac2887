package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// buttonUnits sets choices: a few in view, the rare ones in a menu behind them;
// useful and not useful become Slack's feedback.
func buttonUnits(choices []chat.Choice, n int) ([]unit, error) {
	var buttons []api.BlockElement
	var rare []*api.OptionBlockObject
	var good, bad *chat.Choice
	several := menuful(choices)
	for i, c := range choices {
		if len(c.ID) > maxValue {
			return nil, fmt.Errorf("render button %q: its id has %d bytes, at most %d", c.Label, len(c.ID), maxValue)
		}
		switch {
		case c.Role == chat.Useful:
			good = &choices[i]
		case c.Role == chat.NotUseful:
			bad = &choices[i]
		case several && inMenu(c) && len(rare) < maxMenu:
			rare = append(rare, api.NewOptionBlockObject(c.ID, plainText(caption(c.Label)), nil))
		default:
			buttons = append(buttons, button(c, fmt.Sprintf("press.%d.%d", n, i)))
		}
	}
	for _, c := range []*chat.Choice{good, bad} {
		if c != nil && (good == nil || bad == nil) {
			buttons = append(buttons, button(*c, fmt.Sprintf("press.%d.feedback", n)))
		}
	}
	if rare != nil {
		buttons = append(buttons, api.NewOverflowBlockElement(fmt.Sprintf("press.%d.menu", n), rare...))
	}
	var out []unit
	for len(buttons) > 0 {
		k := min(len(buttons), maxActions)
		out = append(out, unit{blocks: []api.Block{api.NewActionBlock("", buttons[:k]...)}})
		buttons = buttons[k:]
	}
	if good != nil && bad != nil {
		feedback := api.NewFeedbackButtonsBlockElement(fmt.Sprintf("press.%d.feedback", n),
			api.NewFeedbackButton(plainText(caption(good.Label)), good.ID),
			api.NewFeedbackButton(plainText(caption(bad.Label)), bad.ID))
		out = append(out, unit{blocks: []api.Block{api.NewContextActionsBlock("", feedback)}})
	}
	return out, nil
}

// inMenu reports whether c may stand in a menu.
func inMenu(c chat.Choice) bool { return c.Role == chat.Rare && len(c.ID) <= maxOption }

// menuful reports whether there is more than one choice for a menu: one alone
// is a button.
func menuful(choices []chat.Choice) bool {
	n := 0
	for _, c := range choices {
		if inMenu(c) {
			n++
		}
	}
	return n > 1
}

func button(c chat.Choice, action string) *api.ButtonBlockElement {
	b := api.NewButtonBlockElement(action, c.ID, plainText(caption(c.Label)))
	if caption(c.Label) != c.Label {
		b.AccessibilityLabel = ruler.Clip(visibleLabel(c.Label), maxCaption)
	}
	switch c.Role {
	case chat.Primary:
		b.Style = api.StylePrimary
	case chat.Danger:
		b.Style = api.StyleDanger
		b.Confirm = api.NewConfirmationBlockObject(plainText("Are you sure?"), plainText(caption(c.Label)), plainText("Yes"), plainText("No"))
	}
	return b
}

// withButton adds a button to the last row of them, before its menu, if it has
// room, or in a row of its own.
func withButton(blocks json.RawMessage, button *api.ButtonBlockElement) (json.RawMessage, error) {
	var all []json.RawMessage
	if err := json.Unmarshal(blocks, &all); err != nil {
		return nil, fmt.Errorf("add a button: %w", err)
	}
	for i := len(all) - 1; i >= 0; i-- {
		var row map[string]any
		if json.Unmarshal(all[i], &row) != nil || row["type"] != "actions" {
			continue
		}
		elements, _ := row["elements"].([]any)
		if len(elements) == 0 || len(elements) >= maxActions {
			break
		}
		last := len(elements)
		if menu, ok := elements[last-1].(map[string]any); ok && menu["type"] == "overflow" {
			last--
		}
		row["elements"] = slices.Insert(elements, last, any(button))
		raw, err := json.Marshal(row)
		if err != nil {
			return nil, fmt.Errorf("add a button: %w", err)
		}
		all[i] = raw
		return json.Marshal(all)
	}
	raw, err := json.Marshal(api.NewActionBlock("", button))
	if err != nil {
		return nil, fmt.Errorf("add a button: %w", err)
	}
	at := len(all)
	for at > 0 && bytes.Contains(all[at-1], []byte(`"type":"context_actions"`)) {
		at-- // praise comes last
	}
	return json.Marshal(slices.Insert(all, at, json.RawMessage(raw)))
}
