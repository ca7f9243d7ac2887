package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// cronLines writes times of the day as cron lines, one for each minute of the
// hour that they have.
func cronLines(times []int, d days) []string {
	hours := map[int][]string{}
	var order []int
	for _, t := range times {
		if hours[t%60] == nil {
			order = append(order, t%60)
		}
		hours[t%60] = append(hours[t%60], strconv.Itoa(t/60))
	}
	var lines []string
	for _, minute := range order {
		lines = append(lines, fmt.Sprintf("%d %s * * %s", minute, strings.Join(hours[minute], ","), cronDays(d)))
	}
	return lines
}

func cronDays(d days) string {
	switch d {
	case 0, allDays:
		return "*"
	case workdays:
		return "1-5"
	}
	var list []string
	for w := time.Sunday; w <= time.Saturday; w++ {
		if d.has(w) {
			list = append(list, strconv.Itoa(int(w)))
		}
	}
	return strings.Join(list, ",")
}
