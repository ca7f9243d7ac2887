package quote

var italian = tongue{
	verbs:    italianVerbs(),
	have:     words("ha hanno aveva avevano ebbe avrebbe avrebbero ho abbiamo"),
	would:    words("avrebbe avrebbero"),
	elided:   words("l' l’"),
	not:      words("non"),
	adverbs:  words("anche poi inoltre infatti quindi già però subito ieri oggi così invece ancora intanto sempre nuovamente stamattina stamani infine tuttavia"),
	clitics:  words("lo la li le ci vi gli si ne mi ti"),
	articles: words("il lo la i gli le un uno una l' l’"),
	of:       words("di del della dello dei degli delle d' d’ dell' dell’ de da"),
	to:       words("al alla allo ai agli alle all' all’ per"),
	stops: words(`che e ed o ma se come quando dove mentre perché non a in su con tra fra nel nella nello nei nelle negli nell' nell’
		al alla allo ai agli alle all' all’ dal dalla dall' dall’ dopo prima durante davanti parlando intervenendo sul sulla sui sulle sull' sull’ per è sono era secondo ieri oggi domani`),
	and:   words("e ma mentre"),
	that:  words("che se"),
	after: words("secondo stando"),
	by:    words("per"),
}

func italianVerbs() map[string]romanceVerb {
	table := map[string]romanceVerb{}
	romanceVerb{polarity: Said, perfect: true}.put(table, `detto dichiarato spiegato aggiunto affermato commentato ribadito sottolineato scritto
		precisato assicurato annunciato confermato sostenuto ricordato osservato concluso proseguito continuato replicato risposto
		ammesso avvertito rivelato riferito chiarito raccontato denunciato promesso garantito evidenziato rilevato rimarcato
		puntualizzato tuonato insistito ipotizzato lamentato rassicurato auspicato twittato esordito ironizzato criticato`)
	romanceVerb{polarity: Said}.put(table, `dice dicono dichiara dichiarano spiega spiegano aggiunge aggiungono afferma affermano commenta
		commentano ribadisce ribadiscono sottolinea sottolineano scrive scrivono assicura assicurano annuncia annunciano
		confermano sostiene sostengono osserva osservano conclude prosegue replicano risponde rispondono ammette ammettono
		avverte avvertono rivela rivelano riferisce riferiscono chiarisce chiariscono racconta raccontano promette promettono
		garantisce garantiscono evidenzia evidenziano rileva insiste insistono tuona disse dissero dichiarò spiegò aggiunse affermò
		commentò ribadì sottolineò scrisse precisò assicurò annunciò confermò sostenne ricordò osservò concluse proseguì replicò
		rispose ammise avvertì rivelò riferì chiarì raccontò denunciò promise garantì diceva spiegava aggiungendo spiegando
		sottolineando precisando ribadendo dicendo affermando assicurando sostenendo ricordando annunciando chiarendo`)
	romanceVerb{polarity: Said, noun: true}.put(table, `conferma replica denuncia precisa continua ricorda`)
	romanceVerb{polarity: Denied, perfect: true}.put(table, `negato smentito`)
	romanceVerb{polarity: Denied}.put(table, `nega negano smentisce smentiscono negò smentì negando`)
	romanceVerb{polarity: Asked, perfect: true}.put(table, `chiesto domandato`)
	romanceVerb{polarity: Asked}.put(table, `chiede chiedono domanda chiese`)
	return table
}
