//go:build goolm

package matrix

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
)

// program is the real bot, as a process with a store of its own.
type program struct {
	t        *testing.T
	file     string // the binary
	settings string
	env      []string
	process  *exec.Cmd
	told     *tape
}

// tape is what a process says, to be read while it speaks.
type tape struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *tape) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

func (t *tape) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.String()
}

// newProgram builds the bot and writes its settings, for the homeserver at url.
func newProgram(t *testing.T, url string, env ...string) *program {
	t.Helper()
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	p := &program{t: t, file: filepath.Join(dir, "briefingbot"), settings: filepath.Join(dir, "briefingbot.yaml"), env: env}
	build := exec.Command("go", "build", "-tags", "goolm", "-o", p.file, "../../bot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the bot: %v\n%s", err, out)
	}
	yaml := fmt.Sprintf("data: %s\nweb: {listen: %q}\nmatrix: {enabled: true, homeserver: %q, user: %q, inviters: [\"localhost\"]}\n",
		filepath.Join(dir, "data"), freePort(t), url, theBot)
	if err := os.WriteFile(p.settings, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

func (p *program) command(args ...string) *exec.Cmd {
	c := exec.Command(p.file, append([]string{"--config", p.settings}, args...)...)
	c.Env = append(os.Environ(), p.env...)
	return c
}

// run runs one command to its end and returns what it printed.
func (p *program) run(args ...string) string {
	p.t.Helper()
	out, err := p.command(args...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// serve starts the bot.
func (p *program) serve() {
	p.t.Helper()
	p.process, p.told = p.command("serve"), &tape{}
	p.process.Stdout, p.process.Stderr = p.told, p.told
	if err := p.process.Start(); err != nil {
		p.t.Fatal(err)
	}
}

// stop ends the bot as an operator does.
func (p *program) stop() {
	p.t.Helper()
	if err := p.process.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := p.process.Wait(); err != nil {
		p.t.Errorf("the bot ended with %v\n%s", err, p.told)
	}
	p.process = nil
}

func (p *program) kill() {
	if p.process != nil {
		_ = p.process.Process.Kill()
		_ = p.process.Wait()
		if p.t.Failed() {
			p.t.Logf("the bot said:\n%s", p.told)
		}
		p.process = nil
	}
}

// TestTheProgram goes from nothing to conversations in a plain and in an
// encrypted room, as the README tells it, with the program itself.
func TestTheProgram(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice", "bob")
	var others []*person
	for _, name := range []string{"carol", "dave", "erin", "frank"} {
		d.account(t, name)
		others = append(others, newPerson(t, d, name))
	}
	p := newProgram(t, d.url, "MATRIX_PASSWORD="+password("bot"))
	if out := p.run("matrix", "verify"); !strings.Contains(out, "Recovery key") {
		t.Fatalf("verify: %s", out)
	} else {
		lines := strings.Split(strings.TrimSpace(out), "\n")
		p.env = append(p.env, "MATRIX_RECOVERY_KEY="+lines[len(lines)-1])
	}
	secrets := p.env
	p.env = nil // to look at the store takes none
	if out := p.run("matrix", "status"); !strings.Contains(out, "verified     yes") || !strings.Contains(out, "last sync    never") {
		t.Errorf("status before: %s", out)
	}
	p.env = secrets
	p.serve()
	alice, bob := newPerson(t, d, "alice"), newPerson(t, d, "bob")
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) {
			in := talkInGroup(t, alice, bob, encrypted)
			everyVerb(t, alice, others, in)
			p.kill() // what is asked meanwhile is answered when it runs again
			question := alice.say(t, in, "!briefing topics", nil)
			p.serve()
			if a := alice.answer(t, question); !strings.Contains(a.text(), "Olympic security") {
				t.Errorf("topics are %s", a.text())
			}
		})
	}
	patient(t, "status of two rooms", func() bool {
		out := p.run("matrix", "status")
		return strings.Contains(out, "2, 1 of them encrypted") && strings.Contains(out, "ago)") && strings.Contains(out, "device       ") && strings.Contains(out, "verified     yes")
	})
	if sent := alice.types(); sent["m.room.encrypted"] == 0 {
		t.Error("nothing came encrypted")
	}
	p.stop()
}

// talkInGroup holds one conversation of every kind of turn in a room of three.
func talkInGroup(t *testing.T, alice, bob *person, encrypted bool) id.RoomID {
	in := alice.room(t, encrypted, theBot)
	bob.join(t, alice, in)

	question := alice.say(t, in, "!briefing", nil)
	answer := alice.answer(t, question)
	if !strings.Contains(answer.text(), "“") && !strings.Contains(answer.text(), "> ") {
		t.Errorf("the briefing quotes nothing: %s", answer.text())
	}
	follow := func(who *person, text string, about id.EventID) message {
		t.Helper()
		return who.answer(t, who.say(t, in, text, map[string]any{"m.relates_to": inThread(string(about), string(about))}))
	}
	if source := follow(alice, "source 2", question); !strings.Contains(source.text(), "2") {
		t.Errorf("source 2 is %s", source.text())
	}
	asked := alice.say(t, in, "!briefing how many officers", nil)
	if a := alice.answer(t, asked); !strings.Contains(a.text(), "officers") {
		t.Errorf("the answer is %s", a.text())
	}
	mention := bob.say(t, in, "bot: who", map[string]any{"m.mentions": map[string]any{"user_ids": []string{string(theBot)}}})
	first := bob.answer(t, mention)
	if first.pressable("➡️") {
		before := first.text()
		bob.press(t, in, first.ID, "➡️")
		patient(t, "second page", func() bool { return bob.shown(first.ID) != before })
	} else {
		t.Errorf("who has no second page: %s", first.text())
	}
	alice.say(t, in, "* !briefing who is Piantedosi", map[string]any{"m.new_content": map[string]any{"msgtype": "m.text", "body": "!briefing help"},
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": asked}})
	officers := alice.answer(t, asked)
	patient(t, "edited answer", func() bool { return strings.Contains(strings.ToLower(alice.shown(officers.ID)), "help") })
	if _, err := alice.RedactEvent(t.Context(), in, asked); err != nil {
		t.Fatal(err)
	}
	patient(t, "retraction", func() bool {
		got, err := alice.GetEvent(t.Context(), in, officers.ID)
		return err == nil && got.Unsigned.RedactedBecause != nil
	})
	return in
}

// everyVerb has several people, because nobody may ask too much in a minute, say
// what can be said in a thread, and looks for a word of each answer.
func everyVerb(t *testing.T, alice *person, others []*person, in id.RoomID) {
	root := alice.say(t, in, "!briefing help", nil)
	alice.answer(t, root)
	for n, verbs := range [][][2]string{
		{{"speakers", "Piantedosi"}, {"more", "· back"}, {"back", "· more"}, {"page 2", "· back"}, {"source 1", "1"}, {"sources", "1"}, {"status", ""}},
		{{"briefing", "“"}, {"short", "“"}, {"ask how many officers are there", "officers"}, {"ask --explain officers", "officers"}, {"who Tajani", "Tajani"}, {`who said "ICE"`, "ICE"}, {"share", ""}},
		{{`verify "words nobody has printed anywhere"`, "Not in the corpus"}, {"figures", "6,000"}, {"timeline", "20"}, {"topics", "Olympic security"}, {"anything new?", ""}, {"translate to Italian", ""}, {"schedules", ""}},
		{{"watch Tajani", "Tajani"}, {"unwatch Tajani", ""}, {"mute weather", "weather"}, {"unmute weather", ""}, {"help", "source"}, {"xyzzy plugh?", ""}},
	} {
		who := others[n%len(others)]
		who.join(t, alice, in)
		for _, c := range verbs {
			question := who.say(t, in, "!briefing "+c[0], map[string]any{"m.relates_to": inThread(string(root), string(root))})
			if a := who.answer(t, question); a.text() == "" || !strings.Contains(a.text(), c[1]) || strings.HasPrefix(a.text(), "That was a lot") {
				t.Errorf("%s: %s", c[0], a.text())
			}
		}
	}
}

// message is a message of the bot as a person has it.
type message struct {
	*event.Event
}

func (s message) text() string { b, _ := s.Content.Raw["body"].(string); return b }

func (s message) pressable(key string) bool { return strings.Contains(s.text(), key) }

// answer waits for the bot's reply to an event.
func (p *person) answer(t *testing.T, question id.EventID) message {
	t.Helper()
	var found *event.Event
	patient(t, "answer to "+string(question), func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, e := range p.heard {
			r := relates(e.Content.Raw)
			reply, _ := r["m.in_reply_to"].(map[string]any)
			if e.Sender == theBot && reply["event_id"] == string(question) {
				found = e
				return true
			}
		}
		return false
	})
	return message{found}
}

// shown is the wording of a message after its edits.
func (p *person) shown(posted id.EventID) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := ""
	for _, e := range p.heard {
		if e.ID == posted {
			text, _ = e.Content.Raw["body"].(string)
		} else if r := relates(e.Content.Raw); r["rel_type"] == "m.replace" && r["event_id"] == string(posted) {
			inner, _ := e.Content.Raw["m.new_content"].(map[string]any)
			text, _ = inner["body"].(string)
		}
	}
	return text
}

func (p *person) press(t *testing.T, in id.RoomID, posted id.EventID, key string) {
	t.Helper()
	if _, err := p.SendReaction(t.Context(), in, posted, key); err != nil {
		t.Fatal(err)
	}
}

// join joins a room of somebody else's.
func (p *person) join(t *testing.T, host *person, in id.RoomID) {
	t.Helper()
	if _, err := host.InviteUser(t.Context(), in, &mautrix.ReqInviteUser{UserID: p.UserID}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.JoinRoomByID(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	patient(t, "news of who joined", func() bool {
		return host.states.IsInRoom(t.Context(), in, p.UserID) && p.states.IsInRoom(t.Context(), in, theBot)
	})
}

// types counts what the homeserver sent of others, by type.
func (p *person) types() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := map[string]int{}
	for _, kind := range p.wire {
		n[kind]++
	}
	return n
}
