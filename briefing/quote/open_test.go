package quote

import (
	"testing"

	"briefingbot/briefing/text"
)

// TestOpen: a quotation that a paragraph leaves open is of whom the paragraph
// that takes it up names.
func TestOpen(t *testing.T) {
	expect(t, "The talks are over. “The ferry will not sail before May,\n\n“The crew stays ashore,\n\n“and nobody is paid,” Ann Roe said.", []string{
		`direct said [Ann Roe] Ann Roe (said): The ferry will not sail before May,`,
		`direct said [Ann Roe] Ann Roe (said): The crew stays ashore,`,
		`direct said [Ann Roe] Ann Roe (said): and nobody is paid,`})
	expect(t, "“The ferry will not sail before May.\n\nA storm was on its way to the coast.", nil)
	expect(t, "\"The ferry will not sail before May.\n\n“The crew stays ashore,” Ann Roe said.", []string{
		`direct said [Ann Roe] Ann Roe (said): The crew stays ashore,`})
	expect(t, "“The ferry will not sail.” That is how Ann Roe, a sailor, put it.", []string{
		`direct said [Ann Roe] Ann Roe (): The ferry will not sail.`})
	expect(t, "“The ferry will not sail.” With these words Ann Roe left.", []string{
		`direct said [Ann Roe] Ann Roe (): The ferry will not sail.`})
	expect(t, "The plan met with boos. “Nobody asked the crew about it at all.”", nil)
}

// TestMood: words before the subject take back what its verb says.
func TestMood(t *testing.T) {
	expect(t, "Neither Ann Roe nor Bo Li said the ferry was safe.", []string{
		`indirect declined [Bo Li] Bo Li (said): the ferry was safe`})
	expect(t, "No official said that the ferry was safe.", []string{
		`indirect declined [No official]  (said): that the ferry was safe`})
	expect(t, "Had Ann Roe said the ferry was safe, the crew would have sailed.", []string{
		`indirect hedged [Ann Roe] Ann Roe (said): the ferry was safe`})
	expect(t, "If Ann Roe says the ferry is safe, the crew will sail.", []string{
		`indirect hedged [Ann Roe] Ann Roe (says): the ferry is safe`})
}

// TestRelayed: whom somebody quotes is the speaker.
func TestRelayed(t *testing.T) {
	expect(t, "“The ferry is safe,” the paper quoted Ann Roe as saying.", []string{
		`direct said [Ann Roe] Ann Roe (saying): The ferry is safe,`})
	expect(t, "The paper quoted Ann Roe as saying that the ferry was safe.", []string{
		`indirect said [Ann Roe] Ann Roe (saying): that the ferry was safe`})
	expect(t, "In the harbour, where Bo Li had promised jobs, Ann Roe said the money was gone.", []string{
		`indirect said [Bo Li] Bo Li (promised): jobs`,
		`indirect said [Ann Roe] Ann Roe (said): the money was gone`})
	expect(t, "“The ferry stays in port”: Ann Roe.", []string{
		`direct said [Ann Roe] Ann Roe (:): The ferry stays in port`})
	expect(t, "Il sindaco Jan Roe ha smentito di aver firmato il contratto.", []string{
		`indirect denied [Il sindaco Jan Roe] Jan Roe (smentito): di aver firmato il contratto`})
}

// TestTwoOfAName: what stands before a mention tells who is meant.
func TestTwoOfAName(t *testing.T) {
	expect(t, "Ida Roe, the mayor of Lodi, spoke first. “The harbour is closed,” Roe said. Jan Roe, a lawyer, left. Jan Roe did not stay.", []string{
		`direct said [Roe] Ida Roe (said): The harbour is closed,`})
	expect(t, "The mayor of Lodi, Ida Roe, met the mayor of Pavia, Bo Li. “We pay,” the mayor of Pavia said. “We do not,” the mayor of Lodi replied.", []string{
		`direct said [the mayor of Pavia] Bo Li (said): We pay,`,
		`direct said [the mayor of Lodi] Ida Roe (replied): We do not,`})
	expect(t, "The Ministry of Transport gave way. The ministry said the harbour would open.", []string{
		`indirect said [The ministry] Ministry of Transport (said): the harbour would open`})
	expect(t, "The reporter, Ida Roe, left. A reporter said the harbour was closed.", []string{
		`indirect said [A reporter]  (said): the harbour was closed`})
}

// TestTrust: the weaker the tie between speaker and words, the less they are
// trusted.
func TestTrust(t *testing.T) {
	for _, c := range []struct {
		text string
		sure bool
	}{
		{"Ann Roe said the ferry was “not fit for sea”.", true},
		{"The sailors who said the ferry was “not fit for sea” were dismissed.", false},
		{"Ann Roe said the “deal” that the crew and the owners had made in May would not hold.", false},
		{"Ann Roe left, saying that the ferry was “not fit for sea”.", true},
		{"The mood said the ferry was “not fit for sea”.", false},
	} {
		quotes := Find(c.text, text.Read(c.text))
		if len(quotes) != 1 || quotes[0].Confidence >= Sure != c.sure {
			t.Errorf("%s: %+v, want sure: %v", c.text, quotes, c.sure)
		}
	}
}

// TestLedIn: a verb of saying before the colon ties the speaker closer than any
// other words.
func TestLedIn(t *testing.T) {
	for _, c := range []struct {
		text string
		sure bool
	}{
		{"Ann Roe criticised the ministry: “The ferry was never fit for sea at all.”", true},
		{"Ann Roe was blunt: “The ferry was never fit for sea at all.”", false},
		{"Ann Roe criticised the ministry; the crew had this note: “The ferry was never fit for sea at all.”", false},
	} {
		quotes := Find(c.text, text.Read(c.text))
		q := quotes[len(quotes)-1]
		if q.Person != "Ann Roe" || q.Confidence >= Sure != c.sure {
			t.Errorf("%s: %+v, want sure: %v", c.text, q, c.sure)
		}
	}
	expect(t, "Sailors marched under a banner reading “No Port, No Peace” past the bar.", nil)
	expect(t, "“We pay for it,\n\n“and nobody asked us at all,” Ann Roe said.", []string{
		`direct said [Ann Roe] Ann Roe (said): We pay for it,`,
		`direct said [Ann Roe] Ann Roe (said): and nobody asked us at all,`})
	expect(t, "Bo Li said the harbour was closed.\n\n“We pay for their mistakes,\n\n“and nobody asked us at all,” Ann Roe said.", []string{
		`indirect said [Bo Li] Bo Li (said): the harbour was closed`,
		`direct said [Ann Roe] Ann Roe (said): We pay for their mistakes,`,
		`direct said [Ann Roe] Ann Roe (said): and nobody asked us at all,`})
}
