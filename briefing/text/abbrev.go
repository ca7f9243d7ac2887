package text

// stop says what the full stop of an abbreviation means for what follows.
type stop uint8

const (
	title     stop = 1 << iota // before a name: a capital hardly ever begins a sentence
	counted                    // before a number: "No. 5", "Fig. 3", "p. 12"
	month                      // before a day or year; a capital may be a name
	corporate                  // after a name: a capital may begin a sentence
	never                      // inside a sentence whatever follows: "e.g.", "vs."
	lower                      // counts also when written in lower case
)

// stopOf holds abbreviations by their lower-case letters, without the last full
// stop.
var stopOf = func() map[string]stop {
	m := map[string]stop{}
	add := func(k stop, list string) {
		for w := range set(list) {
			m[w] |= k
		}
	}
	add(title, `hon del det supt insp dep on ing arch don comm mt ft rt fr ste amb pres asst atty maj brig
		hr uds ud mm me m mme mlle mgr egr spett suor`)
	add(title|lower, `mr mrs ms messrs dr prof profs proff gen lt col capt cmdr cpl pvt sgt cpt sen sens msgr sig sigg dott avv geom
		rag mons cav onn sra srta dra dña dipl revd rep reps gov govs adm rev st`)
	add(counted|lower, `no nos nr num núm vol vols pp pag pagg pág p fig figs art arts artt ch chap sec sect par para approx ca circa
		ext tel § abb ziff rn n c v ed op b d ft lb`)
	add(month, `jan feb mar apr jun jul aug sep sept oct nov dec gen febb lug ago sett ott dic janv févr avr juil déc ene abr
		mon tue tues wed thu thur thurs fri`)
	add(corporate|lower, `inc corp ltd jr sr llc`)
	add(corporate, `co bros plc bhd pty cie gmbh dept div univ assn bldg ave blvd rd hwy pkwy sq
		ala ariz ark calif colo conn fla ga ill kan ky la md mich minn mont neb nev okla ore penn pa tenn tex va vt wash
		wis wyo wva ont que alta mass miss esq assoc mfg intl natl gov't`)
	add(month|lower, `jan feb aug sept oct nov dec genn sett ott dic febb`)
	add(corporate|lower, `ft oz lb lbs hrs mins min secs sq`)
	add(never|lower, `vs eg ie cf cfr viz al incl excl resp bzw zb dh vgl ggf evtl inkl approx v ee`)
	return m
}()

// starters are words that, with a capital after an abbreviation, begin a
// sentence and hardly ever a name.
var starters = set(`the a this that these those he she it they we his its their our my your there here
	in on at by for from to with without after before during since until under over between among against according despite
	as if when while where why what who which whose whether because although though unless once
	and but or nor yet then thus however meanwhile moreover also instead indeed still nevertheless nonetheless
	nobody everybody everyone somebody someone anybody anyone nothing everything something neither either perhaps nearly almost roughly
	approximately elsewhere previously additionally overall
	some most several both each every no none not never two three four five
	is are was were has have had do does did would can could should might must
	earlier later today yesterday tomorrow soon such another only even just about around
	il lo gli una uno ma che nel nella nei con per quando dopo secondo questo questa anche non si
	les mais dans pour avec selon ce cette ils nous ein eine aber nach pero según`)

// maybe are starters that are also names or parts of names: they do not end a
// sentence after an initial ("Brian J. May").
var maybe = set(`an i you her how all many one will may so now long more other next last le la los el das die der un une mit`)

// crowds are capitalised plurals that begin a sentence after "in the U.S.".
var crowds = set(`officials authorities police critics experts protesters analysts lawmakers residents scientists researchers
	doctors investigators prosecutors witnesses reporters shares stocks people others students workers supporters opponents
	activists demonstrators observers economists organizers organisers attorneys lawyers sources reports figures prices sales
	companies investors voters women men children parents families victims survivors millions thousands hundreds`)

// lettered are words that a single capital letter names ("vitamin C", "Plan
// B"), so that its full stop may end a sentence.
var lettered = set(`vitamin vitamins plan type hepatitis group grade class section appendix exhibit block team terminal gate phase
	option level schedule unit zone channel route annex category candidate point letter line bus platform pool wing serie than`)

// zones are what may follow "a.m." and "p.m." within a sentence.
var zones = set(`et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest ist jst eastern central mountain pacific local
	greenwich monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
	january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec`)

// askers are the verbs that tie a quotation ending in "?" or "!" to the name
// after it.
var askers = set(`said says say asked asks ask wrote writes told tells added adds shouted yelled cried tweeted posted wondered
	reports reported noted stated concluded demanded exclaimed replied responded insisted joked quipped declared warned repeated continued argued chanted screamed`)

// exclaiming are names that end in an exclamation mark.
var exclaiming = set(`yahoo jeopardy yum`)

// germanMonths may follow a day with its full stop ("am 6. Februar").
var germanMonths = set(`januar jänner februar märz april mai juni juli august september oktober november dezember`)
