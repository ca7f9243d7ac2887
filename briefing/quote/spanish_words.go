package quote

var spanish = tongue{
	verbs:    spanishVerbs(),
	have:     words("ha han había habían habría habrían he hemos hubo"),
	would:    words("habría habrían"),
	not:      words("no"),
	adverbs:  words("también además luego después así entonces ya ayer hoy todavía aún siempre nuevamente finalmente sin embargo asimismo este lunes martes miércoles jueves viernes sábado domingo"),
	clitics:  words("lo la los las le les se nos me te"),
	articles: words("el la los las un una lo su este esta"),
	of:       words("de del"),
	to:       words("a al para"),
	stops: words(`que y e o u pero si como cuando donde mientras porque no a en con entre al por tras después antes durante ante sobre para es son era
		según ayer hoy mañana quien sin embargo`),
	and:   words("y pero mientras"),
	that:  words("que si"),
	after: words("según"),
	by:    words("para"),
	able: words(`alcalde alcaldesa alcaldía ministra ministerio presidenta presidencia gobierno portavoz fiscal fiscalía abogado abogada juez jueza
		diputado diputada senador senadora secretario secretaria director directora jefe jefa consejero consejera consejería concejal concejala
		autoridades policía sindicato sindicatos partido oposición fuente fuentes experto experta expertos testigo testigos vecino vecina vecinos
		residentes asociación empresa compañía comisión tribunal comunicado informe estudio embajador embajadora comisario comisaria obispo
		entrenador entrenadora investigador investigadora médico médica economista historiador historiadora fundador fundadora dirigente
		líder vicepresidente vicepresidenta delegado delegada gobernador gobernadora rey reina general ayuntamiento organización`),
	commas: true,
}

func spanishVerbs() map[string]romanceVerb {
	table := map[string]romanceVerb{}
	conjugate(table, Said, `declar afirm asegur explic señal indic anunci confirm manifest subray recalc coment agreg apunt lament critic
		express destac relat aclar apost advert precis detall argument alert reiter enfatiz celebr avis inform cont denunci`, "ado", "a an ó aron aba aban ando")
	conjugate(table, Asked, `pregunt`, "ado", "a an ó aron aba aban ando")
	romanceVerb{polarity: Said}.put(table, `dijo dijeron dice dicen decía decían diciendo sostuvo sostuvieron sostiene sostienen añadió añadieron
		añade añaden añadía reconoció reconocieron reconoce reconocen advirtió advirtieron advierte advierten insistió insistieron insiste
		insisten recordó recordaron recuerda recuerdan concluyó concluyeron concluye respondió respondieron responde responden escribió
		escribieron escribe escriben prometió prometieron promete prometen admitió admitieron admite admiten contó contaron cuenta
		cuentan resumió resume opinó opina opinan`)
	romanceVerb{polarity: Said, perfect: true}.put(table, `dicho sostenido añadido reconocido advertido insistido recordado concluido respondido
		escrito prometido admitido resumido opinado`)
	romanceVerb{polarity: Denied}.put(table, `negó negaron niega niegan negaba desmintió desmintieron desmiente desmienten`)
	romanceVerb{polarity: Denied, perfect: true}.put(table, `negado desmentido`)
	return table
}
