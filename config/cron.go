package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// cronField is one of the five fields of a cron line.
type cronField struct {
	name   string
	lo, hi int
	words  string // names of the values from lo on, three letters each
}

var cronFields = [5]cronField{
	{"minute", 0, 59, ""},
	{"hour", 0, 23, ""},
	{"day of the month", 1, 31, ""},
	{"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
	{"weekday", 0, 7, "sunmontuewedthufrisat"}, // 7 is Sunday, too
}

var cronMacros = map[string]string{
	"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
	"@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
}

// leastInterval is the shortest time between two briefings of one schedule.
const leastInterval = 15 * time.Minute

// Cron reads a cron line of five fields (minute, hour, day of the month, month,
// weekday) for a time zone. Its faults are [Fault]s: text from people may be
// given to it as it is, which github.com/robfig/cron does not stand.
func Cron(line string, zone *time.Location) (cron.Schedule, error) {
	spec, err := plainCron(line)
	if err != nil {
		return nil, err
	}
	s, err := parseCron(spec)
	if err != nil {
		return nil, Fault{show(line) + " is not a cron line", cronRemedy}
	}
	s.Location = time.UTC // the clocks' changes are no matter here
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	next := s.Next(from.Add(-time.Second))
	if next.IsZero() {
		return nil, Fault{show(line) + " never comes: no such day is in any of its months", "write a day that its months have"}
	}
	for n := 0; n < 2000 && next.Before(from.AddDate(1, 0, 0)); n++ {
		after := s.Next(next)
		if !after.IsZero() && after.Sub(next) < leastInterval {
			return nil, Fault{fmt.Sprintf("%s comes at %s and again at %s", show(line),
				next.Format("15:04"), after.Format("15:04")), "leave at least 15 minutes between two briefings"}
		}
		next = after
	}
	s.Location = zone
	return s, nil
}

const cronRemedy = "write five fields: minute, hour, day of the month, month, weekday, as in 0 8 * * 1-5 for 8:00 from Monday to Friday"

// parseCron keeps the process alive whatever the library does with spec.
func parseCron(spec string) (s *cron.SpecSchedule, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("cron line: %v", p)
		}
	}()
	parsed, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, err
	}
	s, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return nil, fmt.Errorf("cron line: %T", parsed)
	}
	return s, nil
}

// plainCron checks a cron line and returns it without names, Sundays as 7, and
// ranges that the library does not take.
func plainCron(line string) (string, error) {
	line = strings.TrimSpace(line)
	if strings.Contains(strings.ToUpper(line), "TZ=") {
		return "", Fault{show(line) + " names a time zone inside the cron line", "take it out and set zone: instead"}
	}
	if strings.HasPrefix(line, "@every") {
		return "", Fault{show(line) + " counts from the start of the program, not by the clock", "write 0 */6 * * * for every six hours"}
	}
	if strings.HasPrefix(line, "@") {
		if spec := cronMacros[strings.ToLower(line)]; spec != "" {
			return spec, nil
		}
		return "", Fault{show(line) + " is not known", "write @hourly, @daily, @weekly or @monthly, or five fields such as 0 8 * * 1-5"}
	}
	fields := strings.Fields(line)
	switch n := len(fields); {
	case n == 0:
		return "", Fault{"is missing", cronRemedy}
	case n == 6:
		return "", Fault{show(line) + " has 6 fields, but seconds and years are not used", cronRemedy}
	case n != 5:
		return "", Fault{show(line) + " does not have five fields", cronRemedy}
	}
	for i, f := range cronFields {
		var parts []string
		for part := range strings.SplitSeq(fields[i], ",") {
			p, err := f.plain(part)
			if err != nil {
				return "", err
			}
			parts = append(parts, p)
		}
		fields[i] = strings.Join(parts, ",")
	}
	return strings.Join(fields, " "), nil
}

// plain checks one part of a field: *, a value, a range, each perhaps with a
// step.
func (f cronField) plain(part string) (string, error) {
	body, stepText, stepped := strings.Cut(part, "/")
	lo, hi, single := f.lo, f.hi, false
	if body != "*" && body != "?" {
		from, to, ranged := strings.Cut(body, "-")
		var err error
		if lo, err = f.value(from); err != nil {
			return "", err
		}
		if ranged {
			if hi, err = f.value(to); err != nil {
				return "", err
			}
			if f.words != "" && hi == 0 && lo > 0 { // fri-sun
				hi = 7
			}
		} else if single = !stepped; single {
			hi = lo
		}
	} else if f.hi == 7 {
		hi = 6
	}
	if lo > hi {
		return "", Fault{fmt.Sprintf("the %s range %s runs backwards", f.name, show(body)),
			fmt.Sprintf("write %d-%d,%d-%d to run over the end", lo, min(f.hi, f.last()), f.lo, hi)}
	}
	step := 1
	if stepped {
		n, err := strconv.Atoi(stepText)
		if err != nil || n < 1 {
			return "", Fault{fmt.Sprintf("the %s step %s is not a number from 1", f.name, show(stepText)), "write a step such as */2"}
		}
		if n > hi-lo {
			return "", Fault{fmt.Sprintf("the %s step in %s is longer than its range %d to %d, so it would come at %d only", f.name, show(part), lo, hi, lo),
				fmt.Sprintf("write %d, or a step of at most %d", lo, hi-lo)}
		}
		step = n
	}
	if f.hi == 7 && hi == 7 { // a list, as the library knows no 7
		var days []string
		for d := lo; d <= hi; d += step {
			days = append(days, strconv.Itoa(d%7))
		}
		return strings.Join(days, ","), nil
	}
	if single {
		return strconv.Itoa(lo), nil
	}
	if !stepped && (body == "*" || body == "?") {
		return "*", nil // not 0-59: the library joins the two kinds of day by it
	}
	if body == "*" || body == "?" {
		return fmt.Sprintf("*/%d", step), nil
	}
	return fmt.Sprintf("%d-%d/%d", lo, hi, step), nil
}

// last is the greatest value that is not another name of a smaller one.
func (f cronField) last() int {
	if f.hi == 7 {
		return 6
	}
	return f.hi
}

func (f cronField) value(s string) (int, error) {
	if i := strings.Index(f.words, strings.ToLower(s)); len(s) == 3 && i >= 0 && i%3 == 0 {
		return f.lo + i/3, nil
	}
	n, err := strconv.Atoi(s)
	if err == nil && f.lo <= n && n <= f.hi && !strings.HasPrefix(s, "+") {
		return n, nil
	}
	right := fmt.Sprintf("write a number from %d to %d", f.lo, f.hi)
	if f.words != "" {
		right += fmt.Sprintf(" or a name such as %s", f.words[3:6])
	}
	switch {
	case f.name == "weekday":
		right += "; 0 and 7 are Sunday"
	case s == "":
		return 0, Fault{"the " + f.name + " is missing beside a comma, - or /", right}
	case strings.ContainsAny(s, "LW#"):
		right += "; L, W and # are not served"
	}
	return 0, Fault{fmt.Sprintf("the %s %s is not valid", f.name, show(s)), right}
}
