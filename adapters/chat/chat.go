// Package chat is the port between the bot and the chat platforms: a Command
// comes in, a Message goes out. It knows no platform and no news.
package chat

import "context"

// Command is something a person asked the bot, on any platform.
type Command struct {
	ID       string  // the platform's id of the event, unique on the platform: what retries are known by
	Text     string  // what was typed, without the bot's name or the command's prefix; hostile
	User     User    // who asked
	Channel  Channel // where, and in which thread
	Direct   bool    // a direct conversation with the bot
	Button   string  // the opaque id of the button pressed; Text is empty then
	ReplyTo  string  // the platform's id of the bot's message this answers or was pressed on; may be empty
	Attached string  // text of a message the question is about ("Who said this?"); hostile

	Mentioned []Channel // channels the text names, in order; Text has them as #name
	Root      string    // id of the thread the answer to it stands in or begins; empty for none
	Overheard bool      // in a thread the bot is in, but not addressed to it: an empty Message is no answer
}

// User is a person on a platform.
type User struct {
	ID    string
	Name  string
	Zone  string // IANA time zone, where the platform knows it
	Lang  string // ISO 639-1, where the platform knows it
	Admin bool   // may administer the bot
}

// Channel is a place messages are posted to.
type Channel struct {
	Platform string // "console", "slack", "matrix"
	Team     string // workspace or homeserver; may be empty
	ID       string
	Thread   string // id of the thread's root; empty for the channel itself
}

// Message is what the bot answers or posts. All text in it is inert: it is
// shown as it is and can neither format nor link nor notify. Escaping,
// splitting and limits are the adapter's.
type Message struct {
	Title   string  // the first line; for a notification it is all that is read
	Blocks  []Block // in order
	Rest    []Block // goes on in the thread beneath it, where there is one
	Private bool    // for the asker only, where the platform can
	Replace bool    // takes the place of the message whose button was pressed, where the platform can
}

// Empty reports whether there is nothing to show.
func (m Message) Empty() bool { return m.Title == "" && len(m.Blocks) == 0 }

// BlockKind says how a block is set.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading             // a section's name
	Quotation           // words of an article, with Source
	Bullet              // one entry of a list
	Table               // Rows; the first row is the head
	Buttons             // Choices
	Note                // small print: counts, corrections, what is missing
)

// Block is one part of a message.
type Block struct {
	Kind    BlockKind
	Runs    []Run     // of a paragraph, heading, quotation, bullet or note
	Source  []Source  // of a quotation: where its words stand
	Rows    [][][]Run // of a table: rows of cells of runs
	Choices []Choice  // of buttons
}

// Run is a stretch of inert text.
type Run struct {
	Text   string
	Link   string // http or https URL; anything else is dropped by the adapter
	Strong bool
}

// Source is a numbered citation of a quotation.
type Source struct {
	N     int    // the number on the page
	Label string // outlet and date, or the article's name
	URL   string // opens the article at the cited words; may be empty
	Quote string // the cited sentence, verbatim
}

// Choice is one button.
type Choice struct {
	Label string
	ID    string // opaque; comes back as Command.Button
	Role  Role   // how it is set; zero is an ordinary button
}

// Role is what a button is for, where the platform sets it apart.
type Role uint8

// The roles of a button.
const (
	Ordinary Role = iota
	Primary       // the one most will press
	Danger        // asks before it acts
	Useful        // praise; stands with NotUseful
	NotUseful
	Rare // few will press it; may stand in a menu with its like
)

// Handler answers a command. Handlers return, they never post.
type Handler func(context.Context, Command) Message

// Adapter connects one platform.
type Adapter interface {
	// Run answers commands until ctx ends.
	Run(ctx context.Context, h Handler) error
	// Post sends m to a channel once. key is the same for every try of the
	// same post. It returns the platform's id of the message.
	Post(ctx context.Context, to Channel, m Message, key string) (id string, err error)
}
