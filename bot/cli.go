package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// cli is the command line.
type cli struct {
	Config string `help:"Settings, YAML; 'config example' prints a documented one." placeholder:"FILE"`
	Corpus string `help:"Articles: a folder of .txt, .md and .html files, or a .jsonl file. Without it the configured store; without settings the built-in seeds." placeholder:"PATH"`

	Run      runCmd      `cmd:"" default:"1" help:"Show the briefing and answer at a prompt (the default)."`
	Serve    serveCmd    `cmd:"" help:"Serve the page and the chat platforms, without a prompt."`
	Brief    briefCmd    `cmd:"" help:"Print the briefing."`
	Ask      askCmd      `cmd:"" help:"Answer a question."`
	Who      whoCmd      `cmd:"" help:"Print what a speaker said, or who said it."`
	Speakers speakersCmd `cmd:"" help:"Print everybody who is quoted."`
	Sources  sourcesCmd  `cmd:"" help:"Print the articles."`
	Figures  figuresCmd  `cmd:"" help:"Print every quantity with its variants."`
	Timeline timelineCmd `cmd:"" help:"Print what happens when."`
	Topics   topicsCmd   `cmd:"" help:"Print the topics of the briefing."`
	Batch    struct {
		Quotes batchQuotesCmd `cmd:"" help:"Articles in, their quotes out: {id, text} a line."`
		Brief  batchBriefCmd  `cmd:"" help:"Clusters in, their summaries out: {id, docs, budget_words} a line."`
		Ask    batchAskCmd    `cmd:"" help:"Questions in, passages out: {id, question, docs} a line."`
	} `cmd:"" help:"Serve programs: JSON Lines on standard input and output."`
	Verify   verifyCmd `cmd:"" help:"Check every quotation in a printed result against the stored bytes."`
	Settings struct {
		Check   configCheckCmd   `cmd:"" help:"Check a settings file."`
		Example configExampleCmd `cmd:"" help:"Print a documented settings file."`
	} `cmd:"" name:"config" help:"Check or print settings."`
	Slack struct {
		Manifest slackManifestCmd `cmd:"" help:"Print the manifest to create the Slack app from."`
	} `cmd:"" help:"Set up Slack."`
	Matrix struct {
		Verify       matrixVerifyCmd       `cmd:"" help:"Sign the bot's device, so that other people's clients trust it."`
		Status       matrixStatusCmd       `cmd:"" help:"Tell how the bot is connected, also while it runs."`
		Registration matrixRegistrationCmd `cmd:"" help:"Print the file that makes the bot an application service of its homeserver."`
	} `cmd:"" help:"Set up Matrix, or look at it."`
	Store struct {
		Copy    storeCopyCmd    `cmd:"" help:"Copy everything into another store."`
		Backup  storeBackupCmd  `cmd:"" help:"Write a copy of the store, while the bot runs."`
		Restore storeRestoreCmd `cmd:"" help:"Make the store of a backup."`
		Check   storeCheckCmd   `cmd:"" help:"Read the whole store and verify every text in it."`
	} `cmd:"" help:"Copy, back up, restore or check the store."`
	Status  statusCmd  `cmd:"" help:"Tell how the bot is: articles, sources, and every digest: when due, posted, how late, where, or why not."`
	History historyCmd `cmd:"" help:"Tell who changed which schedule, and how."`
	Health  healthCmd  `cmd:"" help:"Ask a running 'serve' whether it is well; for container health checks."`
	Version versionCmd `cmd:"" help:"Print the version and what was built in."`
}

// shell is what a command runs in.
type shell struct {
	ctx            context.Context
	config, corpus string
	env            []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// quit carries kong's exit code out of its callbacks.
type quit int

// run is the whole program. Errors that have been told already are silent.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("briefingbot"),
		kong.Description("The news briefing bot that only quotes."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(quit(code)) }),
		kong.UsageOnError(),
	)
	if err != nil {
		return fmt.Errorf("build the command line: %w", err)
	}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case quit:
			if p != 0 {
				err = silent{errors.New("bad command line")}
			}
		default:
			panic(p)
		}
	}()
	k, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w; 'briefingbot --help' lists the commands", err)
	}
	sh := &shell{ctx, c.Config, c.Corpus, env, stdin, stdout, stderr}
	if sh.config == "" {
		sh.config = sh.variable("BRIEFINGBOT_CONFIG")
	}
	return k.Run(sh)
}
