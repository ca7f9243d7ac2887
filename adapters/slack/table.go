package slack

import (
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// tableUnits sets rows as a list or as tables Slack takes, the head repeated on each; what
// is too wide or too long for a table is set row by row as paragraphs.
func tableUnits(rows [][][]chat.Run) []unit {
	if len(rows) == 0 {
		return nil
	}
	if columns(rows) <= 2 {
		return pairUnits(rows)
	}
	for _, row := range rows {
		if len(row) > maxColumns || len(row) == 0 || rowSize(row) > maxTable/2 {
			return rowUnits(rows)
		}
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

// rowUnits sets each row as a paragraph, its cells with their heads.
func rowUnits(rows [][][]chat.Run) []unit {
	var out []unit
	for n, row := range rows {
		if n == 0 && len(rows) > 1 {
			continue
		}
		var head [][]chat.Run
		if n > 0 {
			head = rows[0]
		}
		out = append(out, eachPiece(rowRuns(head, row), paragraphUnit)...)
	}
	return out
}

// rowRuns are the cells of a row, each after its head.
func rowRuns(head, row [][]chat.Run) []chat.Run {
	var runs []chat.Run
	for i, cell := range row {
		if i > 0 {
			runs = append(runs, chat.Run{Text: " | "})
		}
		if i < len(head) {
			runs = append(runs, chat.Run{Text: plain(head[i]) + ": ", Strong: true})
		}
		runs = append(runs, cell...)
	}
	return runs
}
