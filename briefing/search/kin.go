package search

import "strings"

// forms are words of which one stands for the other in any question: irregular
// verbs and plurals, which no stemmer brings together.
var forms = groups(`
write wrote written; sing sang sung; win won; lose lost loss; begin began begun; become became; build built; buy bought;
bring brought; catch caught; choose chose chosen choice; come came; cost costs; cut cuts; draw drew drawn; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feel felt; fight fought; find found; flee fled; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; go went gone;
grow grew grown growth; hang hung; hear heard; hide hid hidden; hold held; hurt hurts; keep kept; know knew known; lay laid; lead led;
leave left; lend lent; lie lain; light lit; make made; mean meant; meet met; pay paid; ride rode ridden; rise rose risen;
run ran; see saw seen; seek sought; sell sold sale; send sent; shake shook shaken; shoot shot shooting; sink sank sunk; sleep slept;
speak spoke spoken speech; spend spent; stand stood; steal stole stolen; strike struck stricken; swear swore sworn; sweep swept;
swim swam swum; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
understand understood; wake woke woken; wear wore worn; weave wove woven; withdraw withdrew withdrawn; fly flight;
man men; woman women; child children; person people; mouse mice; foot feet; tooth teeth; goose geese; life lives; wife wives;
leaf leaves; knife knives; half halves; wolf wolves; analysis analyses; crisis crises; basis bases; thesis theses;
hypothesis hypotheses; criterion criteria; phenomenon phenomena; medium media; bacterium bacteria; datum data; index indices;
january jan; february feb; march mar; april apr; august aug; september sept sep; october oct; november nov; december dec;
dead die died death dies dying; born birth; behave behaviour behavior; labor labour; color colour; center centre; defense defence;
organize organise; organization organisation; program programme; theater theatre; harbor harbour; honor honour;
percent percentage; tv television; phone telephone; okay ok; bomb bombing; choose choice; arrive arrival; refuse refusal;
deny denial; approve approval; propose proposal; survive survival; destroy destruction; receive reception; decide decision;
describe description; subscribe subscription; produce production; reduce reduction; deep depth; wide width; long length;
high height; strong strength; hot heat; young youth; true truth; warm warmth; poor poverty; wise wisdom; free freedom; weigh weight;
sell seller; believe belief; prove proof; serve service; marry marriage; fail failure; lose loser; advise advice; use usage;
two second; three third; five fifth; nine ninth; twelve twelfth`)

// kin are words that often answer to each other, for a part of their weight.
var kin = groups(`
kill murder die dead death slay slain casualty victim toll lives fatal; start begin launch open commence; found establish create form set
founder inception origin; win victory beat defeat champion triumph victorious; lose defeat; buy purchase acquire acquisition;
locate situate base headquarters lie; sing perform record vocal singer; play portray star act role cast actor;
write author pen compose writer songwriter; invent discover develop create inventor discovery; film movie picture;
big large size huge great; tall height high; old age born birth; far distance miles kilometers; heavy weight weigh; fast speed rapid;
cost price worth fee expense spend; pay salary wage earn paid; job occupation profession career work; release premiere publish issue debut;
doctor physician; car vehicle automobile; kid child; injure wound hurt; arrest detain custody jail imprison; protest demonstrate rally march;
resign quit leave; elect vote election ballot; attack bomb blast strike assault; explode blast explosion; ban prohibit forbid bar outlaw;
first original early; country nation state; city town municipality; war conflict battle; fight battle combat;
american us usa america; british uk britain england english; french france; german germany; spanish spain; chinese china;
dutch netherlands holland; swiss switzerland; danish denmark; polish poland; turkish turkey; irish ireland; welsh wales; greek greece;
swedish sweden; norwegian norway; scottish scotland; portuguese portugal; mexican mexico; european europe; african africa; indian india;
wife husband spouse marry; mother father parent; son daughter child; boss head chief leader; build construct construction erect;
end finish close conclude stop; destroy ruin demolish; increase rise grow growth; decrease fall drop decline reduce; help aid assist support;
show demonstrate reveal; teach teacher instruct professor; study research; illness disease sickness; medicine drug medication; money fund cash;
use utilize employ; get obtain receive gain; give provide supply offer; need require necessary; want seek wish; try attempt; make produce
manufacture build; call name known term title; happen occur event; cause lead result reason; change alter modify shift;
meet meeting encounter; travel trip journey visit; live reside home residence inhabit; move relocate; choose select pick; agree deal accord
agreement treaty; lawyer attorney; judge court ruling; trial court; crime offense criminal; steal theft rob robbery; police officer;
school college university; book novel; song single track; band group; team club side; game match; ship boat vessel; plane aircraft jet;
child kid boy girl; area region zone; main major primary chief principal; important significant key; difficult hard; rich wealthy;
say tell claim state announce declare; criticize criticise condemn denounce oppose; praise laud; think believe opinion view; warn caution;
support back endorse; oppose against reject; fear worry concern afraid; angry anger outrage fury protest criticism controversy; criticato criticare critic criticize condemn oppose; visitor spectator attend tourist; leader head lead
president minister; delegation delegate; officer agent; deploy send station; quanti numero; agenti officer police; polizia police;
presenza presence; presidente president; ministro minister; sicurezza security; olimpiadi olympic; giochi game; morti dead death; governo government;
sindaco mayor; guerra war; sciopero strike; elezioni election; visitatori visitor; persone people; soldi money; italia italy`)

// groups reads lines of words that belong together, by word.
func groups(table string) map[string][]string {
	m := map[string][]string{}
	for line := range strings.SplitSeq(table, ";") {
		ws := strings.Fields(line)
		for _, w := range ws {
			m[w] = append(m[w], ws...)
		}
	}
	return m
}
