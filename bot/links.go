package main

import (
	"time"

	"briefingbot/bot/web"
	"briefingbot/briefing"
)

// links makes the addresses of the page that the bot gives to people.
type links struct {
	base string   // what they begin with; empty: there is no page
	keys web.Keys // sign them; none where only this machine reaches the page
	days int      // how long a signed one opens the page
}

// links are on the public URL where one is set, else on base.
func (n *newsroom) links(base string) links {
	if n.config.Web.PublicURL != "" {
		base = n.config.Web.PublicURL
	}
	return links{base, n.keys, n.config.Web.LinkDays}
}

// sign makes the newsroom sign links, where others than this machine reach them.
func (n *newsroom) sign() (err error) {
	if n.config.Web.Signed() {
		n.keys, err = web.ParseKeys(n.config.Web.LinkKeys.Reveal())
	}
	return err
}

// at makes links to passages as they are given at a moment: the same at any time
// of one day.
func (l links) at(moment time.Time) func(briefing.Passage) string {
	return func(p briefing.Passage) string {
		if l.base == "" {
			return ""
		}
		return l.keys.Sign(web.Permalink(l.base, p), moment, l.days)
	}
}

// home is the address that opens all pages, and for how many days; 0 means for
// ever. It is empty where there is no page.
func (l links) home(moment time.Time) (address string, days int) {
	if l.base == "" {
		return "", 0
	}
	if len(l.keys) > 0 {
		days = l.days
	}
	return l.keys.Sign(l.base+"/", moment, l.days), days
}
