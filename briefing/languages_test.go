package briefing

import "testing"

// TestLanguagesAreFound asks in six languages with other forms of the words than
// the articles print: the passage is shown, as an answer or as the closest.
func TestLanguagesAreFound(t *testing.T) {
	c := NewCorpus(nil)
	for id, words := range map[string]string{
		"de": "Die Brücke über den Fluss wurde am Montag gesperrt, weil Ingenieure einen Riss in dem Pfeiler gefunden haben.\n\nDie Reparaturen der Brücke werden vier Millionen Euro kosten, und die Pendler müssen mit dem Bus fahren.",
		"nl": "De haven van de stad is gesloten omdat de bruggen niet zijn geïnspecteerd door het ministerie.\n\nDe reizigers wachten op de boot en worden met bussen naar huis gebracht.",
		"pt": "O aeroporto da cidade foi fechado porque os pilotos não aceitaram os novos contratos da empresa.\n\nOs passageiros foram levados para hotéis e não sabem quando os voos vão partir.",
		"es": "El hospital de la ciudad fue cerrado porque los médicos no aceptaron los nuevos contratos del gobierno.\n\n«Los pacientes serán trasladados», dijo la directora Carmen Robles en una declaración.",
		"fr": "Le musée de la ville a été fermé parce que les gardiens ont refusé les nouveaux horaires de la direction.\n\n« Les visiteurs seront remboursés », a déclaré le directeur Luc Moreau dans un communiqué.",
		"it": "La scuola della città è stata chiusa perché gli insegnanti hanno rifiutato i nuovi orari del comune.\n\n«Gli studenti torneranno lunedì», ha detto il preside Marco Bellini durante una riunione.",
	} {
		r := Read(Article{ID: id, Text: words})
		if r.Article.Lang != id {
			t.Errorf("%s is held for %q", id, r.Article.Lang)
		}
		c.Add(r)
	}
	for id, question := range map[string]string{
		"de": "Was kostet die Reparatur der Brücken?", "nl": "Waarom is de brug van de haven gesloten?", "pt": "Porque o piloto não aceitou o contrato?",
		"es": "¿Por qué el médico no aceptó el contrato?", "fr": "Pourquoi le gardien a refusé le nouvel horaire?", "it": "Perché l’insegnante ha rifiutato il nuovo orario?",
	} {
		a := c.Ask(question, 3)
		if len(a.Citations) == 0 || a.Citations[0].Article.ID != id {
			t.Errorf("%s: %q is answered %v, %+v", id, question, a.Found, a.Citations)
		} else if !a.Found {
			t.Logf("%s: the right passage is there, but not held for an answer", id)
		}
	}
	if a := c.Said("Bellini", ""); !a.Found { // speech is found in English and Italian
		t.Error("nothing by Bellini is quoted")
	}
}
