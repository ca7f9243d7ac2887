package briefing

import (
	"strings"
	"testing"
)

// TestHostileTexts reads texts that are all of one thing: nothing may panic,
// point outside, or take time that grows with the square of the length.
func TestHostileTexts(t *testing.T) {
	const size = 20_000
	for _, unit := range []string{
		"“", "”", "\"", "a", "A", "é", "\xff", "\u02bc ", ".", " ", "\n", "Mr. ", "12 ", "12 men ", "over 12 men, ", "on Monday ", "in 2024 ",
		"“No,” he said. ", "“No,” said Ann Lee, ", "Ann Lee ", "Mayor Ann Lee, a mayor, ", "ministry ", "said ", "not ", "Feb. 6 to Feb. 22, ",
		"Ann Lee said the mayor of Rome said 12 men came. ", "[", "<b>", "read more\n",
	} {
		s := strings.Repeat(unit, size/len(unit))
		c := newsroom(s, "“We came,” said Mayor Ann Lee of the 12 men. "+s)
		for _, v := range everything(c, "how many men came", "who said we came", "what did Lee say about men", s[:3000]) {
			for _, p := range reach(v) {
				checkPassage(t, c, p)
			}
		}
	}
}
