package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"briefingbot/adapters/chat"
)

// responseURL is where an interaction can be answered: 5 times in 30 minutes.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
type responseURL struct {
	url   string
	until time.Time

	mu   sync.Mutex
	uses int
}

const (
	responseUses = 5
	responseFor  = 29 * time.Minute
)

// errNoResponse says that the response_url does not serve any more and nothing
// was sent.
var errNoResponse = errors.New("no response_url left")

// newResponse accepts Slack's own addresses only, and those of the API the
// adapter is told to use.
func (a *Adapter) newResponse(address string) *responseURL {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return nil
	}
	base, err := url.Parse(a.conf.APIURL)
	ours := err == nil && u.Host == base.Host && u.Scheme == base.Scheme
	slacks := u.Scheme == "https" && (strings.HasSuffix(u.Host, ".slack.com") || strings.HasSuffix(u.Host, ".slack-gov.com"))
	if !ours && !slacks {
		a.count("slack_foreign_response_url")
		return nil
	}
	return &responseURL{url: address, until: time.Now().Add(responseFor)}
}

// use takes one of the uses; the last is kept for telling what went wrong.
func (r *responseURL) use(last bool) bool {
	if r == nil || time.Now().After(r.until) {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.uses >= responseUses-1 && !last || r.uses >= responseUses {
		return false
	}
	r.uses++
	return true
}

type respondHow struct {
	public  bool // to the channel, not to who asked
	replace bool // in the place of the message whose button was pressed
	last    bool // may take the last use
}

// respond answers through the response_url. errNoResponse means that another
// way must be taken.
func (a *Adapter) respond(ctx context.Context, q asked, p post, how respondHow) error {
	_, err := a.degrading(ctx, p, func(p post) (string, error) {
		if !q.response.use(how.last) {
			return "", errNoResponse
		}
		return "", patiently(ctx, func() error { // a response Slack was too busy for is not used
			return a.postResponse(ctx, q.response.url, responseBody(p, q.Channel.Thread, how))
		})
	})
	switch refusal(err) {
	case "expired_url", "used_url":
		a.count("slack_response_url_gone")
		return errNoResponse
	}
	return err
}

func responseBody(p post, thread string, how respondHow) map[string]any {
	body := map[string]any{"text": p.Text, "response_type": "ephemeral", "replace_original": how.replace,
		"unfurl_links": false, "unfurl_media": false, "mrkdwn": false, "parse": "none", "link_names": false}
	if how.public {
		body["response_type"] = "in_channel"
	}
	if thread != "" {
		body["thread_ts"] = thread
	}
	if len(p.Blocks) > 0 {
		body["blocks"] = p.Blocks
	}
	return body
}

// postResponse posts body. The address is a secret and is in no error.
func (a *Adapter) postResponse(ctx context.Context, address string, body map[string]any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("answer through the response_url: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return errNoResponse
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := a.conf.HTTP.Do(req)
	if err != nil {
		return judge("answer through the response_url", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if err != nil && resp.StatusCode < 300 {
		return judge("answer through the response_url", err)
	}
	return judgeResponse(resp, string(text))
}

func judgeResponse(resp *http.Response, text string) error {
	const doing = "answer through the response_url"
	var said struct {
		OK    *bool  `json:"ok"`
		Error string `json:"error"`
	}
	_ = json.Unmarshal([]byte(text), &said)
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		after, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil {
			after = 30
		}
		return fmt.Errorf("%s: %w", doing, chat.RateLimited{After: time.Duration(after) * time.Second})
	case resp.StatusCode >= 500:
		return fmt.Errorf("%s: Slack answered %d: %w", doing, resp.StatusCode, chat.ErrAmbiguous)
	case said.OK != nil && !*said.OK && said.Error != "", resp.StatusCode >= 400:
		reason := cmp.Or(said.Error, strings.TrimSpace(text))
		if _, known := remedies[reason]; !known && !tooMuch[reason] {
			reason = "expired_url" // whatever it is, this address serves no more
		}
		return fmt.Errorf("%s: %w", doing, chat.Refused{Reason: reason, Remedy: remedies[reason]})
	}
	return nil
}
