package text

import "strings"

// selves are the words an article calls itself by.
var selves = set(`article story piece post page blog column explainer interview headline report version content liveblog podcast coverage articolo pezzo`)

// revisions are what is done to an article: "this story has been updated".
var revisions = set(`updated amended corrected edited revised clarified republished syndicated published produced modified appeared
	changed removed developing translated aggiornato pubblicato corretto closed written`)

// surely are those of them that are said of nothing but an article.
var surely = set(`updated corrected clarified republished syndicated published developing edited aggiornato corretto pubblicato`)

// auxiliaries stand between an article and what is done to it.
var auxiliaries = set(`was has have been is being will be first originally since now also continually still previously no longer e stato e`)

// openings are phrases in lower case by their first letter.
type openings [26][]string

func byLetter(phrases ...string) (o openings) {
	for _, p := range phrases {
		o[p[0]-'a'] = append(o[p[0]-'a'], p)
	}
	return o
}

// of returns those that may begin text.
func (o *openings) of(text string) []string {
	if text == "" || class[text[0]]&(classUpper|classLower) == 0 || text[0] >= 0x80 {
		return nil
	}
	return o[text[0]|0x20-'a']
}

// noteLabels begin a note on the article itself, before a colon.
var noteLabels = byLetter(
	"correction", "corrections", "clarification", "clarifications", "corrections and clarifications", "editor's note", "editors' note",
	"editor’s note", "editors’ note", "author's note", "author’s note", "publisher's note", "publisher’s note", "disclosure", "full disclosure",
	"disclaimer", "note to readers", "a note to readers", "note to our readers", "erratum", "errata corrige", "errata", "rettifica",
	"nota della redazione", "nota del redattore", "conflict of interest", "competing interests",
)

// noteLeads begin a sentence about the article itself.
var noteLeads = byLetter(
	"this is a developing story", "this is a developing news", "this is a breaking news", "this is a breaking story", "this is a live page", "this is a live blog", "this live page", "this article is more than", "this story is more than",
	"an earlier headline on this", "more details to follow", "more updates to follow", "more to follow", "more to come", "more follows",
	"details to follow", "further details to follow", "updates to follow", "we'll bring you", "we’ll bring you", "we will bring you", "refresh this page", "refresh the page",
	"check back for", "check back later", "check back soon", "check back here", "check back throughout", "check back often", "check back with", "come back for updates", "come back later for", "the views expressed in this", "the opinions expressed in this", "views expressed in this", "opinions expressed in this",
	"the views expressed here", "opinions expressed here", "opinions expressed by contributors", "the story has been updated", "the article has been updated",
	"we have updated this", "we've updated this", "we’ve updated this", "we have corrected this", "we are updating this", "we're updating this", "notizia in aggiornamento", "in aggiornamento", "articolo in aggiornamento",
	"details are still coming in", "we will update this", "we'll update this", "we’ll update this", "we will be updating this", "for the latest version", "this is an updated version", "this is a corrected version", "this is an edited version", "this is an edited extract", "this is an extract from",
)

// labelledNote reports whether text is a note on the article under a label:
// "Correction: …", "Editor's note (7 March): …".
func labelledNote(text string) bool {
	if open := text[0]; open == '(' || open == '[' { // the note ends where its bracket does
		if shut := strings.LastIndexAny(text, ")]"); shut >= 0 && shut < len(text)-2 {
			return false
		}
	}
	text = strings.TrimLeft(text, "*_([ ")
	for _, label := range noteLabels.of(text) {
		if !begins(text, label) {
			continue
		}
		rest := text[len(label):]
		i := strings.IndexAny(rest, ":")
		if k := strings.Index(rest, " — "); i < 0 || k >= 0 && k < i {
			i = k
		}
		if i < 0 || i > 40 {
			continue
		}
		stamped := true
		for _, w := range Words(rest[:i]) {
			c := cues[w.Fold].sign
			stamped = stamped && (digitAt(rest, w.Start) || c&(stampedLike) != 0 || months[w.Fold] > 0 || w.Fold == "p" || w.Fold == "m")
		}
		if stamped {
			return true
		}
	}
	return false
}

const stampedLike = stamped | dated

// note reports whether the sentence speaks of the article it stands in: when it
// was changed, that it goes on, what the author owns.
func (e *evidence) note(text string) bool {
	if e.words > 60 {
		return false
	}
	if labelledNote(text) || takenBack(text) {
		return true
	}
	if e.quoted || e.told || e.words > 40 {
		return false
	}
	text = strings.TrimLeft(text, "*_([ ")
	if begins(text, "update") { // "Update, 6 p.m.: This article has…"
		if i := strings.Index(text, ": "); i > 0 && i < 40 {
			text = text[i+2:]
		}
	}
	for _, lead := range noteLeads.of(text) {
		if begins(text, lead) {
			return e.words <= 14 && e.dated == 0 || begins(text, "th") || begins(text, "we ") || strings.Contains(text[:len(lead)], "express")
		}
	}
	return revised(text) || versioned(text)
}

// takenBack reports whether text tells what an agency's earlier story had wrong:
// "In a story on May 3 about the port, the agency reported erroneously that …".
func takenBack(text string) bool {
	text = strings.TrimLeft(text, "*_([ ")
	for _, opening := range []string{"in a story", "in an article", "in a report", "in a version", "in an earlier", "in a previous", "in some versions", "our story", "our report", "a story published", "an article published", "a story on", "an article on"} {
		if !begins(text, opening) {
			continue
		}
		ws := Words(text[:min(len(text), 400)])
		for i, w := range ws {
			switch w.Fold {
			case "erroneously", "incorrectly", "mistakenly", "wrongly":
				if i+1 < len(ws) && (mistold[ws[i-1].Fold] || mistold[ws[i+1].Fold]) {
					return true
				}
			case "misstated", "misspelled", "misspelt", "misidentified", "misquoted", "misattributed":
				return true
			}
		}
	}
	return false
}

// mistold is what a story has done wrong that is taken back.
var mistold = set(`reported stated said identified spelled spelt attributed described named quoted listed gave put`)

// versioned reports whether text begins "An earlier version of this article".
func versioned(text string) bool {
	i := strings.Index(text[:min(len(text), 60)], " of th")
	if i < 0 || !strings.Contains(text[:i], " version") || strings.Count(text[:i], " ") > 2 {
		return false
	}
	for _, w := range Words(text[i+4 : min(len(text), i+40)])[1:] {
		if f := w.Fold; selves[f] && f != "version" && f != "report" || f == "report" && strings.Contains(text[:i+9], " of this ") {
			return true
		} else if f != "breaking" && f != "news" && f != "live" && f != "opinion" {
			return false
		}
	}
	return false
}

// revised reports whether text begins "This article was amended".
func revised(text string) bool {
	if !begins(text, "this ") && !begins(text, "questo articolo ") {
		return false
	}
	ws := Words(text[:min(len(text), 120)])
	at := 1
	for at < len(ws) && at < 4 && !selves[ws[at].Fold] { // "this breaking news story"
		if f := ws[at].Fold; f != "breaking" && f != "news" && f != "live" && f != "opinion" && f != "developing" {
			return false
		}
		at++
	}
	if at >= len(ws) || at == 4 {
		return false
	}
	noun := ws[at].Fold
	verb := ""
	aux := 0
	for at++; at < len(ws) && aux < 5; at++ {
		w := ws[at].Fold
		if !auxiliaries[w] {
			if w == "and" && aux > 0 {
				continue
			}
			verb = w
			break
		}
		aux++
	}
	switch {
	case aux == 0 || !revisions[verb]:
		return false
	case noun == "report" || noun == "version" || noun == "content" || noun == "page" || noun == "interview" || noun == "coverage":
		return surely[verb] && (verb != "published" || strings.Contains(text, "first published") || strings.Contains(text, "originally published")) && !strings.Contains(text, " by ")
	case verb == "written" || verb == "closed":
		return strings.Contains(text, "comment") || noun == "blog" || noun == "liveblog"
	case !surely[verb]:
		return !strings.Contains(text, " by ")
	}
	return true
}

// askLeads begin a short question to the reader of a page.
var askLeads = [...]string{
	"like this ", "liked this", "love this ", "loved this", "enjoyed this", "enjoying this", "enjoy this ", "what do you think", "what's your view", "what’s your view", "what is your view",
	"was this article", "was this helpful", "was this useful", "was this story", "was this page", "did you find this", "did you like this", "did you enjoy this", "found this ", "find this ",
	"interested in", "want more ", "want to read more", "want to know more", "hungry for more", "have a question", "have an opinion", "spotted an error",
	"spotted a mistake", "see an error", "notice an error", "found an error", "found a mistake", "see something wrong", "looking for more", "not a member", "not yet a member", "new here", "missed something", "ti e piaciuto", "ti è piaciuto",
}

// asksReader reports whether text is a short question to the reader of a page.
func (e *evidence) asksReader(text string) bool {
	if e.final != '?' || e.words > 9 || e.quoted || e.told {
		return false
	}
	for _, lead := range askLeads {
		if begins(text, lead) {
			return e.words <= 5 || !begins(text, "what")
		}
	}
	return false
}

// channels are the verbs that bid a reader follow an outlet on a network.
var channels = [...]string{"follow ", "join ", "find ", "connect with ", "like ", "subscribe ", "watch ", "listen to ", "chat with ", "add "}

// follows reports whether text bids the reader follow an outlet elsewhere:
// "Follow BBC Africa on WhatsApp".
func (e *evidence) follows(text string) bool {
	if e.network == 0 || e.words > 16 || e.quoted || e.told || e.reports > 0 || e.past || e.dated > 0 {
		return false
	}
	for _, lead := range channels {
		if begins(text, lead) {
			return onNetwork(text)
		}
	}
	return false
}

// onNetwork reports whether text has "on" before a share network.
func onNetwork(text string) bool {
	ws := Words(text)
	for i, w := range ws[:len(ws)-1] {
		if w.Fold == "on" && cues[ws[i+1].Fold].sign&network != 0 && ws[i+1].Len() > 1 {
			switch ws[i+1].Fold {
			case "print", "share", "line", "shares", "copy", "link", "save", "comment", "comments", "reactions":
				continue
			}
			return true
		}
	}
	return false
}

// gifts are what a reader gives an outlet.
var gifts = set(`support gift donation donations contribution contributions membership subscription generosity`)

// effects are what a gift does, in an appeal.
var effects = set(`powers power helps help makes make keeps keep funds fund lets let allows allow enables enable matters means goes sustains gives is are can
	will could fuels fuel drives ensures supports has today`)

// gives reports whether text begins with what the reader gives: "Your support
// powers our newsroom."
func (e *evidence) gives(text string) bool {
	if e.words > 24 || e.words < 3 || e.told || e.news() || !begins(text, "your ") {
		return false
	}
	ws := Words(text[:min(len(text), 60)])
	return len(ws) > 2 && gifts[ws[1].Fold] && effects[ws[2].Fold]
}
