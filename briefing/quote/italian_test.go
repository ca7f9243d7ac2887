package quote

import (
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

// TestItalian reads what Italian newspapers write: the quotation, its speaker as
// printed, and how it was said.
func TestItalian(t *testing.T) {
	const frame = "\n\nIl consiglio si riunisce nel palazzo della città, che non è grande, con la giunta e il sindaco."
	checkSaid(t, frame, []said{
		{"TORINO – «La piazza non è in vendita», ha detto il sindaco Ugo Neri a Radio Uno.", "il sindaco Ugo Neri", "La piazza non è in vendita", Said},
		{"“Non la vendiamo”, ha aggiunto Neri.", "Neri", "Non la vendiamo", Said},
		{"Il ministro dell'Interno Ada Bianchi ha detto che la strada resta chiusa.", "Il ministro dell'Interno Ada Bianchi", "che la strada resta chiusa", Said},
		{"Secondo la ministra Ada Bianchi, i lavori finiranno a maggio.", "la ministra Ada Bianchi", "i lavori finiranno a maggio", Said},
		{"La strada, secondo il prefetto Ivo Greco, resta chiusa per la festa.", "il prefetto Ivo Greco", "resta chiusa per la festa", Said},
		{"Bianchi ha dichiarato: «La responsabilità resta delle autorità».", "Bianchi", "La responsabilità resta delle autorità", Said},
		{"«È una vergogna – ha spiegato Neri – e non la vogliamo».", "Neri", "e non la vogliamo", Said},
		{"Il presidente della Regione Leo Gallo ha smentito che la strada sia chiusa.", "Il presidente della Regione Leo Gallo", "che la strada sia chiusa", Denied},
		{"Per l’assessora Eva Costa «serve più trasparenza».", "l’assessora Eva Costa", "serve più trasparenza", Said},
		{"«Siamo pronti», dice la portavoce Maria Riva.", "la portavoce Maria Riva", "Siamo pronti", Said},
		{"Lo ha detto il ministro degli Esteri Ugo Prato: «Non sarà come a Torino».", "il ministro degli Esteri Ugo Prato", "Non sarà come a Torino", Said},
		{"“Non ci saranno divieti”, si legge nella nota della Prefettura.", "nota della Prefettura", "Non ci saranno divieti", Said},
		{"Costa, assessora alla Sicurezza, ha scritto che è «inaccettabile» chiudere la strada.", "Costa", "che è «inaccettabile» chiudere la strada", Said},
		{"La ministra non ha voluto dire se la strada resta chiusa.", "La ministra", "se la strada resta chiusa", Declined},
	})
}

// TestItalianCarriesOn gives a verb without a subject to who spoke last.
func TestItalianCarriesOn(t *testing.T) {
	s := "«La piazza non è in vendita», ha detto il sindaco Ugo Neri. Ha aggiunto che il mercato non si tocca. Le «zone rosse» sono due."
	found := Find(s, text.Read(s))
	if len(found) != 2 || found[1].Person != "Ugo Neri" || !strings.HasPrefix(found[1].Content.In(s), "che il mercato") {
		t.Errorf("found %+v", found)
	}
}
