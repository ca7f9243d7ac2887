package text

// common are the most frequent short words of languages, folded. A word may be
// in several: what tells languages apart is the sum.
var common = map[string]map[string]bool{
	"en": set(`the of and to in that is was for on it with as be at by this had not are but from or have an they which one were all
		there would their we him been has when who will more if no out so said what up its about into than them can only other new
		some could these two may then do first any my now such like our over me even most made after also did many before must
		through back years where much your way well down should because each just those people too how a he his she her you i`),
	"it": set(`il di e la che in un a per con del le dei non si una da della al nel i sono lo alla piu gli ha anche come dal ma nella
		su delle se o dell all l d era questo hanno essere stato al suo sua tra fra ai degli ci molto cui dalla sulla sul quando
		dopo anni perche due solo prima ancora tutti tutto chi loro contro cosa dove stata queste detto ed e un'altra nell dall sull
		nei negli alle agli sui gia senza cosi puo deve quella quello`),
	"fr": set(`le la les de des du un une et est en que qui dans pour pas sur au plus par avec ce il sont ne se son sa ses a ont aux
		mais comme ou elle ils nous vous cette d l qu n s j c ete etre fait sans deux leur tout bien apres ces entre aussi y on`),
	"es": set(`el la de que y en un los se del las por con no una su para es al lo como mas o pero sus le ha me si sin sobre este ya
		entre cuando todo esta ser son dos tambien fue habia era muy anos hasta desde nos durante todos uno les ni contra otros ese
		eso ante ellos e esto antes algunos unos otro`),
	"de": set(`der die und in den von zu das mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus er hat dass sie
		nach wird bei einer um am sind noch wie einem uber einen so zum war haben nur oder aber vor zur bis mehr durch man sein
		wurde sei hatte kann gegen vom konnen schon wenn ihr seine ich wir diese dieser`),
	"pt": set(`o a que de e do da em um para com nao uma os no se na por mais as dos como mas ao ele das tem seu sua ou quando muito nos ja
		eu tambem so pelo pela ate isso ela entre depois sem mesmo aos seus foi sao esta ser`),
	"nl": set(`de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog naar door over ze hij worden
		wordt heeft werd kan zich deze dit meer al wat hebben geen`),
}

// commonIn tells which of the known languages a word is common in, a bit each.
var commonIn = func() map[string]uint8 {
	m := map[string]uint8{}
	for i, l := range known {
		for w := range common[l] {
			m[w] |= 1 << i
		}
	}
	return m
}()

// known are the languages [Lang] names; the others only stand in their way.
var known = [...]string{"en", "it", "fr", "es", "de", "pt", "nl"}

// Lang returns the language of s by its most common words, as an ISO 639-1
// code; empty when it is not sure or the language is none of English, Italian,
// French, Spanish, German, Portuguese and Dutch. It reads at most 400 words.
func Lang(s string) string {
	var hits [len(known)]int
	words := 0
	for at := 0; words < 400; words++ {
		p, plain := nextWord(s, at)
		if p.End == 0 {
			break
		}
		at = p.End
		if p.Len() > 12 {
			continue
		}
		w := p.In(s)
		if !plain {
			w = Fold(w)
		}
		for in, i := commonIn[w], 0; in != 0; in, i = in>>1, i+1 {
			hits[i] += int(in & 1)
		}
	}
	best, second := 0, -1
	for i := 1; i < len(hits); i++ {
		if hits[i] > hits[best] {
			best = i
		}
	}
	for i := range hits {
		if i != best && (second < 0 || hits[i] > hits[second]) {
			second = i
		}
	}
	if hits[best] < 2 || hits[best]*6 < words || hits[second]*4 > hits[best]*3 {
		return ""
	}
	return known[best]
}
