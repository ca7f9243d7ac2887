package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// deliveryEvent is the type of the metadata that marks the bot's posts.
const deliveryEvent = "briefing_delivery"

// metadata marks a post with its key. Everybody in the workspace can read it,
// so it holds a hash.
func metadata(key string) string {
	m, _ := json.Marshal(api.SlackMetadata{EventType: deliveryEvent, EventPayload: map[string]any{"delivery": chat.Mark(key)}})
	return string(m)
}

// lookBack is for clocks that differ.
const lookBack = time.Minute

// Find looks for the bot's post with key: one call of 15 messages where the
// channel was quiet, five where it was not.
func (a *Adapter) Find(ctx context.Context, to chat.Channel, key string, since time.Time) (string, bool, error) {
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return "", false, err
	}
	oldest := strconv.FormatInt(since.Add(-lookBack).Unix(), 10) + ".000000"
	for page, cursor := 0, ""; page < 5; page++ {
		msgs, next, err := a.history(ctx, ws, to, oldest, cursor)
		if err != nil {
			return "", false, err
		}
		for _, m := range msgs {
			if m.Metadata.EventType == deliveryEvent && m.Metadata.EventPayload["delivery"] == chat.Mark(key) && ws.wrote(m) {
				a.joined(ctx, to, m.Timestamp)
				return m.Timestamp, true, nil
			}
		}
		if next == "" {
			return "", false, nil
		}
		cursor = next
	}
	return "", false, fmt.Errorf("look for a post in %s: too many messages since %s: %w", to.ID, since.Format(time.RFC3339), chat.ErrAmbiguous)
}

func (a *Adapter) history(ctx context.Context, ws *workspace, to chat.Channel, oldest, cursor string) ([]api.Message, string, error) {
	doing := "read the history of " + to.ID
	if to.Thread != "" {
		msgs, _, next, err := ws.client.GetConversationRepliesContext(ctx, &api.GetConversationRepliesParameters{
			ChannelID: to.ID, Timestamp: to.Thread, Oldest: oldest, Inclusive: true, Limit: 15, Cursor: cursor, IncludeAllMetadata: true})
		return msgs, next, a.judge(doing, err)
	}
	h, err := ws.client.GetConversationHistoryContext(ctx, &api.GetConversationHistoryParameters{
		ChannelID: to.ID, Oldest: oldest, Inclusive: true, Limit: 15, Cursor: cursor, IncludeAllMetadata: true})
	if err != nil {
		return nil, "", a.judge(doing, err)
	}
	next := h.ResponseMetaData.NextCursor
	if h.HasMore && next == "" {
		return nil, "", fmt.Errorf("%s: Slack keeps the rest to itself: %w", doing, chat.ErrAmbiguous)
	}
	return h.Messages, next, nil
}
