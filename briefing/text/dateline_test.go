package text

import (
	"strings"
	"testing"
)

// A dateline is a sentence of its own, so that nothing opens with one.
func TestDatelineCut(t *testing.T) {
	const body = "The ministers of five countries agreed on Tuesday on a plan for the old harbour."
	for _, lead := range []string{
		"ROME (Reuters) - ", "BERLIN, March 3 – ", "*HALVIK, March 4 (NNA)* — ", "IVORA CITY (AP) —", "MILANO, 3 marzo (ANSA) - ",
		"(Reuters) - ", "MILAN, Jan. 28, 2026 (Reuters) — ", "WASHINGTON — ", "Rome (AP) — ", "(ANSA) - ROMA, 03 MAR - ",
		"Roma, 3 mar. (askanews) - ", "NEW YORK, March 3, 2026 /PRNewswire/ -- ", "BEIJING, March 3 (Xinhua) -- ", "WASHINGTON (AP) _ ",
		"**ROME (AP)** — ", "SÃO PAULO, Brazil — ", "THE HAGUE, Netherlands (AP) — ", "ISLAMABAD (Reuters): ", "OSLO/ROME, 9 May — ",
		"ST. AVEN, Mo. -- ", "ROMA - ", "(CNN) — ", "CNN — ", "HALVIK, Wednesday (Port News) — ", "TEL AVIV, Israel (AP) - ", "Halvik, March 4 — ",
		"LIMA—", "Dec 29 (Reuters) - ", "Sat Apr 25, 2009 12:51 am BST (Reuters) - ", "Washington (CNN)", "(CNN)", "PARIS/BERLIN (Reuters) - ", "RIO DE JANEIRO (AP) — ", "Roma, 3 mar. (Adnkronos) - ", "HALVIK, 4.3.2026 (dpa) - ", "HALVIK (Northnews) — ", "HALVIK, March 4 (Northnews) - ", "PORT-AU-PRINCE, Haiti (AP) — ",
	} {
		for _, text := range []string{body, "“" + body[:len(body)-1] + ",” said Ida Moe."} {
			for _, top := range []string{"", "Ministers Agree on Plan for the Harbour\n\n", "Published 4 March 2026\n\n"} {
				s := top + lead + text + " They meet again in June.\n\nResidents had asked for a park instead."
				l := Read(s)
				i := 0
				for i < len(l.Sentences) && l.Sentences[i].Start < len(top) {
					i++
				}
				if got := l.Sentences[i]; got.Kind != Byline || got.In(s) != strings.TrimSpace(lead) {
					t.Errorf("%q: got %v %q, want the dateline", lead, got.Kind, got.In(s))
					continue
				}
				if got := l.Sentences[i+1]; got.Kind != Prose || !strings.HasPrefix(s[got.Start:], text) {
					t.Errorf("%q: then %v %q, want the sentence", lead, got.Kind, got.In(s))
				}
			}
		}
	}
}

// What only looks like a dateline stays with its sentence.
func TestNoDateline(t *testing.T) {
	for _, s := range []string{
		"LONDON — not Paris — is the place for the talks, the minister said.",
		"NATO - the alliance - said it would not come to the talks.",
		"NATO — The Alliance’s council met on Tuesday to discuss the harbour.",
		"Rome (the city) — and Milan — will host the talks.",
		"Giorgia Meloni (FdI) — the premier — said she would come.",
		"Rome – The city that never wakes, as the poet had it.",
		"MOE — The harbour is closed.\n\nROE — The harbour is open.",
		"Jane Roe — who was there — said the harbour was closed.",
		"The agency (AP) — Associated Press in full — was the first to report.",
		"Saturday, March 3 — The day that the harbour closed.",
		"March 3 – The ministers meet in Rome to sign the plan.",
		"WATCH — The moment the crane came down in the harbour.",
		"UPDATE — The police have found both of the men.",
		"Q — Why did the harbour close?\n\nA — Nobody knows why it did.",
		"He left — Rome (AP) was his goal.",
		"COVID-19 — a disease — closed the harbour.",
		"Paris-Roubaix is a race for hard riders.",
		"Milan–Cortina will be open in February.",
		"Smith (Lab) - the member for Halvik - asked the question.",
		"Berlin, March 3 – the day the wall fell – is remembered here.",
		"The AP (AP) — said nothing of the kind.",
		"Ida Moe Just Made HUGE Prediction About 2016 Presidency – The rest is talk.",
		"May (Labour) - It is the month of the vote.",
		"Halvik (population 4,000) — The town has a harbour.",
	} {
		l := Read(s)
		if q := l.Sentences[0]; q.Kind == Byline || !strings.ContainsAny(q.In(s), ".?") {
			t.Errorf("cut as %v: %q", q.Kind, q.In(s))
		}
	}
}
