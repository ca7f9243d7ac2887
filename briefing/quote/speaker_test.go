package quote

import "testing"

// TestApposition: the mention stays as printed, the person is the name beside it.
func TestApposition(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a company with its form", `The ferry’s builder, Norsk Verft AS, denied that the hull was cracked.`, []string{
			`indirect denied [The ferry’s builder] Norsk Verft AS (denied): that the hull was cracked`}},
		{"a company with an ampersand", `The builder of the ferry, Moe & Sons Ltd, said the hull was sound.`, []string{
			`indirect said [The builder of the ferry] Moe & Sons Ltd (said): the hull was sound`}},
		{"turned", `“The hull is sound,” said the prefect of Turin, Ida Moe.`, []string{
			`direct said [the prefect of Turin] Ida Moe (said): The hull is sound,`}},
		{"no name but a state", `“The hull is sound,” said a sailor from Salem, Oregon.`, []string{
			`direct said [a sailor from Salem] sailor from Salem (said): The hull is sound,`}},
		{"another's name inside", `A lawyer for Ida Moe, Jan Doe, said the hull was sound.`, []string{
			`indirect said [A lawyer for Ida Moe] Jan Doe (said): the hull was sound`}},
		{"Italian, before", `La ministra dell'Interno Ida Moe ha detto: “Il porto resta chiuso per tutti”.`, []string{
			`direct said [La ministra dell'Interno Ida Moe] Ida Moe (detto): Il porto resta chiuso per tutti`}},
		{"Italian, after", `“Il porto resta chiuso”, ha detto la ministra dell’Interno Ida Moe.`, []string{
			`direct said [la ministra dell’Interno Ida Moe] Ida Moe (detto): Il porto resta chiuso`}},
		{"Italian, of a place", `“Il porto resta chiuso”, ha detto ieri il sindaco di Bari Paolo Roe. “Nessuno entra più”, ha aggiunto il sindaco di Bari.`, []string{
			`direct said [il sindaco di Bari Paolo Roe] Paolo Roe (detto): Il porto resta chiuso`,
			`direct said [il sindaco di Bari] Paolo Roe (aggiunto): Nessuno entra più`}},
		{"Italian, after a comma", `“Il porto resta chiuso”, ha detto il presidente della Regione, Paolo Roe.`, []string{
			`direct said [il presidente della Regione] Paolo Roe (detto): Il porto resta chiuso`}},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.text, c.want) })
	}
}
