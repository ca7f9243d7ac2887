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

// TestSubjectBefore: a pronoun is the subject of the sentence before if nobody
// else fits.
func TestSubjectBefore(t *testing.T) {
	const said = " He said the sea had been “no friend of ours”."
	for _, c := range []struct{ name, text, person string }{
		{"with an office", "Halvorsen, the head of Norsk Verft, stepped down.", "Halvorsen"},
		{"two sentences before", "Halvorsen, the head of Norsk Verft, stepped down. The board met at noon.", "Halvorsen"},
		{"with an age", "Halvorsen, 52, stepped down.", "Halvorsen"},
		{"doing what people do", "Halvorsen resigned in May.", "Halvorsen"},
		{"another speaks", "Bo Li met reporters. Verft left the harbour.", "Bo Li"},
		{"a woman", "Ida Halvorsen, the head of Norsk Verft, stepped down.", ""},
		{"a place", "Sandvik flooded in May.", ""},
		{"a capital", "Oslo, the capital, was quiet.", ""},
		{"a company", "Verft, the owner of the ferry, went bankrupt.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, c.text+said, []string{`mixed said [He] ` + c.person + ` (said): the sea had been “no friend of ours”`})
		})
	}
	expect(t, "Ida Moe met reporters. Halvorsen resigned in May. He said it was time. She said it was late.", []string{
		`indirect said [He] Halvorsen (said): it was time`,
		`indirect said [She] Ida Moe (said): it was late`})
}
