package briefing

import (
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// corrected reads words the corpus does not print as the nearest ones it does,
// or as what they mean in its language. Only the former are corrections.
func (s *snapshot) corrected(question string) (string, []Correction) {
	return s.spelled(s.translated(question))
}

// spelled reads words the corpus does not print as the nearest ones it does.
func (s *snapshot) spelled(question string) (string, []Correction) {
	return rewrite(question, func(w string) string {
		if text.Stop(w, "") || text.Stop(w, "it") || speaking[w] || asking[w] != "" || rightly(w) || s.words.inflects(w) {
			return ""
		}
		near, _ := s.words.nearest(w)
		return near
	})
}

// rightly reports whether a word is known to be right, though the corpus does
// not print it: "ministro" is no slip for "ministero".
func rightly(fold string) bool {
	one := singular(fold)
	return titles[one] || bodies[one] || folk[one] || objection[fold] || opposing[fold] || bridge[fold] != nil || attributes[fold] ||
		len(answers[text.Stem(fold, "")]) > 0 || len(search.Kin(fold)) > 0
}

// elided are Italian question words that are written together with "è".
var elided = strings.NewReplacer("cos'è ", "cosa è ", "Cos'è ", "cosa è ", "dov'è ", "dove è ", "Dov'è ", "dove è ", "quand'è ", "quando è ", "Quand'è ", "quando è ",
	"cos’è ", "cosa è ", "Cos’è ", "cosa è ", "dov’è ", "dove è ", "Dov’è ", "dove è ")

// opening are the words that questions open with, which are corrected though no
// article prints them.
var opening = strings.Fields("what when where which who whose why how cosa quando dove quanti quante perché did does said many much")

// firstOnly is how many of them only open a question.
const firstOnly = 14

// reasked corrects the opening of a question: "waht did Sala say".
func (s *snapshot) reasked(question string) (string, []Correction) {
	seen := 0
	return rewrite(question, func(w string) string {
		seen++
		if seen > 3 || len(w) < 3 || len(w) > 6 || !lettered(w) || text.Stop(w, "") || text.Stop(w, "it") || s.words.has(w) || speaking[w] || auxiliaries[w] {
			return ""
		}
		near := ""
		for i, o := range opening {
			if w == o {
				return ""
			}
			if seen > 1 && i < firstOnly {
				continue
			}
			if distance(w, o, 1) == 1 && (w[0] == o[0] || w[1] == o[0]) && (near == "" || len(o) > len(near)) {
				near = o
			}
		}
		return near
	})
}

// howSoon takes out of a question what only says how it asks.
var howSoon = strings.NewReplacer("how soon ", "", "How soon ", "", "how quickly ", "", "How quickly ", "", "how often ", "", "How often ", "",
	"what happened in ", "", "What happened in ", "", "what happened to ", "", "What happened to ", "", "what happened at ", "", "What happened at ", "", "what happened with ", "", "What happened with ", "")

// light are verbs that say next to nothing in a question that counts: "how many
// athletes are coming".
var light = table(`come comes coming came go goes going went take takes taking took part run runs running there get gets
	participate participating attend attending have having`)

// countable asks "number of" as "how many", and leaves out of a question for a
// number that people are what is counted: they are called anything.
func countable(question string) string {
	question = strings.NewReplacer("number of ", "how many ", "Number of ", "How many ", "numero di ", "quanti ").Replace(question)
	var b strings.Builder
	last := 0
	for _, w := range text.Words(question) {
		if anyPeople[w.Fold] || light[w.Fold] {
			b.WriteString(question[last:w.Start])
			last = w.End
		}
	}
	b.WriteString(question[last:])
	return b.String()
}
