package quote

// given maps a first name to the gender it mostly goes with.
var given = gendered(`
	aaron abdullah abdul abe abraham adam adolfo adrian ahmed aiden alan albert alberto aldo alec alejandro alessandro alex
	alexander alexandre alexei alfonso alfred alfredo ali alistair allan allen alvin amir andre andrea andreas andrei andres andrew
	andy angel angelo anthony antoine anton antonio archie ari armando arnold arthur attilio austin barack barry bart ben benedict
	benito benjamin bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan byron
	caleb calvin cameron carl carlo carlos carter cesar chad charles charlie chester chris christian christophe christopher chuck clarence claude
	claudio clay cliff clifford clint clive colin connor corey cory craig curt curtis cyrus dale damian damon dan daniel daniele
	danny darrell darren dave david davide dean dennis denis derek devin dick diego dieter dmitri dmitry dominic don donald
	donnie doug douglas duane dustin dwayne dwight dylan earl ed eddie edgar eduardo edward edwin eli elias elijah elio elliot elliott elmer elon
	emanuel emanuele emil emilio emmanuel emmett enrico enrique eric erik ernest ernesto ethan eugene evan evgeny fabio federico
	felipe felix ferdinand fernando filippo floyd francesco francis francisco franco francois françois frank franklin fred freddie
	frederick gabriel gabriele garrett gary gavin geert gene geoff geoffrey george georges gerald gerard gerardo gerhard giacomo gianni
	gilbert giorgio giovanni giuliano giulio giuseppe glen glenn gonzalo gordon graham grant greg gregg gregory guido guillermo gus guy
	hamid hank hans harold harry harvey hassan hector heinz helmut henri henry herb herbert herman horace howard hubert hugh hugo
	hussein ian ibrahim ignazio igor imran ira isaac isaiah ismail ivan jack jackson jacob jacques jaime jake jamal james jamie jan jared jason
	javier jay jd jean-claude jean-luc jeb jeff jefferson jeffrey jeffery jerome jeremy jerry jesse jesus jim jimmy joachim joao joaquin joe joel johan
	johann john johnnie johnny jon jonah jonas jonathan jordan jorge jose josé josef joseph josh joshua juan julian julio jurgen justin
	karl keith ken kenneth kent kevin kirk klaus kofi konstantin kurt kyle lance larry lars laurence lawrence lee len leo leon leonard
	leonardo leonid leroy leslie lester lewis liam lindsey lloyd lorenzo lou louis luc luca lucas luciano luigi luis luiz luke luther lyndon malcolm
	manuel marc marcel marcello marco marcus mario mark marshall martin marty marvin massimo mathieu matt matteo matthew maurice maurizio
	mauricio mauro max maxime maxwell mehmet mel melvin michael michel michele mick miguel mike mikhail miles milton mitch mitchell
	mitt mohamed mohammad mohammed muhammad mustafa nate nathan nathaniel neal ned neil nelson newt nicholas nick nico nicola nicolas nicolás nigel
	nikolai nils noah noel norman oleg oliver olivier omar orlando oscar oswald otto owen pablo paolo pascal pat patrick paul pedro
	percy pete peter phil philip philippe phillip pier pierre pietro preston quentin rafael raffaele rahm ralph ramon rand randal randall randy raphael raul
	ray raymond recep reggie reid rene renato renzo reuben rex ricardo riccardo richard rick ricky rob robbie robby robert roberto robin rod
	roderick rodney rodrigo roger rohit roland roman romano ron ronald ronnie ross roy ruben rudolf rudy rudolph rupert russ russell rusty ryan salvatore
	salvador sam samuel sandro sanjay santiago scott sean sebastian sebastien serge sergei sergey sergio seth shane shannon shaun shawn shinzo sid sidney silvio simon
	simone spencer stan stanley stefan stefano stephen steve steven stuart sven sylvester tariq ted terence terrence terry thad theo theodore theresa thom
	thomas tilman tim timothy tobias todd tom tomas tommaso tommy tony travis trent trevor trey tyler tyrone ulrich umberto valerio vernon victor viktor vince
	vincent vincenzo vito vittorio vladimir volodymyr wade wallace walt walter warren wayne wendell wesley wilbur wilhelm will willem william
	willie winston wolfgang woodrow xavier xi yasser yitzhak yuri yusuf zach zachary zack zhang zoran`, `
	abby abigail ada adele adriana agnes aisha alessandra alexandra alexis alice alicia alina alison allison alma alyssa amanda amber amelia amina amy
	ana anastasia andrée angela angelina angie anita ann anna anne annette annie antonella antonia april ariana ashley astrid audrey aung ava barbara beatrice
	becky belinda bernadette bertha beth betsy bettina betty beverly bianca bonnie brenda bridget brigitte brittany brooke caitlin camilla camille candace candice carla
	carly carmen carol carole carolina caroline carolyn carrie caterina catherine cathy cecilia celia charlotte chelsea cheryl chiara chloe christiane
	christina christine christy cindy claire clara clare claudia colleen condoleezza connie consuelo cora cristina crystal cynthia daisy dana daniela
	danielle daphne darlene dawn debbie deborah debra delia denise desiree diana diane dianne dina dolores donna dora doris dorothy ebony edith
	edna eileen elaine eleanor elena eleonora elisa elisabeth elisabetta elise eliza elizabeth ella ellen elly elsa elsie emilia emily emma erica erika erin
	esther ethel eva eve evelyn faith fatima federica felicia fiona flora florence frances francesca frederica gabriela gabrielle gail geena
	georgia georgina geraldine gertrude gina ginger giorgia giovanna giulia glenda gloria grace greta gretchen gwen hannah harriet hazel heather heidi
	helen helena helga henrietta hilary hilda hillary holly hope huma ida ilaria imelda indira ines ingrid irene iris irma isabel isabella ivanka ivana
	ivy jackie jacqueline jade jan jane janet janice janine jasmine jean jeanette jeanne jen jenna jennifer jenny jess jessica jill jo joan
	joann joanna joanne jocelyn jodi jodie josephine joy joyce juanita judith judy julia juliana julie juliet june kamala karen karin karla kate
	katherine kathleen kathryn kathy katie katrina katy kayla keiko kellie kellyanne kelly kelsey kerry kimberly kim kirsten kirsty kris kristen kristin kristina
	kristine lana lara laura lauren laurie layla lea leah leila lena leslie letizia lidia lilian lillian lily linda lindsay lisa liz liza lois
	lola loretta lori lorraine louise lucia lucille lucy luisa lydia lynda lynn lynne mabel mackenzie madeleine madeline maggie malala mandy marcia margaret
	margarita margherita margot maria mariana marianne marie marilyn marina marine marion marissa marjorie marlene marsha martha martina mary maryam matilda maureen
	maxine maya megan meg megyn melania melanie melezia melinda melissa mercedes meredith mia michelle mildred mimi minnie minyon miriam moira mollie molly
	mona monica muriel myra nadia nadine nancy naomi natalia natalie natasha nellie nicole nicki nikki nina noelle nora noreen norma octavia olga olivia
	oprah ornella paige pam pamela paola pat patricia patsy patti patty paula pauline pearl peggy penelope penny petra phyllis polly priscilla priya
	rachel raffaella ramona raquel rebecca regina renee rhonda rita roberta robin romina rosa rosalind rose rosemary rosie roxanne ruby ruth sabrina sally
	samantha sandra sara sarah sasha savannah selena serena shannon sharon sheila shelby shelley sheri sherry sheryl shirley silvana silvia simona sofia
	sondra sonia sonya sophia sophie stacey stacy stefania stella stephanie sue susan susana susanna susannah susie suzanne sylvia tabitha tamara tammy tanya tara
	tasha tatiana teresa teri terri tess tessa thelma theresa therese tiffany tina toni tracey traci tracy trish trudy ursula valentina
	valerie vanessa vera verna veronica vicki vicky victoria viola violet virginia virna vivian wanda wendy whitney wilma winifred yolanda yvette yvonne zoe`)

func gendered(men, women string) map[string]byte {
	t := map[string]byte{}
	for w := range words(men) {
		t[w] = 'm'
	}
	for w := range words(women) {
		if t[w] == 'm' {
			t[w] = '?' // Robin, Leslie, Kim
		} else {
			t[w] = 'f'
		}
	}
	return t
}

// addresses and nouns that tell the gender of the person they stand before.
var sexed = gendered(`mr sir lord king prince father spokesman chairman congressman councilman businessman brother husband son
	uncle pope imam bishop cardinal archbishop actor baron count emperor herr monsieur signor pastor priest rabbi
	man boy widower boyfriend ex-husband salesman gentleman`, `mrs ms miss lady dame queen princess sister mother spokeswoman
	chairwoman congresswoman councilwoman businesswoman wife daughter aunt actress baroness countess signora madame frau woman
	girl widow girlfriend ex-wife niece ministra sindaca assessora senatrice deputata direttrice`)
