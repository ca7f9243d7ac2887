package quote

import (
	"testing"

	"briefingbot/briefing/text"
)

// said is a text, one quotation in it with its speaker as printed, and how it
// was said.
type said struct {
	in, speaker, content string
	polarity             Polarity
}

func checkSaid(t *testing.T, frame string, all []said) {
	t.Helper()
	for _, c := range all {
		s := c.in + frame
		ok := false
		found := Find(s, text.Read(s))
		for _, q := range found {
			ok = ok || q.Content.In(s) == c.content && q.Speaker.In(s) == c.speaker && q.Polarity == c.polarity
		}
		if !ok {
			t.Errorf("%s\n  want %q by %q %s, found:", c.in, c.content, c.speaker, c.polarity)
			for _, q := range found {
				t.Logf("    %q by %q %s", q.Content.In(s), q.Speaker.In(s), q.Polarity)
			}
		}
	}
}

// TestFrench reads what French newspapers write.
func TestFrench(t *testing.T) {
	checkSaid(t, "\n\nLe conseil se réunit dans le palais de la ville, qui est au bord du fleuve, avec les élus et le public.", []said{
		{"« La place n’est pas à vendre », a déclaré le maire Hugo Noir à la radio.", "le maire Hugo Noir", "La place n’est pas à vendre", Said},
		{"« Nous ne la vendrons pas », a ajouté Noir.", "Noir", "Nous ne la vendrons pas", Said},
		{"«Rien n'est décidé», a-t-il dit. «Nous verrons», a répondu Ada Blanc.", "Ada Blanc", "Nous verrons", Said},
		{"Le ministre de l’Intérieur Jean Blanc a dit que la route reste fermée.", "Le ministre de l’Intérieur Jean Blanc", "que la route reste fermée", Said},
		{"Le porte-parole du gouvernement a affirmé qu’il n’y aurait pas de retard.", "Le porte-parole du gouvernement", "qu’il n’y aurait pas de retard", Said},
		{"Selon la ministre Ada Blanc, les travaux finiront en mai.", "la ministre Ada Blanc", "les travaux finiront en mai", Said},
		{"D’après le préfet Yves Legrand, la route sera rouverte lundi.", "le préfet Yves Legrand", "la route sera rouverte lundi", Said},
		{"La route, selon le préfet Yves Legrand, reste fermée pour la fête.", "le préfet Yves Legrand", "reste fermée pour la fête", Said},
		{"Blanc a déclaré : « La responsabilité reste aux autorités ».", "Blanc", "La responsabilité reste aux autorités", Said},
		{"« C’est une honte, a expliqué Noir, et nous n’en voulons pas. »", "Noir", "et nous n’en voulons pas.", Said},
		{"Le président de la région Léon Coq a démenti que la route soit fermée.", "Le président de la région Léon Coq", "que la route soit fermée", Denied},
		{"La ministre n’a pas dit si la route reste fermée.", "La ministre", "si la route reste fermée", Declined},
		{"« Nous sommes prêts », explique la porte-parole Marie Rive.", "la porte-parole Marie Rive", "Nous sommes prêts", Said},
		{"Pour l’adjointe Ève Côte, « il faut plus de transparence ».", "l’adjointe Ève Côte", "il faut plus de transparence", Said},
		{"L’adjointe Ève Côte a demandé si le pont serait fermé.", "L’adjointe Ève Côte", "si le pont serait fermé", Asked},
		{"Le pont sera fermé, ont indiqué les autorités.", "les autorités", "Le pont sera fermé", Said},
	})
}

// TestSpanish reads what Spanish newspapers write.
func TestSpanish(t *testing.T) {
	checkSaid(t, "\n\nEl consejo se reúne en el palacio de la ciudad, que no es grande, con los concejales y el público, por la tarde.", []said{
		{"«La plaza no está en venta», dijo el alcalde Hugo Negro a la radio.", "el alcalde Hugo Negro", "La plaza no está en venta", Said},
		{"“No la vendemos”, añadió Negro.", "Negro", "No la vendemos", Said},
		{"El ministro del Interior Juan Blanco afirmó que la carretera sigue cerrada.", "El ministro del Interior Juan Blanco", "que la carretera sigue cerrada", Said},
		{"Según la ministra Ada Blanco, las obras terminarán en mayo.", "la ministra Ada Blanco", "las obras terminarán en mayo", Said},
		{"La carretera, según el prefecto Iván Greco, sigue cerrada por la fiesta.", "el prefecto Iván Greco", "sigue cerrada por la fiesta", Said},
		{"Blanco ha declarado: «La responsabilidad es de las autoridades».", "Blanco", "La responsabilidad es de las autoridades", Said},
		{"“Es una vergüenza —explicó Negro— y no la queremos”.", "Negro", "y no la queremos", Said},
		{"El presidente de la región Leo Gallo negó que la carretera esté cerrada.", "El presidente de la región Leo Gallo", "que la carretera esté cerrada", Denied},
		{"La ministra no dijo si la carretera sigue cerrada.", "La ministra", "si la carretera sigue cerrada", Declined},
		{"“Estamos listos”, dice la portavoz María Río.", "la portavoz María Río", "Estamos listos", Said},
		{"Las autoridades aseguraron que no habrá retrasos.", "Las autoridades", "que no habrá retrasos", Said},
		{"El puente estará cerrado, indicó el ayuntamiento.", "el ayuntamiento", "El puente estará cerrado", Said},
		{"Para la concejala Eva Costa, “hace falta más transparencia”.", "la concejala Eva Costa", "hace falta más transparencia", Said},
		{"El fiscal preguntó si el puente estaba cerrado.", "El fiscal", "si el puente estaba cerrado", Asked},
	})
}

// TestPersonsInFrenchAndSpanish tells a name from the office before it.
func TestPersonsInFrenchAndSpanish(t *testing.T) {
	for s, want := range map[string]string{
		"Le ministre des Transports Luc Bernard a affirmé que les négociations reprendront jeudi avec les syndicats. « Il faut agir », a ajouté Bernard.":               "Luc Bernard",
		"El ministro de Transportes, Luis Vega, afirmó que el Estado pagará los 12 millones para las obras del puente y de la estación. «Hay que actuar», añadió Vega.": "Luis Vega",
	} {
		found := Find(s, text.Read(s))
		if len(found) != 2 || found[0].Person != want || found[1].Person != want {
			t.Errorf("%s: %+v", s, found)
		}
	}
}
