package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"briefingbot/briefing"
)

// The feed has an entry a day: the briefing of that day, as it was when somebody
// last looked. What is in an entry is kept, so that it stays when the articles
// change.
const (
	feedKey  = "web/feed"
	feedKept = 400 * 24 * time.Hour
	feedDays = 30
)

type feedState struct {
	ID   string    `json:"id"`   // of the feed, made once
	Days []feedDay `json:"days"` // the newest first
}

type feedDay struct {
	Day      string     `json:"day"` // 2006-01-02
	Updated  time.Time  `json:"updated"`
	Sum      string     `json:"sum"` // of what it shows
	Articles int        `json:"articles"`
	Facts    []feedFact `json:"facts"`
}

type feedFact struct {
	Topic string     `json:"topic,omitempty"`
	Words string     `json:"words"`
	Lang  string     `json:"lang,omitempty"`
	Cites []feedCite `json:"cites"`
	Sides []string   `json:"sides,omitempty"` // versions on which sources differ
}

type feedCite struct {
	N    int    `json:"n"`
	Path string `json:"path"`
	From string `json:"from"`
}

// feedCites is how many citations of a fact an entry shows.
const feedCites = 12

// dayOf is the entry of a briefing.
func (s *site) dayOf(b briefing.Briefing, now time.Time) feedDay {
	d := feedDay{Day: now.UTC().Format(time.DateOnly), Updated: now.UTC().Truncate(time.Second), Articles: len(b.Articles)}
	h := sha256.New()
	for _, section := range b.Sections {
		for _, item := range section.Items {
			f := feedFact{Topic: section.Topic.Name, Words: item.Passage.Text(), Lang: lang(item.Passage.Article)}
			for _, c := range item.Citations[:min(len(item.Citations), feedCites)] {
				f.Cites = append(f.Cites, feedCite{c.N, Permalink("", c.Passage), s.label(c.Article)})
			}
			for _, c := range item.Conflicts {
				for _, v := range c.Variants {
					f.Sides = append(f.Sides, v.Words.Text())
				}
			}
			for _, c := range item.Citations {
				fmt.Fprintf(h, "%q %s %d %d\n", c.Article.ID, c.Article.SHA256, c.Span.Start, c.Span.End)
			}
			d.Facts = append(d.Facts, f)
		}
	}
	d.Sum = hex.EncodeToString(h.Sum(nil)[:8])
	return d
}

// fedNow brings the feed up to the briefing of now.
func (s *site) fedNow(ctx context.Context) (feedState, error) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	b, err := s.fed, error(nil)
	if s.Memory != nil {
		if b, err = s.Memory.Load(ctx, feedKey); err != nil {
			return feedState{}, fmt.Errorf("read the feed: %w", err)
		}
	}
	var f feedState
	if b != nil {
		if err := json.Unmarshal(b, &f); err != nil {
			return f, fmt.Errorf("read the feed: %w", err)
		}
	}
	today := s.dayOf(s.current(), s.Now())
	if len(today.Facts) == 0 || len(f.Days) > 0 && f.Days[0].Sum == today.Sum {
		if f.ID != "" {
			return f, nil
		}
	} else if len(f.Days) > 0 && f.Days[0].Day == today.Day {
		f.Days[0] = today
	} else {
		f.Days = append([]feedDay{today}, f.Days[:min(len(f.Days), feedDays-1)]...)
	}
	if f.ID == "" {
		var id [16]byte
		rand.Read(id[:])
		f.ID = uuid(id)
	}
	if s.fed, err = json.Marshal(f); err != nil {
		return f, fmt.Errorf("keep the feed: %w", err)
	}
	if s.Memory != nil {
		if err := s.Memory.Save(ctx, feedKey, s.fed, feedKept); err != nil {
			return f, fmt.Errorf("keep the feed: %w", err)
		}
	}
	return f, nil
}

// uuid sets 16 bytes as a UUID of version 8: its bits are this program's own.
func uuid(b [16]byte) string {
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// entryID is the same for one day of one feed, wherever it is served.
func entryID(feed, day string) string {
	sum := sha256.Sum256([]byte(feed + " " + day))
	return uuid([16]byte(sum[:16]))
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
	Content atomText `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

// feed writes the briefings as Atom (RFC 4287).
func (s *site) feed(w http.ResponseWriter, r *http.Request) {
	f, err := s.fedNow(r.Context())
	if err != nil {
		http.Error(w, "The feed cannot be read just now.", http.StatusInternalServerError)
		return
	}
	if wantsJSON(r) {
		s.writeJSON(w, http.StatusOK, f)
		return
	}
	base, g := s.base(r), granted(r)
	address := func(path string) string { return base + g.address(path, "&") }
	out := atomFeed{ID: f.ID, Title: s.Title, Author: s.Title, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Links: []atomLink{
		{"self", "application/atom+xml", address("/feed.atom")}, {"alternate", "text/html", address("/")},
	}}
	if len(f.Days) > 0 {
		out.Updated = f.Days[0].Updated.Format(time.RFC3339)
	}
	for _, d := range f.Days {
		e := atomEntry{ID: entryID(f.ID, d.Day), Title: s.Title + " of " + d.Day, Updated: d.Updated.Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", address("/")}, Content: atomText{"html", d.html(address)}}
		if day, err := time.Parse(time.DateOnly, d.Day); err == nil {
			e.Title = s.Title + " of " + day.Format(fullDay)
		}
		e.Summary = visible(cut(d.Facts[0].Words, 300))
		out.Entries = append(out.Entries, e)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(out); err != nil {
		http.Error(w, "The feed cannot be written just now.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Write(b.Bytes())
}

// html is the content of an entry: quotations and their numbered links.
func (d feedDay) html(address func(path string) string) string {
	var b strings.Builder
	topic := ""
	for _, f := range d.Facts {
		if f.Topic != topic {
			topic = f.Topic
			b.WriteString("<h2>" + template.HTMLEscapeString(visible(topic)) + "</h2>")
		}
		attr := ""
		if f.Lang != "" {
			attr = ` lang="` + f.Lang + `"`
		}
		b.WriteString("<blockquote" + attr + "><p>" + template.HTMLEscapeString(visible(f.Words)) + "</p></blockquote><p>")
		for i, c := range f.Cites {
			if i > 0 {
				b.WriteString(" · ")
			}
			fmt.Fprintf(&b, `<a href="%s">[%d]</a> %s`, template.HTMLEscapeString(address(c.Path)), c.N, template.HTMLEscapeString(visible(c.From)))
		}
		if len(f.Sides) > 0 {
			b.WriteString("<br>Sources differ: “" + template.HTMLEscapeString(visible(strings.Join(f.Sides, "” · “"))) + "”")
		}
		b.WriteString("</p>")
	}
	return b.String()
}

// base is what absolute addresses begin with: the public URL, else the host that
// was asked, which the guard has let pass.
func (s *site) base(r *http.Request) string {
	if s.Public != "" {
		return strings.TrimRight(s.Public, "/")
	}
	return "http://" + r.Host
}
