package quote

var french = tongue{
	verbs:    frenchVerbs(),
	have:     words("a ont avait avaient aurait auraient ai avons eut"),
	would:    words("aurait auraient"),
	elided:   words("l' l’ n' n’ m' m’ s' s’ t' t’"),
	not:      words("ne n' n’"),
	adverbs:  words("aussi ensuite puis également encore déjà notamment pourtant hier aujourd'hui aujourd’hui ainsi alors enfin toutefois cependant pas jamais plus toujours récemment lundi mardi mercredi jeudi vendredi samedi dimanche par"),
	clitics:  words("le la les lui leur nous vous se s' s’ me m' m’ en y"),
	articles: words("le la les un une l' l’ ce cette son sa"),
	of:       words("de du des d' d’"),
	to:       words("à au aux pour"),
	stops: words(`que qu' qu’ et ou mais si comme quand où tandis parce ne pas à en dans sur avec entre au aux par après avant pendant devant lors
		pour est sont était selon hier aujourd'hui demain lundi mardi mercredi jeudi vendredi samedi dimanche dont qui`),
	and:   words("et mais tandis"),
	that:  words("que qu' qu’ si s' s’"),
	after: words("selon d'après d’après"),
	by:    words("pour"),
	able: words(`maire mairie ministre ministère président présidente présidence préfet préfète préfecture gouvernement porte-parole procureur
		procureure avocat avocate avocats député députée députés sénateur sénatrice secrétaire directeur directrice chef cheffe patron patronne
		premier première conseiller conseillère responsable responsables autorités police gendarmerie syndicat syndicats parti opposition
		source sources experts expert experte témoin témoins habitant habitante habitants association entreprise société commission parquet
		tribunal juge communiqué rapport enquête étude ambassadeur ambassadrice commissaire évêque entraîneur chercheur chercheuse médecin
		économiste historien historienne fondateur fondatrice adjoint adjointe dirigeant dirigeante général colonel reine roi`),
	endings: []string{"-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles", "-il", "-elle", "-on", "-ils", "-elles", "-je"},
	commas:  true,
}

func frenchVerbs() map[string]romanceVerb {
	table := map[string]romanceVerb{}
	conjugate(table, Said, `déclar affirm assur expliqu ajout précis soulign estim jug indiqu rappel expos signal avanc regrett dénonc insist
		comment confi répliqu martel tranch révél espèr exig témoign racont plaid lanc annonc not résum argu rétorqu observ critiqu
		confirm réaffirm détaill rapport relev`, "é", "e ent ait aient a èrent ant")
	conjugate(table, Asked, `demand interrog`, "é", "e ent ait aient a èrent ant")
	conjugate(table, Denied, `contest`, "é", "e ent ait aient a èrent ant")
	romanceVerb{polarity: Said}.put(table, `disent disait disaient soutient soutiennent soutenait répond répondent répondait répondit écrit écrivent
		écrivait reconnaît reconnaissent promettent poursuit poursuivait conclut concluait admet admettent prévient
		préviennent avertit avertissent rappelle rappellent martèle révèle révèlent espère lançait lança annonçait annonça avançait dénonçait
		dénonça disant expliquant`)
	romanceVerb{polarity: Said, either: true}.put(table, `dit écrit promis promet conclu`)
	romanceVerb{polarity: Said, perfect: true}.put(table, `soutenu répondu reconnu poursuivi admis prévenu averti espéré révélé redit`)
	romanceVerb{polarity: Denied}.put(table, `nie nient niait dément démentent démentait démentit`)
	romanceVerb{polarity: Denied, perfect: true}.put(table, `nié démenti`)
	return table
}
