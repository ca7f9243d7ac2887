package matrix

import (
	"fmt"
	"html"
	"strings"

	"briefingbot/adapters/chat"
)

// maxTable is the cost of one table; a longer one is set as several, the head
// repeated on each.
const maxTable = 8_000

// tableUnits sets rows as tables; what is too long for a table is set row by
// row as paragraphs.
func tableUnits(rows [][][]chat.Run) []unit {
	if len(rows) == 0 {
		return nil
	}
	for _, row := range rows {
		if rowCost(row) > maxTable/2 {
			return rowUnits(rows)
		}
	}
	head, body := rows[0], rows[1:]
	var out []unit
	for first := true; first || len(body) > 0; first = false {
		size, k := rowCost(head), 0
		for k < len(body) && size+rowCost(body[k]) <= maxTable {
			size += rowCost(body[k])
			k++
		}
		out = append(out, tableUnit(head, body[:k], size))
		body = body[k:]
	}
	return out
}

func rowCost(row [][]chat.Run) int {
	n := 60
	for _, cell := range row {
		n += 70
		for _, r := range cell {
			n += ruler.Length(r.Text) + linkCost(r.Link)
		}
	}
	return n
}

func tableUnit(head [][]chat.Run, body [][][]chat.Run, size int) unit {
	var markup strings.Builder
	lines := []string{rowText(head)}
	markup.WriteString("<table><thead>" + rowHTML("th", head) + "</thead><tbody>")
	for _, row := range body {
		markup.WriteString(rowHTML("td", row))
		lines = append(lines, rowText(row))
	}
	markup.WriteString("</tbody></table>")
	return unit{html: markup.String(), text: strings.Join(lines, "\n"), size: size + 200}
}

func rowHTML(tag string, row [][]chat.Run) string {
	var b strings.Builder
	for _, cell := range row {
		b.WriteString("<" + tag + ">" + runsHTML(cell) + "</" + tag + ">")
	}
	return "<tr>" + b.String() + "</tr>"
}

func rowText(row [][]chat.Run) string {
	cells := make([]string, len(row))
	for i, cell := range row {
		cells[i] = strings.ReplaceAll(runsText(cell), "\n", " ")
	}
	return strings.Join(cells, " | ")
}

// rowUnits sets each row as a paragraph, its cells with their heads.
func rowUnits(rows [][][]chat.Run) []unit {
	var out []unit
	for n, row := range rows {
		if n == 0 && len(rows) > 1 {
			continue
		}
		var runs []chat.Run
		for i, cell := range row {
			if i > 0 {
				runs = append(runs, chat.Run{Text: " | "})
			}
			if n > 0 && i < len(rows[0]) {
				runs = append(append(runs, strong(rows[0][i])...), chat.Run{Text: ": ", Strong: true})
			}
			runs = append(runs, cell...)
		}
		out = append(out, eachPiece("<p>", "</p>", "", runs)...)
	}
	return out
}

func strong(runs []chat.Run) []chat.Run {
	out := make([]chat.Run, len(runs))
	for i, r := range runs {
		out[i] = chat.Run{Text: r.Text, Link: r.Link, Strong: true}
	}
	return out
}

// signs are the reactions of buttons whose label gives none.
var signs = []string{"🔵", "🟢", "🟡", "🟠", "🟣", "🟤", "⚪", "⚫", "🔴"}

// buttonUnits sets choices as a line that says which reaction presses which.
// Each is also a word that can be typed, so that nobody needs reactions.
func buttonUnits(choices []chat.Choice) []unit {
	var keys []choice
	free := 0
	taken := map[string]bool{}
	for _, c := range choices {
		key := sign(c)
		for (key == "" || taken[key]) && free < len(signs) {
			key, free = signs[free], free+1
		}
		if key == "" || taken[key] {
			break // more buttons than reactions: the words are left
		}
		taken[key] = true
		keys = append(keys, choice{Key: key, ID: c.ID, Label: ruler.Clip(c.Label, maxLabel/4), Seed: key == "➡️" || key == "⬅️"})
	}
	if len(keys) == 0 {
		return nil
	}
	var words []string
	var markup []string
	size := 300
	for _, k := range keys {
		words = append(words, k.Key+" "+chat.Visible(k.Label))
		markup = append(markup, html.EscapeString(k.Key)+" "+inert(k.Label))
		size += 60 + ruler.Length(k.Label)
	}
	return []unit{{
		html: "<p><sub>" + strings.Join(markup, " · ") + "</sub></p>",
		text: strings.Join(words, " · "), size: size, keys: keys,
	}}
}

// sign is the reaction that goes with a button by itself, or nothing.
func sign(c chat.Choice) string {
	switch label := strings.ToLower(c.Label); {
	case label == "more" || strings.HasPrefix(label, "next"):
		return "➡️"
	case label == "back" || strings.HasPrefix(label, "prev"):
		return "⬅️"
	}
	switch c.Role {
	case chat.Useful:
		return "👍"
	case chat.NotUseful:
		return "👎"
	case chat.Primary:
		return "📣"
	case chat.Danger:
		return "⚠️"
	}
	var n int
	if _, err := fmt.Sscanf(c.Label, "Source %d", &n); err == nil && n >= 1 && n <= 9 {
		return fmt.Sprintf("%d\ufe0f\u20e3", n)
	}
	return ""
}
