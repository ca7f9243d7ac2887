package text

import "strings"

// Stop reports whether a folded word carries no content of its own in lang
// ("the", "of", "che"). An empty lang means English; a language without a table
// has no stop words. "us" is none, because "U.S." folds to it.
func Stop(fold, lang string) bool {
	if len(fold) > 14 {
		return false
	}
	if lang == "" || lang == "en" {
		return stopEnglish[fold]
	}
	return stopTables[lang][fold]
}

func set(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for w := range strings.FieldsSeq(l) {
			m[w] = true
		}
	}
	return m
}

var stopEnglish = set(`a an the and or but nor so yet if then else than as at by for from in into of off on onto out over to up
	with within without about above across after again against all almost along already also although always am among amid
	any anyone anything are around aren't be became because become been before behind being below between beyond both
	can cannot can't could couldn't did didn't do does doesn't doing done don't down during each either else enough even ever
	every few further get gets getting got had hadn't has hasn't have haven't having he he'd he'll her here hers herself him
	himself his how however i i'd i'll i'm i've inside instead is isn't it it'll its itself just less let like many may maybe
	me might mine more most much must mustn't my myself near neither never no none not nothing now often once one
	only other others our ours ourselves own per perhaps quite rather really same she she'd she'll should shouldn't since some
	someone something still such that that'll their theirs them themselves there therefore these they they'd they'll they're
	they've this those though through throughout thus till together too toward towards under unless until unto upon very
	via was wasn't we we'd we'll we're we've well were weren't what whatever when whenever where whereas wherever whether
	which while who whoever whole whom whose why will won't would wouldn't you you'd you'll you're you've your yours yourself
	yourselves s t d ll m re ve mr mrs ms dr`)

var stopTables = map[string]map[string]bool{
	"it": set(`a ad ai al alla alle allo agli anche ancora avere aveva avevano avra c che chi ci cio coi col come con contro cosa cosi
		cui d da dagli dai dal dall dalla dalle dallo de degli dei del dell della delle dello dentro di dopo dove dovra due dunque e
		ecco ed era erano essere fa fara fin fino fra fu furono gia gli ha hai hanno ho i il in infatti io l la le lei li lo loro lui
		ma me mentre mi mia mie miei mio molto ne negli nei nel nell nella nelle nello no noi non nostra nostre nostri nostro o oggi
		ogni ora ormai per perche pero piu poi prima proprio secondo puo qua quale quali quando quanto quasi quel quella quelle quelli quello
		quest questa queste questi questo qui quindi s sara saranno se sei sempre senza si sia siamo siano solo sono sopra sotto sta
		stata state stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi t tra tu tua tue tuo tuoi tutta tutte tutti
		tutto un una uno v verso vi voi`),
	"fr": set(`a ai ainsi alors apres au aucun aussi autre autres aux avait avaient avant avec avoir c car ce ceci cela celle celles
		celui ces cet cette ceux chez ci comme comment contre d dans de depuis des dont du durant elle elles en encore entre est et
		etaient etait etant ete etre eu eux fait fois font furent fut hors il ils j je jusqu jusque l la le les leur leurs lors lorsque
		lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut plus pour
		pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si sinon soit son sont sous
		sur t ta tandis te tes toi ton tous tout toute toutes tres tu un une vers voici vos votre vous y`),
	"es": set(`a al algo algunas algunos ante antes aquel aquella asi aun aunque bajo bien cada casi como con contra cual cuales cuando
		de del desde despues donde dos durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba
		estado estan estar estas este esto estos fue fueron ha habia haber habra han hasta hay he la las le les lo los mas me mi
		mientras mis mucho muy nada ni no nos nosotros o os otra otras otro otros para pero poco por porque pues que quien quienes
		se sea segun ser sera seran si sido sin sobre solo son su sus tal tambien tan tanto te tiene tienen toda todas todo todos tras
		tu tus u un una unas uno unos y ya yo`),
	"de": set(`aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bereits bin bis bist da
		dabei dadurch dafur damit danach dann daran darauf das dass dein dem den denn der deren des dessen die dies diese diesem
		diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas euch fur gegen gewesen hab habe
		haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden
		jeder jedes jene jetzt kann kein keine keinem keinen keiner konnen konnte man mehr mein mich mir mit muss nach nicht nichts
		noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so soll sollte sondern sowie
		uber um und uns unser unter viel vom von vor wahrend war waren was weil weiter welche welcher wenn wer werde werden wie
		wieder will wir wird wo wollen worden wurde wurden zu zum zur zwar zwischen`),
}
