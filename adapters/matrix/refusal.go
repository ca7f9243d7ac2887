package matrix

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"maunium.net/go/mautrix"

	"briefingbot/adapters/chat"
)

// remedies is what an administrator can do about a homeserver's refusal.
var remedies = map[string]string{
	"M_FORBIDDEN":         "Invite the bot to the room, and let its power level send messages.",
	"M_UNKNOWN_TOKEN":     "The bot's login has ended: start it again with MATRIX_PASSWORD, or set a new MATRIX_ACCESS_TOKEN.",
	"M_MISSING_TOKEN":     "Set MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN.",
	"M_USER_DEACTIVATED":  "The bot's user is deactivated: make another one and set matrix.user.",
	"M_NOT_FOUND":         "There is no such room on the homeserver: use the room's id (!…), not its name.",
	"M_TOO_LARGE":         "The message is larger than the homeserver takes.",
	"M_CONSENT_NOT_GIVEN": "Log in once as the bot's user and accept the homeserver's terms.",
	"M_UNRECOGNIZED":      "matrix.homeserver is not the URL of a Matrix homeserver.",
}

// judge says what an error of the homeserver means: chat.RateLimited,
// chat.Refused or chat.ErrAmbiguous, wrapped together with the error itself.
func judge(doing string, err error) error {
	if err == nil {
		return nil
	}
	var failed mautrix.HTTPError
	if !errors.As(err, &failed) {
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("%s: %w: %w", doing, chat.ErrAmbiguous, err)
		}
		return fmt.Errorf("%s: %w", doing, err)
	}
	if failed.Response == nil {
		return fmt.Errorf("%s: %w: %w", doing, chat.ErrAmbiguous, bare(failed))
	}
	status, code := failed.Response.StatusCode, ""
	if failed.RespError != nil {
		code = failed.RespError.ErrCode
	}
	switch {
	case status == http.StatusTooManyRequests || code == "M_LIMIT_EXCEEDED":
		return fmt.Errorf("%s: %w", doing, chat.RateLimited{After: retryAfter(failed)})
	case status >= 500 || status < 400 || code == "":
		return fmt.Errorf("%s: the homeserver answers %d: %w", doing, status, chat.ErrAmbiguous)
	}
	return fmt.Errorf("%s: %w: %w", doing, chat.Refused{Reason: code, Remedy: remedies[code]}, *failed.RespError)
}

// bare is what went wrong, without the URL of the request, which a user's
// words may be in.
func bare(failed mautrix.HTTPError) error {
	if failed.WrappedError != nil {
		inner := failed.WrappedError
		for next := errors.Unwrap(inner); next != nil; next = errors.Unwrap(inner) {
			inner = next
		}
		return inner
	}
	return errors.New("no answer")
}

// retryAfter is how long the homeserver wants to be left alone: by its header,
// in seconds or as a date, or by retry_after_ms of older servers.
func retryAfter(failed mautrix.HTTPError) time.Duration {
	const most = 10 * time.Minute
	if header := failed.Response.Header.Get("Retry-After"); header != "" {
		if s, err := strconv.ParseFloat(header, 64); err == nil && s >= 0 {
			return time.Duration(min(s, most.Seconds()) * float64(time.Second))
		}
		if t, err := http.ParseTime(header); err == nil {
			return min(max(time.Until(t), 0), most)
		}
	}
	if failed.RespError != nil {
		if ms, ok := failed.RespError.ExtraData["retry_after_ms"].(float64); ok && ms >= 0 {
			return time.Duration(min(ms, float64(most.Milliseconds()))) * time.Millisecond
		}
	}
	return 2 * time.Second
}
