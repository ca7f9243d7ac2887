package briefing

import (
	"fmt"
	"testing"
)

func TestUnderstand(t *testing.T) {
	for _, c := range []struct{ question, want string }{
		{"what did Piantedosi say about ICE?", "speech who=Piantedosi about=ICE"},
		{"What has the mayor of Milan said on ICE", "speech who=the mayor of Milan about=ICE"},
		{"what does Tajani think?", "speech who=Tajani about="},
		{"what did Fertitta write about cybercrime", "speech who=Fertitta about=cybercrime"},
		{"sala said what??", "speech who=sala about="},
		{"how did opposition leaders react to the plan", "speech who=opposition leaders about=the plan"},
		{"what is Fontana's position on the agents?", "speech who=Fontana about=the agents"},
		{"what do critics say", "speech against about="},
		{"what do critics say about ICE?", "speech against about=ICE"},
		{"what do the critics of the plan say", "speech who=the critics of the plan about="},
		{"both sides of the ICE debate", "speech sides about=the ICE debate"},
		{"show me both sides on ICE", "speech sides about=ICE"},
		{"ICE both sides", "speech sides about=ICE"},
		{"pro e contro la riforma", "speech sides about=la riforma"},
		{"officials from both countries", "passage"},
		{"quotes by Sala on ICE", "speech who=Sala about=ICE"},
		{"did Sala say that they are not welcome?", "speech who=Sala about=they are not welcome"},
		{"who said ICE would never operate in Italy", "speech words=ICE would never operate in Italy"},
		{`who said "not welcome"?`, "speech words=not welcome"},
		{"who said “not welcome”", "speech words=not welcome"},
		{"who called it a militia?", "speech words=it a militia"},
		{"who criticised the presence of ICE?", "speech against about=the presence of ICE"},
		{"who disagrees with piantedosi", "speech against about=piantedosi"},
		{"cosa ha detto Piantedosi sull'ICE?", "speech who=Piantedosi about=ICE"},
		{"che cosa pensa Sala di Trump", "speech who=Sala about=Trump"},
		{"cosa ha detto il sindaco di Milano?", "speech who=il sindaco di Milano about="},
		{"cosa ha detto il sindaco di Milano su Trump?", "speech who=il sindaco di Milano about=Trump"},
		{"did he really say this: \"not welcome\"", "speech words=not welcome"},
		{"chi ha detto che non sono benvenuti?", "speech words=non sono benvenuti"},
		{"chi ha criticato la presenza dell'ICE a Milano", "speech against about=la presenza dell'ICE a Milano"},
		{"how many police officers will be deployed?", "number counted=police officers"},
		{"quanti agenti?", "number counted=agenti"},
		{"how many athletes and visitors", "number counted=athletes"},
		{"when do the Games open", "time"},
		{"on what date do the Games open", "time"},
		{"quando iniziano i Giochi", "time"},
		{"where is the stadium", "place"},
		{"why are people angry?", "reason"},
		{"perché protestano", "reason"},
		{"who leads the US delegation", "person"},
		{"will ICE patrol the venues?", "yesno"},
		{"is it true that ICE patrols?", "yesno"},
		{"usb rally", "passage"},
		{"", "passage"},
		{"???", "passage"},
	} {
		r := understand(c.question)
		got := string(r.intent)
		switch {
		case r.who != "":
			got += fmt.Sprintf(" who=%s about=%s", r.who, r.about)
		case r.sides:
			got += " sides about=" + r.about
		case r.against:
			got += " against about=" + r.about
		case r.words != "":
			got += " words=" + r.words
		case r.counted != "":
			got += " counted=" + r.counted
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.question, got, c.want)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"what did X say about Y", "who said", "chi ha detto \"a\"", "“", "how many", "\xff", "X said what"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := understand(s)
		if r.intent == "" {
			t.Errorf("%q has no intent", s)
		}
	})
}

func FuzzAsk(f *testing.F) {
	c := harbour()
	for _, s := range append(questions, "\xff\xfe", "who is \u00a0", "how many how many", "“”", "chi è", "what did the say") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range reach(c.Ask(s, 2)) {
			checkPassage(t, c, p)
		}
	})
}
