package quote

import (
	"fmt"
	"testing"
)

// TestParticles: small words inside a name belong to it, wherever it stands.
func TestParticles(t *testing.T) {
	for _, name := range []string{"Femke de Wit", "Jan de Boer", "Ursula von der Leyen", "Charles de Gaulle", "Vincent van Gogh", "Leonardo da Vinci",
		"Luigi Di Maio", "Jean-Luc de la Cruz", "Omar al Bashir", "Marine Le Pen", "Ada dos Santos", "Pieter van der Meer"} {
		for _, form := range []string{"“We will rebuild the pier,” said %s.", "“We will rebuild the pier,” said %s, a union leader.", "“We will rebuild the pier,” %s said."} {
			expect(t, fmt.Sprintf(form, name), []string{fmt.Sprintf("direct said [%s] %s (said): We will rebuild the pier,", name, name)})
		}
	}
}
