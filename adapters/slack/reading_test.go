package slack

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kinds are the types a post may be made of: each is known to obey nothing.
var kinds = map[string]bool{
	"rich_text": true, "rich_text_section": true, "rich_text_list": true, "rich_text_quote": true, "text": true, "link": true, "citation": true,
	"header": true, "context": true, "actions": true, "context_actions": true, "button": true, "feedback_buttons": true, "table": true, "plain_text": true,
}

var entity = regexp.MustCompile(`&(amp|lt|gt);`)

// livePost is everything in a post that Slack would act upon.
func livePost(s said) []string {
	var out []string
	for field, want := range map[string]string{"unfurl_links": "false", "unfurl_media": "false", "mrkdwn": "false", "parse": "none", "link_names": "false"} {
		if got := s.form.Get(field); got != want {
			out = append(out, s.via+" sent with "+field+"="+got)
		}
	}
	if strings.ContainsAny(s.text, "<>") || strings.Contains(entity.ReplaceAllString(s.text, ""), "&") {
		out = append(out, "text has markup: "+s.text)
	}
	out = append(out, deceiving(s.text)...)
	if s.blocks != "" {
		var blocks any
		if err := json.Unmarshal([]byte(s.blocks), &blocks); err != nil {
			return append(out, err.Error())
		}
		out = append(out, liveIn(blocks)...)
	}
	return out
}

func liveIn(v any) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = append(out, liveIn(e)...)
		}
	case string:
		return deceiving(v)
	case map[string]any:
		kind, typed := v["type"].(string)
		if typed && !kinds[kind] {
			out = append(out, "an element of type "+kind)
		}
		text, _ := v["text"].(string)
		if kind == "plain_text" && (strings.ContainsAny(text, "<>") || v["emoji"] != false) {
			out = append(out, "plain text with markup or emoji: "+text)
		}
		if kind == "link" || kind == "citation" {
			if link, _ := v["url"].(string); badLink(link) {
				out = append(out, "a link to "+link)
			}
		}
		for _, e := range v {
			out = append(out, liveIn(e)...)
		}
	}
	return out
}

func badLink(link string) bool {
	u, err := url.Parse(link)
	return err != nil && !strings.HasPrefix(link, "http") || u != nil && u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(link, "<>| \n\t")
}

func deceiving(text string) []string {
	var out []string
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r >= 0xE0000 && r <= 0xE007F || r == 0x200B || r == 0xFEFF {
			out = append(out, fmt.Sprintf("U+%04X in %q", r, text))
		}
	}
	if !utf8.ValidString(text) {
		out = append(out, fmt.Sprintf("invalid UTF-8 in %q", text))
	}
	return out
}
