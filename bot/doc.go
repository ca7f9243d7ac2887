/*
Command briefingbot is a news briefing bot that only quotes. It condenses a
corpus of articles into a briefing, answers questions and tells who said what,
and every word of news it shows is a stretch of bytes of a stored article: it
can only point. This is the tour of the house, from the ground up.

# The newsroom: briefing/

Pure packages: articles in, passages out; no I/O, no clock, no log.

  - text takes one plain text apart: paragraphs and what they are (prose,
    heading, caption, appeal …), sentences, words, numbers, dates. All are spans
    of bytes; the text is never rewritten.
  - quote finds who said what in one text: words, speaker, cue.
  - search ranks sentences against a question and says how likely they answer it.
  - condense chooses the sentences that say what several articles agree matters,
    groups those that carry the same fact, and finds where they differ.
  - copies tells which articles are one wire story, as they arrive.
  - packed is the form in which what was dear to work out is kept, for the next start.
  - briefing is the newsroom's language: Article, Passage, Citation, Quote,
    Person, Fact, Topic, Briefing, Answer. A Corpus makes briefings and answers,
    and Verify proves a printed result against the stored bytes.

# The chat platforms: adapters/

  - chat is the port: a Command comes in, a Message goes out.
  - console, slack, … each render messages for one platform. Escaping, splitting
    and limits live there and nowhere else.

# The shores: bot/

  - ingest reads articles from folders and files, and what the web sends: feeds,
    sitemaps, pages. ingest/fetch is the web, guarded; ingest/watch looks after the
    sources and takes in what is new.
  - store remembers articles, schedules and deliveries, in SQLite or PostgreSQL.
  - schedule posts digests: on time, once, everywhere.
  - web is the page: the briefing, answers, any article with a passage marked, a
    feed, and all of it as JSON; beyond this machine behind signed links.

# The roof: this package

	cli.go          the command line; run is the whole program for a test
	commands.go     the verbs that print once; batch*.go serves programs, JSON Lines
	                in and out (lines.go)
	newsroom.go     opens the corpus (readings.go takes articles apart); saved.go keeps a
	                large one in a file beside the store, worked out, for the next start
	serve.go        opens the store, serves the page, runs the prompt (links.go makes
	                the addresses of the page that are given to people)
	away.go         what becomes of schedules whose channel moves or is left
	platforms.go    the chat platforms; rota.go the schedules; ops.go what an
	                operator watches
	sources.go      has the sources looked after, and changes them from chat; kin.go
	                counts the independent ones
	verbs.go        understands what somebody typed
	filter.go       from:, since: and the like; narrow.go answers within them
	reader.go       what one person was shown, watches and mutes: "anything new?"
	desk.go         answers it: the chat.Handler of every platform
	enquiry.go      what is asked of the newsroom, by chat and command line alike
	digest.go       what of a briefing is new to a channel; story.go what of that
	                is read in 90 seconds; since.go what has come since a printed one
	talk*.go        what "more" and "source 3" refer to; press.go the buttons
	compose*.go     the only files that speak both the newsroom's and the chat's
	                language: facts and quotes become messages

Arrows: this package imports everything; the newsroom, the adapters, config and
seeds do not know each other. wall_test.go is the judge.

# How to add a chat platform

In this order; what is forgotten, a test names.

  - Its folder under adapters, with an Adapter that passes chattest.Run. One that
    is a chat.Delivery, too (Freeze, SendOnce, Find), gets digests; chat.Once makes
    its Post of that, chat.Ruler splits what is long, chat.Visible shows what hides.
    What else a platform can do are small interfaces of chat: Editor, Linker, Namer,
    Steward, Whisperer.
  - In config: its struct, a field of Config for it, its settings in example.yaml
    and its channels in checkChannel (go test ./config -update takes the new name
    into the golden).
  - In platforms.go: opened, it goes into adapters and into rota.platforms.
  - In wall_test.go: what it may import, and that bot may import it.
  - In the README: a row.
*/
package main
