package text

import "testing"

func TestLang(t *testing.T) {
	for _, c := range []struct{ want, in string }{
		{"en", "Italy moved Wednesday to reassert full control over security at the Games."},
		{"en", "What did the mayor of Milan say about ICE?"},
		{"it", "Il ministro dell’Interno ha detto che la sicurezza è una priorità per il governo."},
		{"it", "Che cosa ha detto il sindaco di Milano?"},
		{"fr", "Le ministre a déclaré que la sécurité des Jeux est une priorité pour le gouvernement."},
		{"es", "El ministro dijo que la seguridad de los Juegos es una prioridad para el gobierno."},
		{"de", "Der Minister sagte, dass die Sicherheit der Spiele für die Regierung wichtig ist."},
		{"pt", "O ministro disse que a segurança dos Jogos não é uma prioridade para o governo."},
		{"nl", "De minister zei dat de veiligheid van de Spelen een prioriteit is voor het kabinet."},
		{"", "Fertitta Piantedosi Tajani"},
		{"", ""},
		{"", "ICE"},
		{"", "Игры начнутся в Милане 6 февраля."},
		{"", "\xff\xfe\xfd"},
	} {
		if got := Lang(c.in); got != c.want {
			t.Errorf("Lang(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
