package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// remedies says for every refusal Slack names what an administrator can do.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var remedies = map[string]string{
	"invalid_auth":               "The bot token is wrong. Copy the Bot User OAuth Token of your app (OAuth & Permissions) into SLACK_BOT_TOKEN.",
	"not_authed":                 "There is no bot token. Copy the Bot User OAuth Token of your app (OAuth & Permissions) into SLACK_BOT_TOKEN.",
	"not_allowed_token_type":     "The token is of the wrong type: SLACK_BOT_TOKEN starts with xoxb-, SLACK_APP_TOKEN with xapp-.",
	"account_inactive":           "The app was removed from the workspace. Install it again and set the new SLACK_BOT_TOKEN.",
	"token_revoked":              "The token was revoked. Install the app again and set the new SLACK_BOT_TOKEN.",
	"token_expired":              "The token expired. Install the app again through /slack/install, which rotates tokens.",
	"no_permission":              "The token may not do this. Install the app again with the scopes of the manifest.",
	"missing_scope":              "Add the scope to the app (OAuth & Permissions) and install it again.",
	"org_login_required":         "The workspace is being moved into an organisation; wait until that is done.",
	"ekm_access_denied":          "The organisation's key management denied access; ask its administrators.",
	"access_denied":              "Slack denies this app access; ask the workspace's administrators.",
	"channel_not_found":          "The channel does not exist, or it is private and the bot is not in it: /invite the bot there.",
	"not_in_channel":             "The bot is not in the channel: /invite the bot there.",
	"user_not_in_channel":        "The person is not in the channel.",
	"is_archived":                "The channel is archived: unarchive it, or move the schedule to another channel.",
	"restricted_action":          "The channel's posting permissions exclude the bot; a channel manager can change them.",
	"messages_tab_disabled":      "Turn on the Messages Tab of the app (App Home).",
	"channel_type_not_supported": "The bot cannot post to this kind of conversation.",
	"team_access_not_granted":    "The app has no access to this workspace; install it there.",
	"invalid_blocks":             "Slack refused how the message is set. This is a bug of the bot: report it with the log.",
	"invalid_blocks_format":      "Slack refused how the message is set. This is a bug of the bot: report it with the log.",
	"msg_blocks_too_long":        "Slack refused the message's length. This is a bug of the bot: report it with the log.",
	"msg_too_long":               "Slack refused the message's length. This is a bug of the bot: report it with the log.",
	"no_text":                    "Slack refused an empty message. This is a bug of the bot: report it with the log.",
	"metadata_too_large":         "Slack refused the message's metadata. This is a bug of the bot: report it with the log.",
	"invalid_metadata_format":    "Slack refused the message's metadata. This is a bug of the bot: report it with the log.",
	"message_not_found":          "The message was deleted.",
	"thread_not_found":           "The thread was deleted.",
	"cant_update_message":        "The message is not the bot's own.",
	"edit_window_closed":         "The workspace's settings forbid editing old messages.",
	"invalid_trigger_id":         "Too late for Slack: press the button again.",
	"expired_trigger_id":         "Too late for Slack: press the button again.",
	"trigger_expired":            "Too late for Slack: press the button again.",
	"invalid_refresh_token":      "The workspace must install the app again: open /slack/install.",
	"bad_client_secret":          "SLACK_CLIENT_SECRET is wrong (Basic Information).",
	"invalid_client_id":          "slack.client_id is wrong (Basic Information).",
	"invalid_code":               "The installation took too long. Open /slack/install again.",
	"code_already_used":          "Open /slack/install again.",
	"bad_redirect_uri":           "Add slack.public_url with /slack/oauth to the app's redirect URLs (OAuth & Permissions).",
	"team_not_listed":            "This workspace may not install the app. An administrator of the bot can add its id to the list.",
	"hash_conflict":              "",
	"expired_url":                "",
	"used_url":                   "",
}

// tooMuch are refusals of how a message is set, not of the message.
var tooMuch = map[string]bool{
	"invalid_blocks": true, "invalid_blocks_format": true, "msg_blocks_too_long": true, "msg_too_long": true,
	"invalid_attachments": true, "only_one_table_allowed": true, "invalid_arguments": true,
}

// fatal are refusals after which no call of this token will succeed.
var fatal = map[string]bool{
	"invalid_auth": true, "not_authed": true, "not_allowed_token_type": true, "account_inactive": true, "token_revoked": true,
}

// judge turns what a call of Slack's API returned into chat's classes: nil,
// RateLimited, Refused or, for everything nobody can be sure of, ErrAmbiguous.
// No token and no URL is left in it.
func judge(doing string, err error) error {
	if err == nil {
		return nil
	}
	var limited *api.RateLimitedError
	var answer api.SlackErrorResponse
	var status api.StatusCodeError
	switch {
	case errors.As(err, &limited):
		return fmt.Errorf("%s: %w", doing, chat.RateLimited{After: limited.RetryAfter})
	case errors.As(err, &answer) && (answer.Err == "ratelimited" || answer.Err == "rate_limited"),
		errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		return fmt.Errorf("%s: %w", doing, chat.RateLimited{After: 30 * time.Second})
	case errors.As(err, &answer):
		return fmt.Errorf("%s: %w", doing, judgeAnswer(answer))
	case errors.As(err, &status):
		return fmt.Errorf("%s: Slack answered %d: %w", doing, status.Code, chat.ErrAmbiguous)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: no answer in time: %w", doing, chat.ErrAmbiguous)
	}
	return fmt.Errorf("%s: %s: %w", doing, bare(err), chat.ErrAmbiguous)
}

// bare is err without the URL that net/http puts around it, which may be a
// response_url: a secret.
func bare(err error) string {
	var around *url.Error
	if errors.As(err, &around) {
		return around.Err.Error()
	}
	return err.Error()
}

func judgeAnswer(answer api.SlackErrorResponse) error {
	remedy, known := remedies[answer.Err]
	if !known && !strings.HasPrefix(answer.Err, "restricted_action") && !tooMuch[answer.Err] {
		return fmt.Errorf("slack answered %q: %w", answer.Err, chat.ErrAmbiguous)
	}
	if strings.HasPrefix(answer.Err, "restricted_action") {
		remedy = remedies["restricted_action"]
	}
	if answer.Needed != "" {
		remedy = fmt.Sprintf("Add the scope %s to the app (OAuth & Permissions) and install it again; it has %s.", answer.Needed, answer.Provided)
	}
	return chat.Refused{Reason: answer.Err, Remedy: remedy}
}

// refusal is the reason err names, or nothing.
func refusal(err error) string {
	var r chat.Refused
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

// busy is how long Slack wants to be left alone.
func busy(err error) (time.Duration, bool) {
	var limited chat.RateLimited
	ok := errors.As(err, &limited)
	return limited.After, ok
}
