package slack

import (
	"slices"
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// maxWide is how many characters of a row a phone shows at once: 390 points
// less the margins of the cells.
const maxWide = 36

// tableUnits sets rows as tables Slack takes, the head repeated on each; what a
// phone would have to be scrolled sideways for, or is too long for a table, is
// set as a list.
func tableUnits(rows [][][]chat.Run) []unit {
	if len(rows) == 0 {
		return nil
	}
	if columns(rows) <= 2 {
		return pairUnits(rows)
	}
	if columns(rows) > maxColumns || slices.ContainsFunc(rows, func(row [][]chat.Run) bool { return len(row) == 0 }) || breadth(rows) > maxWide {
		return rowUnits(rows)
	}
	head, body := rows[0], rows[1:]
	var out []unit
	for first := true; first || len(body) > 0; first = false {
		size, k := rowSize(head), 0
		for k < len(body) && k < maxRows-1 && size+rowSize(body[k]) <= maxTable {
			size += rowSize(body[k])
			k++
		}
		out = append(out, tableUnit(head, body[:k]))
		body = body[k:]
	}
	return out
}

// pairUnits sets a table of two columns as a list, which a phone shows whole.
func pairUnits(rows [][][]chat.Run) []unit {
	var out []unit
	for n, row := range rows {
		var runs []chat.Run
		for i, cell := range row {
			if i == 0 || n == 0 {
				cell = strong(cell)
			}
			if i > 0 {
				runs = append(runs, chat.Run{Text: " – "})
			}
			runs = append(runs, cell...)
		}
		set := bulletUnit
		if n == 0 {
			set = paragraphUnit
		}
		out = append(out, eachPiece(runs, set)...)
	}
	return out
}

// breadth is the width of rows in characters, column by column.
func breadth(rows [][][]chat.Run) int {
	widest := make([]int, columns(rows))
	for _, row := range rows {
		for i, cell := range row {
			widest[i] = max(widest[i], units16(plain(cell)))
		}
	}
	n := 0
	for _, w := range widest {
		n += w + 2
	}
	return n
}

func columns(rows [][][]chat.Run) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}

func rowSize(row [][]chat.Run) int {
	n := 0
	for _, cell := range row {
		n += units16(Escape(plain(cell))) + 3
	}
	return n
}

func tableUnit(head [][]chat.Run, body [][][]chat.Run) unit {
	width := max(len(head), columns(body))
	table := api.NewTableBlock("")
	var lines []string
	for n, row := range append([][][]chat.Run{head}, body...) {
		var cells []api.TableCell
		var texts []string
		for i := range width {
			var cell []chat.Run
			if i < len(row) {
				cell = row[i]
			}
			if n == 0 {
				cell = strong(cell)
			}
			cells = append(cells, api.NewTableRichTextCell(api.NewRichTextSection(elements(cell)...)))
			texts = append(texts, plain(cell))
		}
		table.AddRow(cells...)
		lines = append(lines, strings.TrimRight(strings.Join(texts, " | "), " |"))
	}
	return unit{blocks: []api.Block{table}, text: strings.Join(lines, "\n"), table: true}
}

// rowUnits sets each row as an entry of a list.
func rowUnits(rows [][][]chat.Run) []unit {
	if len(rows) == 1 { // a head alone
		return eachPiece(rowRuns(nil, rows[0]), paragraphUnit)
	}
	var out []unit
	for _, row := range rows[1:] {
		out = append(out, eachPiece(rowRuns(rows[0], row), bulletUnit)...)
	}
	return out
}

// rowRuns are the cells of a row: the first names it, the others stand after
// their heads. What is empty is left out.
func rowRuns(head, row [][]chat.Run) []chat.Run {
	var runs []chat.Run
	for i, cell := range row {
		said := strings.TrimSpace(plain(cell))
		if said == "" || said == "–" {
			continue
		}
		if len(runs) > 0 {
			runs = append(runs, chat.Run{Text: " · "})
		}
		switch {
		case i == 0:
			cell = strong(cell)
		case i < len(head) && plain(head[i]) != "":
			runs = append(runs, chat.Run{Text: plain(head[i]) + ": "})
		}
		runs = append(runs, cell...)
	}
	return runs
}
