package text

import (
	"fmt"
	"strings"
	"testing"
)

// showNumber writes a number as "value hedge|unit|noun flags".
func showNumber(s string, n Number) string {
	out := fmt.Sprintf("%s=%g", n.In(s), n.Value)
	if n.Hedge.Len() > 0 {
		out += " ~" + n.Hedge.In(s)
	}
	if n.Unit.Len() > 0 {
		out += " [" + n.Unit.In(s) + "]"
	}
	if n.Noun.Len() > 0 {
		out += " {" + n.Noun.In(s) + "}"
	}
	for _, f := range []struct {
		set  bool
		name string
	}{{n.Ordinal, "rank"}, {n.Year, "date"}, {n.Vague, "vague"}} {
		if f.set {
			out += " " + f.name
		}
	}
	return out
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"No figures here.", ""},
		{"About 6,000 law-enforcement officers will be deployed", "6,000=6000 ~About {law-enforcement officers}"},
		{"a substantial force of over 6,000 law enforcement officers.", "6,000=6000 ~over {law enforcement officers}"},
		{"more than 3,000 regular police, around 2,000 Carabinieri military police and over 800 Guardia di Finanza officers.",
			"3,000=3000 ~more than {regular police}; 2,000=2000 ~around {Carabinieri military police}; 800=800 ~over {Guardia di Finanza officers}"},
		{"around 3,500 athletes and nearly 2 million visitors, including roughly 60,000 spectators at the opening",
			"3,500=3500 ~around {athletes}; 2 million=2e+06 ~nearly {visitors}; 60,000=60000 ~roughly {spectators}"},
		{"will see around 3,500 athletes participate across two main hubs", "3,500=3500 ~around {athletes}; two=2 {main hubs}"},
		{"anticipating two million visitors, including 60,000 for the opening", "two million=2e+06 {visitors}; 60,000=60000"},
		{"a 24-hour cybersecurity control room", "24=24 [hour]"},
		{"at the 2026 Milano Cortina Winter Olympics", "2026=2026 date"},
		{"the Paris 2024 Games", "2024=2024 date"},
		{"from Feb. 6 to Feb. 22", "6=6 date; 22=22 date"},
		{"on January 28, 2026, some 40 people", "28=28 date; 2026=2026 date; 40=40 ~some {people}"},
		{"RTL 102.5 radio", "102.5=102.5 {radio}"},
		{"six thousand agents, twenty-five buses and two hundred and fifty dogs", "six thousand=6000 {agents}; twenty-five=25 {buses}; two hundred and fifty=250 {dogs}"},
		{"half a million euros and a dozen cars", "half a million=500000 [euros]; a dozen=12 {cars}"},
		{"two-thirds of voters, a quarter of the seats", "two-thirds=0.6666666666666666 {voters}; a quarter=0.25 {seats}"},
		{"thousands of agents and tens of thousands of fans", "thousands=1000 {agents} vague; tens of thousands=10000 {fans} vague"},
		{"about $5 million, US$2.5bn, €1,500, 30 euros, £3m", "5 million=5e+06 ~about [$]; 2.5bn=2.5e+09 [US$]; 1,500=1500 [€]; 30=30 [euros]; 3m=3e+06 [£]"},
		{"30% of voters and 4.5 percent of sales, up 2 percentage points", "30=30 [%] {voters}; 4.5=4.5 [percent] {sales}; 2=2 [percentage points]"},
		{"up to around 500 km, at least 3 kg", "500=500 ~up to around [km]; 3=3 ~at least [kg]"},
		{"the third man, the 24th race, No. 5, Article 8 and the first five days", "third=3 rank; 24th=24 rank; 5=5 rank; 8=8 rank; first=1 rank; five=5 [days]"},
		{"at 10:30 and 5 p.m. on the 1990s", "10=10 date; 30=30 date; 5=5 date; 1990s=1990 date"},
		{"COVID-19 and F-16 jets", ""},
		{"10 to 15 people; 2-3 million euros", "10=10 {people}; 15=15 {people}; 2=2 [euros]; 3 million=3e+06 [euros]"},
		{"one of the most complex; no one; one man was killed", "one=1 {man}"},
		{"circa 6.000 agenti delle forze dell'ordine e oltre 2 milioni di visitatori", "6.000=6000 ~circa {agenti}; 2 milioni=2e+06 ~oltre {visitatori}"},
		{"seimila agenti, duecento mezzi e tremilacinquecento atleti della squadra", "seimila=6000 {agenti}; duecento=200 {mezzi}; tremilacinquecento=3500 {atleti}"},
		{"The Games are due to open", ""},
		{"temperatures of -5 degrees", "5=-5 [degrees]"},
		{"2000 athletes came in 2000", "2000=2000 {athletes}; 2000=2000 date"},
		{"a 20-year-old man", "20=20 [year]"},
		{"the 2016 campaign and millions of dollars since 9/11", "2016=2016 date; millions=1e+06 [dollars] vague; 9=9 rank; 11=11 rank"},
		{"rose to 497,000 last week; 200 died; Category 4 storm at 11.25 GMT", "497,000=497000; 200=200; 4=4 rank; 11.25=11.25 date"},
		{"6\u00a0000 police officers", "6\u00a0000=6000 {police officers}"},
	} {
		var got []string
		for _, n := range Numbers(c.in) {
			got = append(got, showNumber(c.in, n))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("Numbers(%q)\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}

func showDate(s string, d Date) string {
	out := fmt.Sprintf("%s=%d-%d-%d", d.In(s), d.Year, d.Month, d.Day)
	if d.Relative {
		out = d.In(s) + "=relative"
	}
	if d.Until != nil {
		out += fmt.Sprintf("..%s=%d-%d-%d", d.Until.In(s), d.Until.Year, d.Until.Month, d.Until.Day)
	}
	return out
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"nothing", ""},
		{"Set to run from Feb. 6 to Feb. 22, the Games", "Feb. 6 to Feb. 22=0-2-6..Feb. 22=0-2-22"},
		{"will compete from 6 to 22 February, with", "6 to 22 February=0-2-6..22 February=0-2-22"},
		{"from February 6 to February 22, will", "February 6 to February 22=0-2-6..February 22=0-2-22"},
		{"in Milan on February 6 and run through February 22.", "February 6=0-2-6; February 22=0-2-22"},
		{"made on January 28, 2026, has", "January 28, 2026=2026-1-28"},
		{"date 2026-01-28 Your", "2026-01-28=2026-1-28"},
		{"2026-01-28T10:30:00Z", "2026-01-28=2026-1-28"},
		{"Italy moved Wednesday to", "Wednesday=relative"},
		{"a protest this Saturday.", "this Saturday=relative"},
		{"in Minneapolis earlier this month.", "earlier this month=relative"},
		{"on Wednesday, January 28, 2026 at", "Wednesday, January 28, 2026=2026-1-28"},
		{"Wednesday 28 January 2026", "Wednesday 28 January 2026=2026-1-28"},
		{"Tue Jan 28, 2026", "Tue Jan 28, 2026=2026-1-28"},
		{"Feb. 6-22, 2026", "Feb. 6-22, 2026=2026-2-6..22, 2026=2026-2-22"},
		{"28 December 2025 to 3 January 2026", "28 December 2025 to 3 January 2026=2025-12-28..3 January 2026=2026-1-3"},
		{"between Feb. 6 and Feb. 22", "Feb. 6 and Feb. 22=0-2-6..Feb. 22=0-2-22"},
		{"dal 6 al 22 febbraio 2026", "6 al 22 febbraio 2026=2026-2-6..22 febbraio 2026=2026-2-22"},
		{"mercoledì 28 gennaio", "mercoledì 28 gennaio=0-1-28"},
		{"sabato prossimo, ieri e due giorni fa", "sabato prossimo=relative; ieri=relative; due giorni fa=relative"},
		{"la settimana scorsa", "settimana scorsa=relative"},
		{"in February, since last January and in May 2024", "February=0-2-0; January=0-1-0; May 2024=2024-5-0"},
		{"May said in March that she may march", "March=0-3-0"},
		{"two weeks ago, last year, next week, yesterday", "two weeks ago=relative; last year=relative; next week=relative; yesterday=relative"},
		{"28/01/2026, 02/03/2026, 28.01.2026", "28/01/2026=2026-1-28; 02/03/2026=2026-0-0; 28.01.2026=2026-1-28"},
		{"the Paris 2024 Games in 2012; 2000 athletes", "2024=2024-0-0; 2012=2012-0-0"},
		{"on Black Friday and every Monday", ""},
		{"6th of February 2026", "6th of February 2026=2026-2-6"},
		{"am 6. Februar 2026", "6. Februar 2026=2026-2-6"},
		{"le 1er février 2026", "1er février 2026=2026-2-1"},
		{"Tuesday’s vote and today's meeting", "Tuesday=relative; today=relative"},
		{"el 28 de enero de 2026", "28 de enero de 2026=2026-1-28"},
	} {
		var got []string
		for _, d := range Dates(c.in) {
			got = append(got, showDate(c.in, d))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("Dates(%q)\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}
