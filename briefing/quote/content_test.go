package quote

import "testing"

// TestPointing: a pronoun alone is no content, but what it leads to is.
func TestPointing(t *testing.T) {
	for _, s := range []string{
		`Ida Moe denied it.`, `The board disputed that.`, `Ida Moe rejected this on Monday.`, `The board denied it strongly.`,
		`Ida Moe said so.`, `The board denied all this.`, `Ida Moe denied that in an interview.`,
	} {
		t.Run(s, func(t *testing.T) { expect(t, s, nil) })
	}
	expect(t, `Ida Moe denied that the hull was cracked. The board criticised those in power.`, []string{
		`indirect denied [Ida Moe] Ida Moe (denied): that the hull was cracked`,
		`indirect said [The board]  (criticised): those in power`})
	expect(t, `Ida Moe denied it. She said this: “The hull is sound.”`, []string{
		`direct said [She] Ida Moe (said): The hull is sound.`})
}

// TestBrokenLines: a line break inside a quotation does not end it.
func TestBrokenLines(t *testing.T) {
	s := "The ferry sank in May.\n“Never again.\nThat is all.\nNobody should drown,” Ida Moe told reporters.\nIt rained."
	expect(t, s, []string{"direct said [Ida Moe] Ida Moe (told): Never again.\nThat is all.\nNobody should drown,"})
}

// TestWholeQuotation: a quotation of several sentences is one stretch.
func TestWholeQuotation(t *testing.T) {
	for _, said := range []string{
		"Never again. Nobody should drown in a harbour", "Never! Nobody? We sail. Nobody should drown", "Read more. Nobody should drown here",
		"Click here. Subscribe now. Nobody should drown", "Never again. — Nobody, I say. Nobody should drown",
	} {
		t.Run(said, func(t *testing.T) {
			want := []string{`direct said [Ida Moe] Ida Moe (told): ` + said + `,`}
			for _, lead := range []string{"", "The ferry sank. ", "SANDVIK (NNA) — ", "Ferry sinks\n\n"} {
				expect(t, lead+`“`+said+`,” Ida Moe told reporters.`, want)
				expect(t, lead+`"`+said+`," Ida Moe told reporters.`, want)
				expect(t, lead+`*“`+said+`,”* Ida Moe told reporters.`, want)
			}
		})
	}
}
