package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// answers are words of the news that answer to another one, the first of each
// entry, without meaning the same: they find an answer that the question's own
// words do not, and count for less than those.
var answers = answering(`
	abroad foreign; accident crash collision collided derailment wreck;
	accuse accused accuses accusation alleged missed charged suspected suspicion; admit admitted acknowledged; adviser advisory advisors;
	advisor advisory advisers; affect affected hit affects sold; affected sold recalled; afraid fear fears worried apprehensive scared;
	against opposes opposed rejected welcome condemned criticised; age year-old aged; agree agreed agreement deal accord; airport airfield;
	allow allowed permitted may can; anger angry outrage fury; animal dog dogs cat cats cow cows horse horses bird birds;
	announce announced announces unveiled said confirmed announcement; announcement announced statement unveiled; annual year yearly;
	apologise apologised apology sorry; apologize apologised apologized apology sorry; appeal appealed appealing;
	appoint appointed named chosen; apprehensive worried; approve approved agreed decided voted passed; area region zone;
	arrest arrested arrests detained custody; arrive arrived arrives came returned; ask asked requested; assault attack;
	assign assigned deployed; assist assists help supports; association group organisation; attack attacked assault cyberattack raid;
	attend attends attended attending expected visit; attendance spectators crowd visitors audience turnout; author wrote written writer;
	baker bakery; bakery baker; ban banned barred prohibited prohibiting suspended suspension; base based headquarters;
	begin begins began begun start starts started open opens launched; bill law; blame blamed fault responsible; blaze fire; blueprint plan;
	boat boats ferry ferries; bomb bombing blast explosion; book novel;
	boss director head chief leader chairman chairwoman chair president manager executive; bottle bottles; brand brands label product made;
	break broken broke; bridge crossing; broken faulty damaged failed; brother sister; budget money funds;
	build builds built builder construct constructed construction contract erected; builder built contract; burn burned burnt fire;
	business company; buy bought purchase purchased acquired; cable cables; call called; campaign campaigned campaigner;
	cancel cancelled canceled called; capital city; case cases infections infected ill sick; casualty injured killed wounded dead;
	catch caught infected arrested detained held traced; cause caused causes because due blame reason; centre center room hub;
	chair chairs chairman chairwoman chairperson head heads president; champion won title winner titles;
	charge fee price cost charged accused indicted responsibility direction command; child children kid kids boy boys girl girls;
	children kids youngsters; citizen citizens residents people; city town municipality; climb climbed risen rose;
	close closes closed closure shut shuts closing; closure closed shut close; coach coaches coached trainer train trains trained training;
	collapse collapsed fell; collect collected raised; collide collided collision crash crashed hit; collision collided crash accident;
	come came arrived returned origin; command control centre; commence begin start started; commuter commuters passengers;
	company firm business manufacturer; complain complained complaint complaints criticised; complete completed finished ready;
	compulsory mandatory required requiring; concern worried concerned fear; confirm confirmed confirms; construct built construction;
	construction built building work works; contact contacted contacts telephoned; continue continues continued last remain;
	contractor contract won consortium company firm; control controlled command; controversy row dispute backlash criticism;
	convict convicted guilty conviction; cop cops police officer officers; cost costs price priced put estimated bill;
	country nation; course route; court judge tribunal trial hearing lawsuit; crack cracked; crash accident collision collided crashed;
	create created set established founded; crossing bridge; crowd spectators audience attendance fans onlookers turnout crowds; current now;
	customer customers shoppers; cut felled reduced; dad father; daily day; damage damaged cracked broken faulty;
	damaged cracked broken corroded; danger dangerous risk serious; dangerous danger risk hazardous; dead died killed deaths death die;
	deal agreement accord settlement; settlement deal agreement; death died dead killed fatal deaths; decline declined fell fallen; decrease decreased fell fallen dropped reduced;
	defeat beat beaten lost; delay delayed postponed late held; deliver delivered arrive arrived delivery;
	demand demanded demands called urged; demonstrate demonstration protest marched; demonstration protest rally march demonstrate;
	demonstrator protester protesters marched; deny denied denies rejected; deploy deployed deployment sent assigned; deployment deployed sent;
	depth deep; derail derailed derailment; design designed designer architect; detain detained arrested;
	detect detected found discovered; detour diversion detours; die dies died dead death deaths killed fatal;
	disaster accident crash collapse fire flood; disclose disclosed revealed; discover discovered found detected;
	disease illness virus infection; dismiss dismissed sacked fired relieved ousted; dispatch sent; dispute row conflict; district area;
	doctor doctors physician dr medical; donate donated give gave half donation; donation donated fund; dope doping drug;
	doping drug banned substance; drink drinks drinking water; driver drivers; drop dropped fell fallen quit pulled; drought dry;
	drug doping substance; drunk alcohol drunken; duty deployed deployment; earn earns receive received paid; earthquake quake tremor;
	egg eggs; elderly pensioners old; elect elected election voted won; election vote elected polls; else further other others another;
	employ employed employs employees work works; employee employees workers staff employed;
	end ends ended finish finished until close closes; engine engines; enter entry entrance participate start fee; entry fee enter;
	establish founded established set; estimate estimated put costed thought; examine inspected inspection checked; expensive cost costs price;
	explode exploded explosion blast; explosion blast exploded; factory plant plants; fall fell fallen dropped declined; family relatives;
	farm farms farmer; fast minutes seconds hours speed; fatality died killed dead deaths; father dad parent; fault faulty defect blame;
	faulty broken defective; fee price cost charge; fell felled; ferry ferries boats boat; film movie;
	finance financed paid pay fund funded money; find found discovered detected; finding findings found result results report;
	finish finishes finished end ended ends completed; finishes ends; fire blaze flames burned fired sacked dismissed relieved ousted;
	firefighter firefighters brigade; firm company; first won; fix repair repaired repairs; flood floods flooded flooding; food foods;
	foreign international abroad; found founded founder established set started; free freed; fund funds money pay;
	further more other others another; game match games; games olympics; give gave given gives; goal goals scored; group association;
	grow grew grown rose risen; guard protect protecting; guest visitors; guide lead; halt halted stopped suspended;
	happen happened occurred took place; head director chief chair chairs leader; hearing trial court; height high tall;
	help helps assist assists support aid; high height tall; hire hired recruit recruits recruited appoint; hit struck;
	hold held hosted organised; hospital hospitalised admitted; hospitalise hospitalised hospitalized hospital admitted;
	hospitalize hospital; host hosts hosted hosting held; hot degrees temperature temperatures heat; hurt injured wounded injuries;
	husband married wife; ill sick sickened fell infected cases; increase increased rise rises risen rose grew up climbed;
	infect infected infections cases case ill sick; ingredient contains; inhabitant residents people;
	injure injured injuries wounded hurt; inquiry investigation probe review;
	inspect inspected inspection inspectors checked visited; insurance insured insurer; interview;
	invent invented inventor developed; investigate investigated investigators investigation inquiry probe review;
	investigation inquiry probe review case; jab vaccine vaccination dose doses; jail jailed prison sentenced custody; jar jars;
	job work works role teacher profession; journalist reporter reporters; judge court ruling;
	kid kids child children boy girl pupil pupils youngster; kids children youngsters;
	kill kills killed killing murder murdered died dead fatal fatally shot deaths; lack lacking shortage missing without;
	last lasts lasted run runs until; launch launched began started begun; law bill legislation; lawsuit sued court case suing action;
	lawyer attorney counsel solicitor barrister represents represented representing; lead leads led leading leader headed head;
	leader chief head president chairman captain; leave left quit departed; led leads headed leader; legislation law bill; length long;
	letter wrote; line route track; live lives living resident residents; located based place near;
	long length kilometres metres miles hours minutes weeks months years; lose loses lost losing loss cost cut cuts shed axed; loser lost lose beaten;
	loss losses lose lost; maintenance repairs repair; make makes made maker manufacturer produce produces produced manufactured;
	maker makes manufacturer produced; man men; manager managing coach agent director; mandatory compulsory required requiring obligatory;
	manufacture made makes manufacturer produced; manufacturer makes made maker producer; marathon race;
	march marched protest demonstration rally; match game; meal food; medal medals gold; medicine drug medical; meet met meeting;
	meeting met meet talks; metro subway underground; missing lost; money euros pounds dollars funds budget crowns million;
	monitor monitoring monitored watch surveillance; monthly month; mother mum parent; mum mother; murder killed killing shot;
	name named called; nation country countries; need needs needed require required; negotiation talks; neighbour neighbours residents;
	neighbourhood district estate; newspaper paper tribune daily post; next following coming; notice noticed spotted seen; nurse nurses;
	object objected objection oppose; occur occurred happened took; old year-old aged; olympics games;
	open opens opened opening start begin begins; opening opens open start;
	operate operates operator operators operated run runs work operation; operator operates run;
	oppose opposes opposed against opposing reject rejected criticise criticised clashes condemn condemned objected; order ordered;
	organisation group association; organise organised organized organizer organisers called; organiser organisers organised;
	organize organised organized called; origin came originated source; originate began came origin; overhaul overhauled renovated;
	paper newspaper; parent parents mother father;
	participant participants runner runners entrant entrants starter starters competitor competitors athlete athletes player players;
	participate participated started took ran; passenger passengers aboard board travellers commuters; patient patients sick ill cases;
	patrol patrols patrolling streets; pay pays paid contribute cover covers covered buy bought signed fee contributes fund funded finance bill foot; pensioner pensioners;
	percentage percent per cent share; permit permitted allowed; personnel staff officers staffers agents; petition signatures;
	physician doctor; place held; plan plans planned planning blueprint strategy scheme; plane aircraft flight; plant factory; player players;
	pledge promised pledged; police officers officer carabinieri constable detectives; policeman policemen police officer officers;
	policewoman police officer officers; postpone postponed delayed shelved; present presented unveiled;
	price cost costs fee worth charge ticket; prize award awarded received euros; probe inquiry investigation;
	produce makes made produced manufacturer; product products brand; profession job works; professor university; profit profits earnings;
	prohibit banned barred barring prohibiting; project plan scheme line; promise promised pledged vowed; proportion percent per cent;
	proposal proposed proposes propose plan; propose proposed proposes proposal suggests; protect protection protected guard safeguard;
	protest protests protested rally demonstration march marched demonstrators protesters; protester protesters demonstrators marched people;
	publish published released issued; pupil pupils students children; quake earthquake; quarrel dispute row; quit resigned left stepped;
	race marathon run course; rain rainfall raining; raise raised collected; rally protest demonstration march; rate percent per cent rates;
	ready open opens opened completed finished complete; reason because cause; recall recalled withdrawn withdrawal;
	receive received get got awarded won; record records best; reduce reduced cut cuts fell; refuse refused rejected declined;
	reject rejected rejects refused; relative family; release released published issued; remove removed dropped withdrawn;
	renovate renovated overhauled restored; reopen reopened reopens opens until; repair repairs repaired fix fixed maintenance restoration;
	report reported; represent represents represented lawyer president; request requested asked;
	require requires requiring required mandatory compulsory; rescue rescued rescuers saved free freed; rescuer firefighters rescuers;
	resident residents living lives inhabitant neighbours people; resign resigned resigns quit quits stepped step resignation;
	resignation resign resigned; responsibility responsible charge authority; responsible responsibility charge authority;
	restrict restricted restricted-access; restriction restricted; return returned came back; reveal revealed shown disclosed admitted;
	review inquiry investigation; reward prize award; rise rises rose risen increased climbed up; road street route; role part advisory;
	route course line path; row dispute controversy; rule rules law; ruling verdict judgment decision;
	run runs lead leads head heads manage manages direct directs operates operate president director; sack sacked dismissed fired relieved ousted; safe safety;
	safety security safe; salary pay wage paid earns; save saved rescue rescued; scared afraid frightened; scheme plan schemes;
	school schools college; score goals scored; search searched; second runner-up behind; security safety; sell sold sells sale sales;
	send sent sends dispatched deployed; sentence sentenced jailed years; share percent shares; ship vessel boat boats;
	shoot shot shooting gunfire fired; shop shops store stores; shopkeeper shopkeepers traders shops; shortage lack short ran;
	shut shuts closed close closing; sick ill infected cases case sickened patients symptoms; sign signed signatures; signal signals;
	signature signatures signed collected; site sites venue venues; situated located; size large big; snow snowfall; source origin;
	speak spoke spoken interview; spectator fan viewer crowd; spend spent cost costs paid pay expenditure;
	sponsor sponsors sponsored sponsorship; spread spreading spreads; squad team; stab stabbed stabbing knife; stadium arena venue;
	staff employees workers personnel staffers officers agents;
	start starts started begin begins began begun open opens opened opening launch launched; station stations stop stops;
	stop stopped halted ended suspended halt stops station stations; store shop shops; storm storms gale; strategy plan blueprint;
	strike walkout; student pupil pupils students studies; study studies studied student; subway metro; sue sued lawsuit court suing action;
	sufficient enough; suggest suggested proposed; supply supplied supplier delivers; support supports supported favour backed;
	surgery operated operation; surveillance monitoring; survive survived alive; suspect suspected suspicion accused;
	suspend suspended halted stopped ban; suspended cancelled stopped halted; symptom symptoms; take lasted needed; talk talked talks spoke;
	talks negotiations; tall high height; tax taxes; teach teacher teaches taught; teacher teachers teaches; team squad side;
	technician technicians engineers;
	technology drone drones robot robots robotic system systems software digital cyber surveillance camera cameras artificial;
	telephone phoned telephoned call calls contacted; tell told said; temperature degrees degree; test tested tests; threat threats threatened;
	threaten threatened; title titles crown; today tuesday wednesday thursday friday saturday sunday monday; toll deaths dead killed died;
	tourist visitors visitor tourists; town city; trader traders shopkeeper shopkeepers; traffic vehicles cars; train training trained trains;
	trainer coach trains; tram trams; trapped stuck; travel travelled trip journey visitors ride; traveller travellers passengers;
	treat treated treatment hospital; treatment treated; treaty deal accord agreement; tree trees; trial court hearing; tunnel underpass;
	union unions; unveil unveiled announced presented; urge urged called; vaccinate vaccinated vaccination vaccine jab doses immunised;
	vaccine vaccination vaccinated jab doses; vehicle car cars lorry lorries truck trucks bus buses van vans vehicles;
	venue venues stadium sites; verdict ruling; victim dead killed injured wounded; victor winner won; village town;
	visit visited visits visiting trip; visitor visitors tourists guests visited visits; vote voted votes;
	want wants wanted demanded propose proposes calls demand demanding seeks would plans; warn warned warning warnings told; warning warned warnings;
	watch watched watching monitor monitoring monitored lined; water drinking drinks; weapon gun guns rifle rifles knife missile missiles bomb;
	weather rain snow wind storm sunny degrees heat cold temperature temperatures; weekly week; widow wife; width wide; wife married husband;
	win wins won winner winning beat victory victorious champion first; winner won win wins winning champion victory;
	withdraw withdrew withdrawn pulled; woman women; work works worked operate job employed employees staff; worker workers employees staff;
	world global international; worried worry worries apprehensive concerned concerns concern afraid fear fears anxious alarmed;
	worry worried concern concerned concerns fear afraid; worth value valued; wound wounded injured hurt injuries; wreck crash;
	write wrote written writer author; yearly annual annually; youngster youngsters young youth teenagers children people;

	acquire bought buy purchase takeover; airline carrier; apartment flat; army troops soldiers military; attacker gunman suspect attackers;
	belong owned owns member belongs part; blackout outage power electricity; born birth native; burglar thieves thief robbers; burglary theft broke break-in robbery stole;
	businessman entrepreneur executive; capacity seats holds; carrier airline; carry carried flies fly flew transport; compensate compensation pay paid;
	compensation pay paid damages payout sum; consequence result effect; crew staff sailors; cut cuts reduce reduced; damages compensation paid;
	debris wreckage remains; debt owed owes owe debts; destroy destroyed ruined burnt wrecked; disappear missing vanished disappeared; donor donors gift gave;
	drown drowned died; electricity power; escape escaped fled left flee; evacuate evacuated evacuation moved leave; expel expelled thrown;
	fare fares ticket price; fine fined penalty; flat apartment; flee fled escaped left; flight flights plane; fraud fraudulent cheated; fuel petrol gas;
	goalkeeper keeper; gunman attacker shooter; hacker hackers attackers; hack hacked attack cyberattack breach; headquarters offices office based; hike rise increase raised;
	home house; homeless homes displaced; house home; illegal unlawful against; investor investors shareholders; jobless jobs unemployed laid; keeper goalkeeper;
	land landed fell; landlord owner; layoff laid redundancies cut jobs; lift-off launch launched takeoff; loan lend lent borrowed; mandate term;
	merge merger takeover buy; merger takeover buy bought; military army troops; motive reason because; nominate nominated named chosen candidate; occupation sit-in occupied protest;
	occupy occupied sleeping sit-in; office headquarters offices; offer offered offers; outage blackout power; owe debt owed; own owns owned owner belongs bought; owner owns owned belongs bought;
	payout compensation paid pay; penalty fine fined; petrol fuel; poll survey; predecessor former previous before; previous predecessor former;
	ransom paid demanded payment; redundancy redundancies laid jobs cut; redundant laid cut jobs; replace replaced replaces successor succeeded succeed succeeds takes;
	replacement replace replaced successor; retire retired retirement; rob robbed robbery stole; robbery theft stole robbed; seat seats capacity; shareholder shareholders investors;
	shooter gunman attacker; soldier soldiers troops; steal stole stolen theft robbed; strike walkout walked strikers stoppage; succeed succeeded replaced replaces successor; successor replaced replace succeeded succeed;
	survey poll; takeoff lift-off launch take-off; takeover merger buy acquire bought; thief thieves burglars robbers; theft stole stolen robbery; ticket fare fares tickets;
	transfer signed signing fee; troops soldiers army military; unemployed jobless jobs; unlawful illegal; wage pay wages salary earn; wed married wedding; wedding married marry;
	weigh weighs tonnes kilos weight; weight weighs tonnes kilos; witness saw witnesses witnessed; worker dockers dockworkers miners; wreckage debris remains; zone zones area areas; fallen fell dropped declined down; risen rose increased up; grown grew rose increased; wife widow husband married; bury buried dug trapped; investigate examining looking; leak leaked published disclosed revealed stolen; miss missed overlooked ignored; overlook overlooked missed ignored; join joined joins signed; hacker hackers attackers intruders; intruder intruders hackers; trip journey; network system systems computers; spend set allocates; minute minutes`)

// answering reads entries that are separated by semicolons: a word, and those that
// answer to it. It is found by its stem.
func answering(s string) map[string][]string {
	out := map[string][]string{}
	for entry := range strings.SplitSeq(s, ";") {
		if ws := strings.Fields(entry); len(ws) > 1 {
			stem := text.Stem(ws[0], "")
			out[stem] = append(out[stem], ws[1:]...)
		}
	}
	return out
}
