package quote

import "testing"

// TestDateline: where a wire story was written is no part of what was said.
func TestDateline(t *testing.T) {
	want := []string{`direct said [Ida Moe] Ida Moe (said): Nobody leaves this harbour,`}
	for _, lead := range []string{
		"OSLO — ", "OSLO (Reuters) - ", "OSLO, May 9 – ", "*SANDVIK, May 9 (NNA)* — ", "PORT AVEN (AP) —", "(Reuters) - ", "(AP) ",
		"Oslo, May 9 (Reuters) - ", "Sandvik (askanews) - ", "ST. AVEN, Mo. -- ", "OSLO/ROME, 9 May — ", "**SANDVIK** – ", "OSLO: ",
	} {
		t.Run(lead, func(t *testing.T) {
			expect(t, lead+`“Nobody leaves this harbour,” said Ida Moe.`, want)
			expect(t, "The ships wait.\n\n"+lead+`"Nobody leaves this harbour," said Ida Moe.`, want)
			if lead != "(AP) " && lead != "OSLO: " {
				expect(t, lead+`The ships will wait here, said Ida Moe.`, []string{`indirect said [Ida Moe] Ida Moe (said): The ships will wait here`})
			}
		})
	}
	expect(t, "SANDVIK (NNA) — “Nobody leaves this harbour before the storm is over.”", []string{
		`direct said []  (): Nobody leaves this harbour before the storm is over.`})
	// a name before a dash is a speaker, not a place
	expect(t, "NATO — the alliance of the west — said the harbour was closed.", []string{
		`indirect said [NATO] NATO (said): the harbour was closed`})
	expect(t, "Ida Moe — the mayor of Sandvik — said the harbour was closed.", []string{
		`indirect said [Ida Moe] Ida Moe (said): the harbour was closed`})
}
