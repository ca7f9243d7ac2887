package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"time"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"briefingbot/adapters/chat"
)

// maxBody is the largest thing, in bytes, that is taken from Slack at once.
const maxBody = 1 << 20

// runSockets keeps Config.Connections sockets open until ctx ends. Slack sends
// each payload to any one of them, so that one may be renewed while another
// serves. It returns early where Slack will never let the bot in.
func (a *Adapter) runSockets(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var group sync.WaitGroup
	for range a.conf.Connections {
		group.Go(func() {
			for ctx.Err() == nil {
				if err := a.runSocket(ctx); err != nil {
					stop(err)
					return
				}
				_ = chat.Sleep(ctx, time.Second)
			}
		})
	}
	group.Wait()
	var out outError
	if errors.As(context.Cause(ctx), &out) {
		return out.error
	}
	return nil
}

// outError is why Slack will not have the bot.
type outError struct{ error }

// runSocket serves one socket, reconnecting as Slack wants. Its error is an
// outError.
func (a *Adapter) runSocket(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	client := socketmode.New(a.client(cmp.Or(a.conf.BotToken, "none")),
		socketmode.OptionReadLimit(maxBody), socketmode.OptionLog(log.New(io.Discard, "", 0)))
	open := false
	mark := func(now bool) {
		if now && !open {
			a.sockets.Add(1)
		} else if !now && open {
			a.sockets.Add(-1)
		}
		open = now
	}
	defer mark(false)
	done := make(chan error, 1)
	go func() { done <- client.RunContext(ctx) }()
	for {
		select {
		case err := <-done:
			return a.outBy(err)
		case e := <-client.Events:
			switch e.Type {
			case socketmode.EventTypeConnecting:
				mark(false)
			case socketmode.EventTypeConnected:
				mark(true)
			}
			if err := a.socketEvent(ctx, client, e); err != nil {
				stop()
				<-done
				return err
			}
		}
	}
}

// outBy tells an end for good from one to be tried again.
func (a *Adapter) outBy(err error) error {
	if reason := refusal(judge("connect to Slack", err)); fatal[reason] || reason == "missing_scope" {
		remedy := "Generate an App-Level Token with the scope connections:write (Basic Information) and set it as SLACK_APP_TOKEN."
		return outError{fmt.Errorf("connect to Slack by Socket Mode: %w", chat.Refused{Reason: reason, Remedy: remedy})}
	}
	return nil
}

// socketEvent acknowledges what came and takes it. Nothing here waits: Slack
// closes sockets whose acknowledgements are late.
func (a *Adapter) socketEvent(ctx context.Context, client *socketmode.Client, e socketmode.Event) error {
	switch e.Type {
	case socketmode.EventTypeConnecting:
		a.log.DebugContext(ctx, "slack socket is connecting")
	case socketmode.EventTypeConnected:
		a.count("slack_connected")
	case socketmode.EventTypeConnectionError:
		a.count("slack_connection_error")
		if failed, ok := e.Data.(*api.ConnectionErrorEvent); ok {
			a.log.WarnContext(ctx, "slack socket is not connected", "error", bare(failed.ErrorObj), "again_in", failed.Backoff)
			return a.outBy(failed.ErrorObj)
		}
	case socketmode.EventTypeErrorBadMessage, socketmode.EventTypeIncomingError, socketmode.EventTypeErrorWriteFailed:
		a.count("slack_" + string(e.Type))
	}
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return nil
	}
	if e.Request.RetryAttempt > 0 {
		a.count("slack_retried")
	}
	switch data := e.Data.(type) {
	case api.SlashCommand:
		if !a.takeSlash(data) {
			a.ack(ctx, client, e, map[string]any{"response_type": "ephemeral", "text": tooBusy})
			return nil
		}
	case slackevents.EventsAPIEvent:
		if !a.takeEvent(data) {
			a.count("slack_overload")
			return nil // not acknowledged: Slack sends it again
		}
	case api.InteractionCallback:
		return a.socketInteraction(ctx, client, e, data)
	}
	a.ack(ctx, client, e, nil)
	return nil
}

const tooBusy = "I am answering too many questions just now. Please ask again in a minute."

func (a *Adapter) socketInteraction(ctx context.Context, client *socketmode.Client, e socketmode.Event, c api.InteractionCallback) error {
	if c.Type != api.InteractionTypeViewSubmission {
		reply, taken := a.interact(ctx, c)
		if taken {
			a.ack(ctx, client, e, reply)
		}
		return nil
	}
	taken := a.crew.Take("", func(ctx context.Context) {
		reply, _ := a.interact(ctx, c)
		a.ack(ctx, client, e, reply)
	})
	if !taken {
		a.count("slack_overload")
	}
	return nil
}

func (a *Adapter) ack(ctx context.Context, client *socketmode.Client, e socketmode.Event, payload any) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if err := client.AckCtx(ctx, e.Request.EnvelopeID, payload); err != nil {
		a.count("slack_ack_failed")
		a.log.WarnContext(ctx, "slack socket acknowledgement failed", "error", err)
	}
}
