// Package schedule posts digests: on time, once, everywhere.
//
// Four nouns carry it. A [Plan] computes times: cron lines in a time zone, one
// run for every local time whatever the clocks do. The [Book] is where people
// keep schedules: it reads words ("weekdays 08:00 Europe/Rome", "ogni giorno
// feriale alle 8"), shows, saves, pauses and stops, and writes down who did
// what. The [Runner] makes a slot of every due time, has the caller make its
// digest, freezes the bytes and posts them part by part, effectively once; a
// [Crew] does its work, in this process or in any of several. The store beneath is the only memory: a process may end at any line, and any
// number of them may run.
//
//	var runner *schedule.Runner
//	wake := func() { runner.Wake() }
//	crew := schedule.NewHands(16, wake, log)                                   // one process, SQLite
//	crew, err := schedule.NewRiver(s.Pool(), schedule.RiverConfig{Log: log})   // or several, PostgreSQL
//	runner, err = schedule.NewRunner(schedule.RunnerConfig{Store: s, Make: make, Correct: correct, Crew: crew,
//		Exclusive: s.Pool() == nil, Platforms: map[string]chat.Delivery{"slack": adapter}, Alert: tellAdmins, Log: log})
//	book, err := schedule.NewBook(schedule.BookConfig{Store: s, Make: make, May: may, Topics: names, Wake: wake})
//	err = book.Configure(ctx, fromSettings) // the settings file's schedules, stored like everybody's
//	err = runner.Run(ctx)                   // until ctx ends and what is being sent is settled
//	m, ours := book.Answer(ctx, command)    // "schedule …", "pause until monday", "schedule status", and their buttons
//	registry.MustRegister(runner.Collectors()...)
//	runner.Alive()                          // for /livez; s.Ping(ctx) for /readyz
//	runner.ArticlesChanged()                // when articles were changed or withdrawn
//
// # What the caller makes
//
// [Make] writes a digest: func(ctx, Occasion) (Draft, error). The Occasion says
// which schedule, when it was due, and what was delivered to this channel
// before: Occasion.Since holds the last delivered digest with the passages it
// showed (article, span, SHA-256), Occasion.Seen every passage this channel has been
// shown lately, Occasion.Changed those that no longer stand in their article, or
// whose article was withdrawn, until a digest has told so. The Draft is the message, the passages it shows, and a payload of
// the caller's that comes back with the digest. An empty message is silence:
// the slot is settled as "nothing new". "Delayed from 08:00" is put on top here.
//
// [Correct], where it is set, writes the corrected message of a posted digest:
// func(ctx, Posted, []Change) (chat.Message, error). It takes the place of the
// post through chat.Editor.
//
// # Effectively once
//
// A slot is a schedule and a local date and time: one row, unique. Its states
// are due, frozen, then one of posted, refused, skipped, unclear. Each part of a
// frozen digest is planned, then sending, then posted, ambiguous or refused; no
// byte is sent before the row says sending, and what is ambiguous (or was sending when
// its process died) is looked for twice, half a minute apart, before it is
// sent again. So there is at most one visible copy, unless the platform hides an accepted
// post for longer than that.
package schedule
