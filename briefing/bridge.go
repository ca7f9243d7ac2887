package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// bridge leads from Italian words of questions to English ones
// that an article may print: the common nouns and verbs of the news, no names.
// Articles themselves are quoted as published.
var bridge = glossary(`
	accordo deal agreement; accusa charge accusation; aereo plane aircraft; aiuto aid help; alleato ally; alluvione flood;
	ambasciata embassy; ambasciatore ambassador; ambiente environment; anno year; apertura opening; aprire open;
	aprono open; apre opens; arma weapon; arresto arrest; arrestato arrested; assemblea assembly; atleta athlete;
	attacco attack; attentato attack bombing; atteso expected; avvocato lawyer; bambino child; banca bank; bilancio budget; bomba bomb;
	borsa exchange; caccia hunt; calcio football soccer; campagna campaign; campione champion; candidato candidate;
	carcere prison jail; casa house home; causa cause case; centro centre center; cerimonia ceremony; chiesa church;
	chiusura closure; città city; cittadino citizen; comando command; commissione commission committee;
	confine border; consiglio council; consolato consulate; controllo control check; corteo march; costo cost;
	crescita growth; crisi crisis; critica criticism; danno damage; debito debt; decisione decision; delegazione delegation;
	deputato lawmaker; detenuto prisoner; difesa defence defense; diritto right; disoccupazione unemployment; donna woman;
	drone drone; economia economy; elezione election; emergenza emergency; energia energy; esercito army; esplosione explosion;
	estero foreign; europeo European; famiglia family; ferito injured wounded; forza force; frontiera border; fuoco fire;
	gara race; gente people; giocatore player; gioco game; giornalista journalist; giudice judge; governo government;
	guerra war; guida lead leads led; impresa company; incendio fire; inchiesta investigation inquiry; incidente accident crash;
	indagine investigation; infermiere nurse; inflazione inflation; inizio start; inizia begins starts; insegnante teacher;
	interno interior; italiano Italian; lavoratore worker; lavoro work job; legge law; libertà freedom; linea line;
	malattia disease; manifestante protester; manifestazione protest demonstration; maggioranza majority; mare sea;
	medico doctor; mercato market; migrante migrant; miliardo billion; milione million; militare military soldier;
	ministero ministry; ministro minister; misura measure; morte death; morto dead; nave ship; notizia news; olimpico Olympic;
	olimpiade Olympics; opposizione opposition; ordine order; ospedale hospital; ostaggio hostage; pace peace; paese country;
	parlamento parliament; partito party; paziente patient; pena sentence; pensione pension; persona person people;
	petrolio oil; piano plan; polizia police; poliziotto officer; ponte bridge; popolazione population; porto port;
	premio prize; presenza presence; presidente president; previsto expected; prezzo price; prigione prison; processo trial; procura prosecutor;
	profugo refugee; progetto project; proposta proposal; protesta protest; provincia province; pubblico public;
	ragazzo boy; rapporto report; regione region; riforma reform; rifugiato refugee; rischio risk; ruolo role;
	salute health; sanzione sanction; scandalo scandal; sciopero strike; scuola school; sentenza ruling verdict;
	sicurezza security safety; sindacato union; sindaco mayor; soccorso rescue; società company; soldato soldier;
	sorveglianza surveillance; sospetto suspect; spesa spending; spettatore spectator; squadra team; stadio stadium;
	stampa press; strada street road; straniero foreign; studente student; tassa tax; temporale storm; terremoto earthquake;
	testimone witness; tifoso fan; treno train; tribunale court; truppa troops; turista tourist; ufficiale official;
	unione union; vaccino vaccine; vento wind; viaggio journey trip; vigile officer firefighter; visitatore visitor;
	vittima victim; vittoria victory; voto vote; zona zone area; agente officer agent;
	veicolo vehicle; macchina car; automobile car; caso case; negozio shop store; cliente customer; riparazione repair repairs;
	iniziano begin start open; preoccupato worried apprehensive; rosso red; pattuglia patrol; arrabbiato angry; contrario against; comincia begins starts; cominciano begin start; finisce ends; chiude closes closed; chiuso closed;
	chiusa closed; crepa crack; cavo cable; traghetto ferry; autobus bus; autista driver; fabbrica factory plant; stabilimento plant factory;
	azienda company; cibo food; malato sick ill; contagio infection; ospedaliero hospital; barattolo jar; vasetto jar; seme seed;
	inondazione flood; pioggia rain; neve snow; montagna mountain; fiume river; lago lake; isola island; spiaggia beach; strage massacre;
	rapina robbery; furto theft; ladro thief; assassino killer; omicidio murder; giuria jury; avvocata lawyer; sindaca mayor;
	biglietto ticket; stipendio salary wage; affitto rent; mutuo mortgage; prestito loan; azione share; quota share; vendita sale;
	acquisto purchase; finisce ends end; finiscono end ends; finirà end; finito ended; inizierà start begin; aprirà open; chiuderà close; termina ends; terminano end;
	comincerà begin start; vince wins won; vinse won; guidano lead; paga pays paid; pagano pay; pagherà pay; costerà cost; costano cost; muore died; morirono died; muoiono died;
	succede happened; accaduto happened; successo happened; lavora works; lavorano work; vive lives; abita lives; arriva arrives; arriveranno arrive; parte leaves starts;
	organizza organised organises; organizzano organise; protesta protest protests; protestano protest; chiede asks demands; chiedono demand; vuole wants; vogliono want; teme fears;
	temono fear; arrestati arrested; feriti injured wounded; uccisi killed; ucciso killed; costruisce builds; costruito built; produce produces makes; vende sells; venduto sold;
	deciso decided; dimettersi resign; dimessa resigned; eletto elected; eletta elected; nominato appointed; causato caused; cancellato cancelled; rinviato postponed; aeroporto airport; fermata stop; direttore director; segnale signal; ponti bridges;
	corsa race; maratona marathon; corridore runner; traguardo finish; allenatore coach; vincitore winner; vincere win won; vinto won; perso lost;
	ferrovia railway; binario track; passeggero passenger; ritardo delay; lavori works construction; cantiere site; appalto contract; spesa cost spending;
	costa costs cost; costare cost; costato cost; ricoverato hospital; epidemia outbreak epidemic; focolaio outbreak; vaccinato vaccinated; vaccinazione vaccination; dose dose;
	clinica clinic; cura treatment; scienziato scientist; ricercatore researcher; preside headteacher principal; dimissioni resignation; dimesso resigned;
	squalifica ban; medaglia medal; gola throat; febbre fever; abitante resident; quartiere district; albero tree; parcheggio parking; consigliere councillor;
	assessore councillor; petizione petition; firma signature; raccolto collected; scontro crash collision; deragliamento derailment; vigili firefighters;
	caldo heat; freddo cold; acqua water; bottiglia bottle; squadra team; partenza start departure; arrivo arrival finish; percorso route course;
	organizzatore organiser; denuncia complaint; causa cause lawsuit; ricorso appeal; udienza hearing; sospeso suspended; fornitore supplier; marchio brand; giorno day; settimana week; mese month; ora hour;
	oggetto object item; rubato stolen; rubati stolen; rubata stolen; museo museum; razzo rocket; lancio launch; satellite satellite; biblioteca library; libro book; capo head chief boss;
	licenziato fired sacked dismissed; licenziamento dismissal layoff; operaio worker; dipendente employee; aumento increase rise raise; tetto roof; porto port; portuale docker;
	riscatto ransom; ostaggio hostage; valanga avalanche; frana landslide; bosco forest; fumo smoke; sfollato evacuated evacuee; salvato saved rescued; disperso missing; trovato found; scoperto discovered;
	firmato signed; votato voted; comprato bought; acquistato bought; perdita loss; guadagna earns; guadagno profit; utile profit; marito husband; moglie wife; figlio son; figlia daughter; padre father; madre mother;
	fratello brother; sorella sister; età age; nome name; partita match game; rete goal; contratto contract; stagione season; infortunio injury; infortunato injured; multa fine; condannato convicted sentenced;
	condanna sentence conviction; colpevole guilty; innocente innocent; liberato released freed; fuga escape; fuggito escaped fled; rapinatore robber; pistola gun; coltello knife; sparato shot; sparatoria shooting;
	colpito hit shot; esploso exploded; crollo collapse; crollato collapsed; guasto fault failure; errore error mistake; freno brake; motore engine; pagato paid; chiesto asked demanded; promesso promised; negato denied;
	confermato confirmed; rifiutato refused; approvato approved; respinto rejected; sostituito replaced; assunto hired; fondato founded; fondatore founder; portavoce spokesman spokeswoman; amministratore executive director;
	elettore voter; seggio seat; sondaggio poll; maggioranza majority; tasso rate; alunno pupil; classe class; esame exam; trasporto transport; trasportare transport; attaccato attacked; dato data; pirata hacker; informatico computer;
	evaso escaped; annunciato announced; cancellata cancelled; ritirato withdrawn recalled; ritiro withdrawal recall; tariffa fare; bolletta bill; sopravvissuto survivor; soccorritore rescuer; nave ship; volo flight; pilota pilot; equipaggio crew`)

// glossary reads entries that are separated by semicolons: a word, then what it
// means. It is found by itself, and by its stem with a hyphen before it; words of
// one stem share their meanings there.
func glossary(s string) map[string][]string {
	out := map[string][]string{}
	for _, entry := range strings.Split(s, ";") {
		if ws := strings.Fields(entry); len(ws) > 1 {
			out[text.Fold(ws[0])] = ws[1:]
			stem := "-" + text.Stem(text.Fold(ws[0]), "it")
			out[stem] = append(out[stem], ws[1:]...)
		}
	}
	return out
}

// plainEnglish are the English words that Italian ones mean: "cause" is no plural of
// "causa".
var plainEnglish = func() map[string]bool {
	out := map[string]bool{}
	for _, in := range bridge {
		for _, w := range in {
			out[w] = true
		}
	}
	return out
}()

// english returns what an Italian word means. Italian words end in a vowel:
// what does not is none.
func english(fold string) []string {
	if fold == "" || !strings.ContainsRune("aeiouàèéìòù", []rune(fold)[len([]rune(fold))-1]) {
		return nil
	}
	if in := bridge[fold]; len(in) > 0 {
		return in
	}
	return bridge["-"+text.Stem(fold, "it")]
}

// meanings returns the English words that the corpus prints for an Italian one
// that it does not print.
func (s *snapshot) meanings(fold string) []string {
	if s.words.has(fold) || plainEnglish[fold] {
		return nil
	}
	var known []string
	for _, e := range english(fold) {
		for _, form := range []string{e, e + "s"} {
			if s.words.has(text.Fold(form)) {
				known = append(known, form)
				break
			}
		}
	}
	return known
}

// translated puts English words in place of Italian ones, all meanings of each.
func (s *snapshot) translated(question string) string {
	out, _ := rewrite(question, func(w string) string { return strings.Join(s.meanings(w), " ") })
	return out
}

// manyMeanings is how many readings of an Italian question are tried.
const manyMeanings = 3

// meant puts the nth meaning of each Italian word in its place, the last where
// it has fewer; more reports whether one has more.
func (s *snapshot) meant(question string, n int) (english string, more bool) {
	english, _ = rewrite(question, func(w string) string {
		known := s.meanings(w)
		if len(known) == 0 {
			return ""
		}
		more = more || len(known) > n+1 && n+1 < manyMeanings
		return known[min(n, len(known)-1)]
	})
	return english, more
}

// rewrite replaces the words for which read knows another reading, and says
// which.
func rewrite(s string, read func(fold string) string) (string, []Correction) {
	var b strings.Builder
	var out []Correction
	last := 0
	for _, w := range text.Words(s) {
		if other := read(w.Fold); other != "" {
			b.WriteString(s[last:w.Start])
			b.WriteString(other)
			last = w.End
			out = append(out, Correction{Typed: w.In(s), Read: other})
		}
	}
	b.WriteString(s[last:])
	return b.String(), out
}
