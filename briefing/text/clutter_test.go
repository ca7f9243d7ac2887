package text

import (
	"os"
	"strings"
	"testing"
)

// article puts a paragraph into an article at the top, in the middle or at the
// end.
func article(place, paragraph string) string {
	const (
		title  = "Ministers Agree on Plan for the Harbour"
		first  = "The ministers of five countries agreed on Tuesday on a plan for the old harbour, officials said."
		second = "It is to be finished within three years and will cost about 40 million euros, half of it paid by the region."
		third  = "Residents had asked for a park instead. The mayor said she would meet them next week to hear what they want."
	)
	switch place {
	case "top":
		return paragraph + "\n\n" + first + "\n\n" + second + "\n\n" + third
	case "end":
		return title + "\n\n" + first + "\n\n" + second + "\n\n" + third + "\n\n" + paragraph
	}
	return title + "\n\n" + first + "\n\n" + paragraph + "\n\n" + second + "\n\n" + third
}

// The kinds of web clutter are found, and news that looks like it survives.
func TestClutter(t *testing.T) {
	data, err := os.ReadFile("testdata/clutter.txt")
	if err != nil {
		t.Fatal(err)
	}
	clutter, news, found, lost, named := 0, 0, 0, 0, 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		head, paragraph, ok := strings.Cut(line, " | ")
		if !ok || line[0] == '#' {
			continue
		}
		want, place, _ := strings.Cut(head, " ")
		s := article(place, paragraph)
		l := Read(s)
		at := strings.Index(s, paragraph)
		var kinds []string
		prose, all := false, true
		for _, q := range l.Sentences {
			if q.Start < at || q.Start >= at+len(paragraph) {
				continue
			}
			kinds = append(kinds, q.Kind.String())
			prose = prose || q.Kind == Prose
			all = all && q.Kind.String() == want
		}
		if want == "prose" {
			news++
			if !all {
				lost++
				t.Logf("news lost as %v: %s", kinds, paragraph)
			}
			continue
		}
		clutter++
		if !prose {
			found++
		} else {
			t.Logf("%s missed: %v %s", want, kinds, paragraph)
		}
		if all {
			named++
		} else if !prose {
			t.Logf("%s called %v: %s", want, kinds, paragraph)
		}
	}
	precision := float64(found) / float64(found+lost)
	recall := float64(found) / float64(clutter)
	t.Logf("%d kinds of clutter, %d news: precision %.3f, recall %.3f, named rightly %.3f", clutter, news, precision, recall, float64(named)/float64(clutter))
	if clutter < 60 || news < 60 || lost > 0 || recall < 0.97 || float64(named) < 0.9*float64(clutter) {
		t.Errorf("clutter %d, news %d of which %d lost, recall %.3f, named %d: want no news lost, recall 0.97, nine of ten named", clutter, news, lost, recall, named)
	}
}

// An appeal behind news does not take the news with it.
func TestAppealBehindNews(t *testing.T) {
	for _, s := range []string{
		"The mayor will meet the residents in June. Sign up for our newsletter.",
		"We reached the quay at dawn and found nobody there. Subscribe to our newsletter.",
		"You will have to show your documents at the checkpoints. Sign up for our daily newsletter.",
		"This is a developing story. Police said two men were hurt.",
	} {
		l := Read(article("middle", s))
		for i, q := range l.Sentences {
			prose := strings.HasPrefix(q.In(article("middle", s)), "Sign") || strings.HasPrefix(q.In(article("middle", s)), "Subscribe") || strings.HasPrefix(q.In(article("middle", s)), "This is")
			if i > 0 && (q.Kind == Prose) == prose {
				t.Errorf("%s: %v %q", s, q.Kind, q.In(article("middle", s)))
			}
		}
	}
}
