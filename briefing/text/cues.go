package text

import "strings"

// sign is what a word or phrase suggests about the sentence it stands in.
type sign uint32

const (
	address     sign = 1 << iota // speaks to the reader, or of the outlet as "we"
	money                        // support, subscription, newsletter, cookies: what appeals are about
	appeals                      // a phrase that hardly ever stands in news
	reports                      // reporting verb, agency: somebody is quoted
	dated                        // month, weekday
	stamped                      // a word of date stamps and reading times
	network                      // a share button
	rights                       // copyright phrases
	picture                      // picture agencies and words of credits
	authors                      // phrases of bylines and credits of reporters
	onward                       // phrases of links and buttons
	hints                        // a phrase of appeals that also stands in news
	captions                     // a phrase a caption begins with
	notices                      // a phrase of error messages and forms
	buttonLeads                  // a phrase a button or link begins with
	crawls                       // a word of the notes that web archives put on pages
	archives                     // a word of such notes that also stands elsewhere
	toReader                     // speaks to the reader
	lists                        // a phrase that announces links
	banners                      // a phrase that names who paid for what follows
)

// phrase is the rest of a cue that begins with the word it is filed under.
type phrase struct {
	rest []string
	sign sign
}

// cue is what is known of one folded word.
type cue struct {
	sign    sign
	phrases []phrase
}

// cues holds all signs by their first word.
var cues = func() map[string]cue {
	m := map[string]cue{}
	for s, list := range cueWords {
		for w := range set(list) {
			c := m[w]
			c.sign |= s
			m[w] = c
		}
	}
	for s, list := range cuePhrases {
		for p := range strings.SplitSeq(list, ",") {
			ws := strings.Fields(p)
			if len(ws) == 0 {
				continue
			}
			for i := range ws {
				ws[i] = Fold(ws[i])
			}
			c := m[ws[0]]
			if len(ws) == 1 {
				c.sign |= s
			} else {
				c.phrases = append(c.phrases, phrase{ws[1:], s})
			}
			m[ws[0]] = c
		}
	}
	return m
}()

var cueWords = map[sign]string{
	address: `you your yours our we ours tuo tua tuoi nostro nostra nostri nostre vostro vous votre notre nos ihre unsere unser
		nuestro nuestra you're you'll you've we're we've we'll`,
	toReader: `you your yours you're you'll you've please tuo tua tuoi vous votre ihre`,
	money: `donate donation donations donating contribute contribution contributions subscribe subscription subscriptions subscriber
		subscribers subscribing newsletter newsletters cookie cookies inbox paywall paywalls journalism membership consent privacy
		unsubscribe adblock adblocker app notifications email login password account javascript browser ads advertising
		advertisers abbonati abbonamento abbonamenti donazione dona sostieni iscriviti consenso giornalismo abonnement
		page pages website websites site sites click clicking tweet tweets retweet embed link links button code subscriber settings spam folder
		zipcode robot captcha player multimedia notification verification download downloads widget checkbox username please device devices
		abonnez cookies journalisme suscribete suscripcion boletin periodismo abonnieren spende spenden`,
	crawls: `crawl crawls crawler crawlers crawling wayback heritrix warc warcs webcrawl webcrawls seedlist`,
	archives: `archive archives archiving archived url urls webpages pages collection collections web websites sites software alexa
		captures seed data dataset embeds robots`,
	reports: `said says told according announced stated denied warned added reported argued claimed insisted confirmed testified
		declared explained disse detto dichiarato affermato spiegato secondo sagte erklarte declare affirme explique dijo afirmo
		police officials prosecutors court ministry minister president senator spokesman spokeswoman spokesperson`,
	dated: `monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
		november december jan feb apr jun jul aug sept sep oct nov dec lunedi martedi mercoledi giovedi venerdi sabato domenica
		gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre yesterday`,
	stamped: `date published updated posted modified created last first on at am pm et est edt gmt utc cet bst cst pst pt ct ist ago
		hour hours hr hrs minute minutes min mins day days week weeks read reading time mon tue tues wed thu thur thurs fri sat sun
		may today yesterday pubblicato aggiornato il alle ore aggiornamento ultima modifica publie le mis jour a veroffentlicht
		aktualisiert uhr am publicado actualizado el las de data ultimo h newest revised`,
	network: `facebook twitter whatsapp linkedin reddit telegram pinterest flipboard instagram youtube tiktok messenger bluesky threads
		mastodon email print share tweet copy link save bookmark x sms viber pocket comment comments rss line gmail shares likes views retweets replies reactions
		condividi stampa copia partager imprimer compartir teilen drucken`,
	picture: `pic chart photo photos photograph image picture getty afp epa ansa shutterstock alamy istock lapresse imago pixabay unsplash
		foto photographer xinhua zuma bloomberg handout credit credits copyright immagine fotogramma wireimage illustration illustrations graphic graphics infographic`,
}

// cuePhrases are separated by commas; their words are folded.
var cuePhrases = map[sign]string{
	appeals: `thanks for reading, thank you for reading, our live blog, our live coverage, want to hear from you, free articles left, articles left this, free stories left, preferred source on, add us as, member from just, consider chipping in, register or sign in, sign in or register, free to read, pay for local news, browser is out of date, buy us a coffee, get in touch, have you been affected, are you affected, were you there, breaking news notifications, news notifications, tap the bell, value what we do, appreciate what we do, monthly gift, keep up with the latest, keep up to date, in your area, by accepting cookies, like this sign up, stories like this, stories that matter, delivered weekday, agree to the terms, read and agree, check back soon, check back for, check back later, news video and analysis, sign up you agree, get push notifications, your support helps, your support makes, your support allows, make a donation, make a contribution,
		make a tax deductible, donate now, donate today, donate here, please donate, consider donating, consider supporting,
		consider subscribing, consider making, support now, support independent journalism, support local journalism,
		support quality journalism, help keep our, keep our journalism, reader supported, reader funded, from as little as,
		subscribe now, subscribe today, subscribe here, subscribe to our, subscribe to get, subscribe to read,
		subscribe to continue, sign up for our, sign up to our, sign up for free, sign up to get, sign up to receive,
		sign up here, sign up now, sign up today, sign up below, we use cookies, accept cookies, cookie policy, cookie settings,
		cookie preferences, cookie notice, manage cookies, manage preferences, manage consent, our privacy policy,
		terms and conditions apply, unsubscribe at any, unsubscribe anytime, opt out at any, cancel anytime, cancel at any,
		already a subscriber, already a member, already subscribed, already have an account, not a subscriber,
		don't have an account, log in or, sign in or, create an account, create a free account, register for free, register now,
		register or, to continue reading, to read the full, unlock this, unlock all, unlimited digital access, get access,
		premium article, subscriber only, subscribers only, exclusive to subscribers, members only, become a subscriber,
		become a supporter, become a patron, join the conversation, download our, download the app, get our app, get our newsletter, get our free, use our app,
		our free app, our mobile app, turn off your ad, disable your, allow notifications, enable notifications,
		turn on notifications, breaking news alerts, get breaking news, get alerts, stay up to date, don't miss a,
		don't miss out, be the first to know, enable javascript, javascript is disabled, browser does not support, follow us,
		our newsletter, our newsletters, our morning, our whatsapp, our telegram, our youtube, our facebook, our podcast,
		listen to our, subscribe on, have your say, got a tip, got a story, have a tip, have a story, if you have a story,
		personalised advertising, withdraw your consent, we and our,
		articles remaining, article limit, gift articles, limited time offer, off your first, try it free, our journalism,
		sister site, affiliate links, earn a commission, earn commission, affiliate commission, may receive a commission,
		iscriviti alla, iscriviti al, iscriviti ora, iscriviti qui, iscriviti gratis, abbonati a, abbonati ora, abbonati per,
		abbonati subito, sostieni il, sostieni l, sostienici, accetta tutti, accetta e, rifiuta tutti, utilizziamo i cookie,
		utilizziamo cookie, questo sito utilizza, questo sito usa, informativa sulla privacy, privacy policy,
		continua a leggere con, sei gia abbonato, gia abbonato, hai gia un account, scarica l app, scarica la nostra,
		seguici su, seguici anche, riservato agli abbonati, la tua casella, tua donazione, abonnez vous, inscrivez vous,
		nous utilisons des cookies, deja abonne, reserve aux abonnes, pour lire la suite, suscribete a, suscribete para,
		utilizamos cookies, nuestro boletin, wir verwenden cookies, jetzt abonnieren, newsletter abonnieren, abonnieren sie,
		unterstutzen sie`,
	hints: `our work possible, make our work, makes our work, powers our, keeps our, funds our, fuels our, sustains our, don't miss, biggest stories, biggest headlines, top headlines, top stories, pass it on, to a friend, with a friend, preferred source, support our work, funded by readers, readers like, want more, like what you, has ended, upgrade now, request a correction, correction request, on google news, our editors, this article in full, the full article, if you value, if you enjoy, enjoying our, update your browser, join them, your experience, what you need today, early morning email, email notifications, notifications are only, once a day, new matching items, would you like to, location history, terms apply, as an interest, you've reached your, you have reached your, our partners, our privacy, our terms, terms of use, terms of service, manage your, create your, register to,
		for members, join us, join our, our app, app store, google play, your browser, our team, our mission, our readers,
		tell us, contact us, email us, send us, write to us, let us know, do you have a, in the comments, your email,
		email address, enter your, your personal data, your data, your consent, thank you for, thanks for, per month,
		a month for, save up to, follow the, follow our, get the latest, get the app, log in to, login to, sign in to,
		your subscription, your contribution, full access, exclusive access to, unlimited access, to unlock, unlock the,
		all cookies, use of cookies, using cookies, uses cookies, accept all, reject all, quality journalism,
		independent journalism, premium content, free trial, our coverage, our journalists, our reporters, our reporting,
		our newsroom, our free, our daily, our weekly, support us, support our, help us keep, help us tell, help us continue,
		please consider, push notifications, special offer, your generosity, per continuare a leggere, scarica l, subscribe for,
		subscribe to the, subscribe and, by signing up, by subscribing, by submitting, by continuing, by clicking,
		by registering, by using this, signing up, you agree to, you consent to, you accept, ad blocker, adblocker,
		people like you, readers like you, cancel any time, to keep reading, start your, join thousands, stay informed,
		never miss, daily newsletter, weekly newsletter, free newsletter, whatsapp channel, telegram channel, tuo sostegno,
		tuo contributo, nostri partner, nostro canale, for subscribers, nostra newsletter, personalised ads, personalized ads,
		legitimate interest, articolo riservato, contenuto riservato, wherever you get your, into your inbox, in your inbox,
		to your inbox, free article, free articles, become a member, sign up for the, sign up to the, your support is,
		your support means, your donation, gift this, like us on, find us on, javascript to`,
	lists: `you may also like, you might also like, you may like, you may also be interested in, you might also be interested in, you might be interested in,
		you may be interested in, you may have missed, in case you missed it, most read, most popular, most viewed, most watched, most shared, more on this story,
		more on this, more from, more stories, more news, related stories, related articles, related news, related content, related coverage, related reading,
		related links, related, further reading, recommended, recommended for you, recommended reading, recommended stories, read more, read also, read next, see also,
		also read, also on, editor's picks, editors picks, top stories, trending, trending now, popular now, popular stories, leggi anche, vedi anche, articoli correlati,
		potrebbe interessarti, ti potrebbe interessare, potrebbero interessarti, i piu letti, what to read next, what others are reading, others are reading, elsewhere on`,
	banners: `sponsored content, sponsored post, sponsored by, sponsor content, paid content, paid post, paid partnership, partner content,
		brought to you by, presented by, in partnership with, ad feature, advertisement feature, advertiser content, promoted content,
		promoted by, paid for by, in association with, contenuto sponsorizzato, in collaborazione con`,
	buttonLeads: `click here, click on, click to, tap here, tap to, view all, see all, show all, learn more, find out more, read the full,
		watch the full, listen to the full, return to the page, skip to, back to top, read more about, read more on, see more of, see more on,
		follow live, clicca qui, scopri di piu, leggi l articolo`,
	captions: `open image in gallery, view image in fullscreen, view image in, image caption, file photo, file picture,
		file image, file pic, in this photo, in this image, in this file, in this still, in this undated, in this handout, pictured, photo caption,
		photo shows, nella foto, foto d archivio, this photo provided, this image provided, this undated photo, a file photo, a file image,
		a general view of, enlarge this image, toggle caption, hide caption, media caption, skip advertisement, didascalia`,
	notices: `prices were correct, prices are correct, prices correct at, correct at the time, correct at time, not a robot, try again later, please try again, error has occurred, error occurred, something went wrong, page not found,
		not publicly accessible, is not available right, javascript to play, javascript to view,
		turn on javascript, javascript enabled, javascript must, flash player, adobe flash, html5 video, upgrade to a modern browser, unsupported browser,
		spam or junk, junk folder, spam folder, invalid email, skip ad, ad loading, please enter, please verify,
		please confirm, please purchase, please log, please sign, please subscribe, please enable, please disable, please refresh, please contact, subscription is required,
		purchase a subscription, must select, zip code is, zipcode is, you must be logged, already voted, your comment, your reaction, your password, your account, your session, successfully subscribed, rating is available, this video is, video is unavailable, this content is not,
		loading content, order reprints, order presentation ready, copies for distribution, reprints and permissions, copied to clipboard,
		protected by recaptcha, loading comments, responsible for the content of external, responsible for all content, support from private foundations,
		purchase licensing rights, opens new tab, not investment advice, not financial advice, comments are closed, comments are moderated, comments may be, terms apply`,
	rights: `all rights reserved, rights reserved, may not be published, may not be reproduced, may not be republished, may not be copied,
		without the written permission, without the express, reproduction prohibited, unauthorized reproduction, riproduzione riservata,
		tutti i diritti riservati, diritti riservati, tous droits reserves, alle rechte vorbehalten, derechos reservados, todos los derechos, copyright c`,
	picture: `ap photo, file photo, file image, file picture, file pic, stock photo, photo by, photo credit, photo courtesy, image credit, picture credit, courtesy of, getty images, image source, image copyright,
		associated press, reuters file, foto di, foto ansa, crediti foto, credit foto, credito fotografico, credit photo, via reuters, via ap, via getty, afp via, pool photo, press association, pa wire, pa images, pa media, screen grab, screengrab`,
	authors: `translated by, follow him on, follow her on, follow me on, reporting by, editing by, written by, posted by, compiled by, additional reporting, with reporting, contributed reporting, contributed to this report, contributed to this story, contributed to this article, contributed to the report, writing by, edited by, produced by,
		staff writer, staff writers, staff reporter, staff and agencies, news desk, web desk, senior correspondent, political correspondent, is a reporter, is a journalist, is a staff, is a correspondent, is a freelance, is a senior, is the author of, can be reached at, on twitter at, with files from, with agencies, with inputs from, a cura di, redazione, correspondent reports, agency reports, correspondent reported`,
	onward: `gift this article, gift article, key events, show key events only, your privacy choices, text size, pin it, buy tickets, from our partners, you may also be interested in, you might also be interested in, you might be interested in, you may be interested in, you may have missed, in case you missed it, most read, related reading, related links, further reading, recommended stories, popular now, popular stories, what to read next, next article, previous article, next story, previous story, save for later, save this, save article, explore more, explore more on these topics, explore, more to explore, opens in new window, in new window, jump to comments, full story, the full story, contact us, about us, privacy policy, cookie policy, terms of use, terms of service, terms and conditions, sign in, sign up, log in, log out, login, register, subscribe, newsletter, newsletters, donate, menu, search, home, faq, help, accessibility, careers, advertise, advertise with us, site map, sitemap, privacy, cookies, edition, close, accept, decline, next, previous, read more, listen to this, listen to this article, listen to the article, watch the full, read next, read also, also read, read the full, read full, read it here, read the rest, read the original,
		read on, see also, see more, view more, view all, see all, show more, show all, load more, learn more, find out more,
		click here, click to, click on the, tap here, tap to, swipe, scroll down, scroll to, continue reading, continue to,
		keep reading, story continues, article continues, content continues, below advertisement, after advertisement,
		advertisement, sponsored, promoted, related, related articles, related stories, related content, related topics,
		related news, related coverage, more on this, more on, more from, more stories, more news, most read, most popular,
		most viewed, most watched, most shared, trending, trending now, recommended, recommended for you, recommended reading,
		you may also like, you might also like, you may like, don't miss, editor's picks, editors picks, top stories,
		latest news, latest stories, up next, back to top, return to, skip to, jump to, watch the video, watch video, watch now,
		watch live, play video, watch, listen, video, gallery, in pictures, photos, slideshow, share this, share on,
		share article, share via, share, tweet this, copy link, link copied, print this, email this, view comments,
		leave a comment, post a comment, add a comment, comments are, comments, show comments, hide comments, load comments,
		report a typo, report this ad, report an error, table of contents, view gallery, view image, open image, image in,
		full screen, fullscreen, follow topics, filed under, tagged, tags, topics, categories, leggi anche, leggi tutto,
		leggi di piu, leggi l articolo, guarda il video, guarda anche, vedi anche, continua a leggere, articoli correlati,
		potrebbe interessarti, ti potrebbe interessare, condividi su, condividi, pubblicita, torna su, lire aussi, a lire aussi,
		lire la suite, voir aussi, partager, lee tambien, leer mas, ver mas, te puede interesar, compartir, lesen sie auch,
		mehr zum thema, weiterlesen, anzeige, teilen`,
}

// commands are verbs that bid the reader of a page do something.
var commands = set(`subscribe sign join donate support help register download follow tap click get stay enter update upgrade buy give become read
	watch listen explore discover learn see share save browse visit contact email send tell keep enjoy start try choose unlock create log
	iscriviti abbonati scopri leggi guarda segui scarica abonnez inscrivez suscribete`)
