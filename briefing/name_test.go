package briefing

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseMentions(t *testing.T) {
	for _, c := range []struct{ mention, name, role string }{
		{"Italy’s Interior Minister Matteo Piantedosi", "Matteo Piantedosi", "Italy’s Interior Minister"},
		{"Interior Minister Matteo Piantedosi", "Matteo Piantedosi", "Interior Minister"},
		{"U.S. Ambassador to Italy Tilman J. Fertitta", "Tilman J. Fertitta", "U.S. Ambassador to Italy"},
		{"Secretary of State Marco Rubio", "Marco Rubio", "Secretary of State"},
		{"Governor of New York Kathy Hochul", "Kathy Hochul", "Governor of New York"},
		{"Milan Mayor Giuseppe Sala", "Giuseppe Sala", "Milan Mayor"},
		{"Lombardy regional president Attilio Fontana", "Attilio Fontana", "Lombardy regional president"},
		{"Alessandro Zan, a member of the European Parliament", "Alessandro Zan", "member of the European Parliament"},
		{"Emanuele Ingria, a Milan resident", "Emanuele Ingria", "Milan resident"},
		{"Ursula von der Leyen", "Ursula von der Leyen", ""},
		{"Mr. Biden", "Biden", ""},
		{"Piantedosi", "Piantedosi", ""},
		{"Piantedosi's", "Piantedosi", ""},
		{"Donald Trump Jr.", "Donald Trump Jr", ""},
		{"la sindaca di Lodi Giulia Ferri", "Giulia Ferri", "sindaca di Lodi"},
		{"il ministro dell’Interno Matteo Piantedosi", "Matteo Piantedosi", "ministro dell’Interno"},
		{"A spokesman for Transport Minister Anna Bianchi", "", "spokesman for Transport Minister Anna Bianchi"},
		{"ICE", "ICE", ""},
		{"the statement from ICE", "ICE", ""},
		{"The mayor of Milan", "", "mayor of Milan"},
		{"the ministry", "", "ministry"},
		{"a spokesman for Matteo Piantedosi", "", "spokesman for Matteo Piantedosi"},
		{"critics of Giorgia Meloni", "", "critics of Giorgia Meloni"},
		{"The U.S. Embassy in Rome", "", "U.S. Embassy in Rome"},
		{"he", "", "he"},
		{"", "", ""},
	} {
		m := parse(c.mention)
		if got := m.name.In(c.mention); got != c.name {
			t.Errorf("%q: name %q, want %q", c.mention, got, c.name)
		}
		if got := m.role.In(c.mention); got != c.role {
			t.Errorf("%q: role %q, want %q", c.mention, got, c.role)
		}
	}
}

// TestRoles: a role is read before and behind a name, also between commas and of
// somebody whom another speaks for.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ text, name, role string }{
		{"The mayor of Pavia, Tom Bell, said no.", "Tom Bell", "mayor of Pavia"},
		{"Tom Bell, the mayor of Pavia, said no.", "Tom Bell", "mayor of Pavia"},
		{"Pavia's mayor, Tom Bell, said no.", "Tom Bell", "Pavia's mayor"},
		{"Asked again, Port Hallow's director general, Tom Bell, said no.", "Tom Bell", "Port Hallow's director general"},
		{"Its chief inspector, Tom Bell, said no.", "Tom Bell", "chief inspector"},
		{"Tom Bell, the union's general secretary, said no.", "Tom Bell", "union's general secretary"},
		{"The mayor's dog, Tom Bell, said no.", "Tom Bell", ""},
		{"A spokesman for Transport Minister Anna Bianchi said no.", "Anna Bianchi", "Transport Minister"},
		{"An adviser to Barack Obama said no.", "Barack Obama", ""},
		{"Neither Anna Bianchi said so.", "Anna Bianchi", ""},
		{"The mayor met the crew, Tom Bell, said no.", "Tom Bell", ""},
		{"In the harbour, Tom Bell, a sailor, said no.", "Tom Bell", ""},
		{"La ministra dei Trasporti Anna Bianchi ha detto no.", "Anna Bianchi", "ministra dei Trasporti"},
	} {
		ns := namesIn(c.text)
		if len(ns) != 1 || ns[0].name.In(c.text) != c.name || ns[0].role.In(c.text) != c.role {
			t.Errorf("%s: %+v, want %q, %q", c.text, ns, c.name, c.role)
		}
	}
}

// newsroom makes a corpus of texts; their IDs are a, b, c ….
func newsroom(texts ...string) *Corpus {
	var rs []Reading
	for i, s := range texts {
		rs = append(rs, Read(Article{ID: string(rune('a' + i)), Text: s}))
	}
	return NewCorpus(rs)
}

// speakers prints everybody a corpus quotes with the number of quotes.
func speakers(c *Corpus) string {
	var out []string
	for _, p := range c.People() {
		out = append(out, fmt.Sprintf("%s %d", p.Name, p.Quotes))
	}
	return strings.Join(out, "; ")
}

func TestPeopleAcrossArticles(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"surname and full name", []string{
			"“We will rebuild the pier,” said Harbour Minister Ada Lindqvist.",
			"“The pier is gone,” Lindqvist said on the quay. Ada Lindqvist had arrived at noon.",
		}, "Ada Lindqvist 2"},
		{"a surname that only another article explains", []string{
			"“We will rebuild the pier,” said Harbour Minister Ada Lindqvist.",
			"“The pier is gone,” Lindqvist said on the quay.",
		}, "Ada Lindqvist 2"},
		{"a role that another article explains", []string{
			"“We will rebuild the pier,” said Oslo Mayor Ada Lindqvist.",
			"“The pier is gone,” the mayor of Oslo said.",
		}, "Ada Lindqvist 2"},
		{"a middle initial", []string{
			"“We will rebuild the pier,” said Ada K. Lindqvist.", "“The pier is gone,” said Ada Lindqvist.",
		}, "Ada K. Lindqvist 2"},
		{"a family", []string{
			"“We will rebuild the pier,” said Ada Lindqvist.", "“The pier is gone,” said Jon Lindqvist.",
		}, "Ada Lindqvist 1; Jon Lindqvist 1"},
		{"a family and a bare surname", []string{
			"“We will rebuild the pier,” said Ada Lindqvist.", "“The pier is gone,” said Jon Lindqvist.",
			"“No pier, no port,” Lindqvist said.",
		}, "Ada Lindqvist 1; Jon Lindqvist 1; Lindqvist 1"},
		{"a particle that opens a sentence", []string{
			"De Wit, the minister, said: “The pier is gone.”",
			"“We will rebuild the pier,” said Harbour Minister Femke de Wit. “It is our pier,” De Wit said.",
		}, "Femke de Wit 3"},
		{"a particle and a family", []string{
			"“We will rebuild the pier,” said Femke de Wit.", "“The pier is gone,” said Jan de Wit. “It was old,” De Wit said.",
		}, "Jan de Wit 2; Femke de Wit 1"},
		{"a name that begins as a particle does", []string{
			"“We will rebuild the pier,” said Al Gore.", "“The pier is gone,” said Ada Gore.",
		}, "Ada Gore 1; Al Gore 1"},
		{"junior", []string{
			"“We will rebuild the pier,” said Karl Berg.", "“The pier is gone,” said Karl Berg Jr.",
		}, "Karl Berg 1; Karl Berg Jr 1"},
		{"a spokesman is not the minister", []string{
			"“We will rebuild the pier,” said Harbour Minister Ada Lindqvist.",
			"“The pier is gone,” said a spokesman for Ada Lindqvist.",
		}, "Ada Lindqvist 1; spokesman for Ada Lindqvist 1"},
		{"an office under two names of its country", []string{
			"“We will rebuild the pier,” said Italy's transport ministry.",
			"“The pier is gone,” said the Italian transport ministry.",
		}, "Italy's transport ministry 2"},
		{"two ministries", []string{
			"“We will rebuild the pier,” said the transport ministry.", "“The pier is gone,” said the finance ministry.",
		}, "finance ministry 1; transport ministry 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := speakers(newsroom(c.texts...)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Secretary of State Marco Rubio", "a spokesman for the Ministry of", "Sen. J. of", "’s ‘s", "mayor of", "\xff X", "statement from"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := parse(s)
		if !within(s, m.name) || !within(s, m.role) {
			t.Errorf("%q: name %v, role %v", s, m.name, m.role)
		}
		for _, n := range namesIn(s) {
			if !within(s, n.name) || !within(s, n.role) {
				t.Errorf("%q: name %v, role %v", s, n.name, n.role)
			}
		}
	})
}
