package slack

import (
	"context"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// prompts are what the Messages tab suggests: at most four, as Slack has it.
// The manifest has those that need no topic.
func (a *Adapter) prompts() []api.AssistantThreadsPrompt {
	out := []api.AssistantThreadsPrompt{{Title: "Today's briefing", Message: "today"}, {Title: "Who said what?", Message: "people"}}
	if len(a.conf.Topics) > 0 {
		topic := chat.Visible(a.conf.Topics[0])
		out = append(out, api.AssistantThreadsPrompt{Title: ruler.Clip("The news on "+topic, maxCaption), Message: "briefing " + topic})
	} else {
		out = append(out, api.AssistantThreadsPrompt{Title: "The figures", Message: "numbers"})
	}
	return append(out, api.AssistantThreadsPrompt{Title: "What can I ask?", Message: "help"})
}

// suggest offers the prompts in a person's Messages tab. There is no thread in
// it: with one, the call does nothing for an app with an agent_view.
// https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
func (a *Adapter) suggest(ctx context.Context, ws *workspace, channel string) {
	err := patiently(ctx, func() error {
		return a.judge("suggest questions", ws.client.SetAssistantThreadsSuggestedPromptsContext(ctx,
			api.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel, Title: "Ask the news", Prompts: a.prompts()}))
	})
	if err != nil {
		a.count("slack_prompts_failed")
		a.log.WarnContext(ctx, "slack does not show the suggested questions", "error", err)
	}
}
