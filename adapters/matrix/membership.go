package matrix

import (
	"context"
	"errors"
	"slices"
	"strings"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// invited joins where it may. Other invitations are left alone: declining one
// would tell a stranger that somebody is here.
func (a *Adapter) invited(ctx context.Context, to id.RoomID, by id.UserID) {
	if from, err := a.deps.Memory.Load(ctx, a.key("successor", string(to))); err == nil && from != nil {
		a.upgraded(ctx, id.RoomID(from), to, by)
		return
	}
	if !a.listed(by) {
		if !a.note(ctx, to, by) {
			return // it waited before
		}
		a.count("matrix_invite_ignored")
		a.log.InfoContext(ctx, "matrix invitation is not accepted: add who sent it to matrix.inviters", "room", to, "by", by)
		return
	}
	if in, err := a.belongs(ctx, to); err == nil && in {
		if how, _, err := a.belonging(ctx, to); err == nil && how == event.MembershipJoin {
			return // it was accepted meanwhile
		}
	}
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := a.client().JoinRoomByID(ctx, to)
		return judge("join "+string(to), err)
	})
	if err != nil {
		a.count("matrix_join_failed")
		a.note(ctx, to, by)
		a.log.WarnContext(ctx, "matrix invitation cannot be accepted", "room", to, "error", err)
		return
	}
	a.count("matrix_joined")
	a.entered(ctx, to)
	a.offerCommands(ctx, to)
}

// listed reports whether who may invite. A room's id says nothing of who
// stands behind it, so it does not count.
func (a *Adapter) listed(who id.UserID) bool {
	_, server, _ := strings.Cut(string(who), ":")
	return slices.Contains(a.conf.Inviters, string(who)) || server != "" && slices.Contains(a.conf.Inviters, server)
}

// entered notes that the bot has joined a room.
func (a *Adapter) entered(ctx context.Context, to id.RoomID) {
	a.rooms.forget(to)
	a.note(ctx, to, "")
	a.noteRoom(ctx, to, true)
}

// left is told that the bot is no longer in a room. Some homeservers name the
// bot itself where it was removed soon after it had joined, so they are asked.
// What they cannot tell now they are asked again: see reconcile.
func (a *Adapter) left(ctx context.Context, from id.RoomID, how event.Membership, by id.UserID) {
	a.rooms.forget(from)
	a.note(ctx, from, "")
	if how != event.MembershipLeave && how != event.MembershipBan {
		return
	}
	if in, err := a.belongs(ctx, from); err == nil && !in {
		return // an invitation was withdrawn, or it is known
	}
	if by == a.client().UserID {
		var err error
		if how, by, err = a.belonging(ctx, from); err != nil || how == event.MembershipJoin {
			return
		}
	}
	a.tellGone(ctx, from, how, by)
}

func (a *Adapter) tellGone(ctx context.Context, from id.RoomID, how event.Membership, by id.UserID) {
	why := "removed"
	switch {
	case by == a.client().UserID:
		why = "my user has left it"
	case how == event.MembershipBan:
		why = "banned by " + string(by)
	case how == event.MembershipLeave && by != "":
		why = "removed by " + string(by)
	}
	a.count("matrix_removed")
	a.log.WarnContext(ctx, "matrix room has removed the bot", "room", from, "by", by, "how", how)
	if a.deps.Gone != nil {
		a.deps.Gone(ctx, channel(from), why)
	}
	a.noteRoom(ctx, from, false)
}

// belonging asks the homeserver whether the bot is in a room, and who had the
// last word on it: nobody, where it is not to know.
func (a *Adapter) belonging(ctx context.Context, in id.RoomID) (event.Membership, id.UserID, error) {
	var e *event.Event
	err := patiently(ctx, a.conf.Patience, func() (err error) {
		e, err = a.client().FullStateEvent(ctx, in, event.StateMember, a.conf.User)
		return judge("ask whether the bot is in "+string(in), err)
	})
	if errors.Is(err, mautrix.MForbidden) || errors.Is(err, mautrix.MNotFound) {
		return event.MembershipLeave, "", nil
	} else if err != nil {
		return "", "", err
	}
	return e.Content.AsMember().Membership, e.Sender, nil
}

// upgraded follows a room to its successor, once. Who may upgrade a room may
// take the bot along; the successor must say that it follows this room.
func (a *Adapter) upgraded(ctx context.Context, from, to id.RoomID, by id.UserID) {
	if to == "" {
		return
	}
	mark := a.key("moved", string(from))
	if before, err := a.deps.Memory.Load(ctx, mark); err != nil || before != nil {
		return
	}
	_, server, _ := strings.Cut(string(by), ":")
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := a.client().JoinRoom(ctx, string(to), &mautrix.ReqJoinRoom{Via: []string{server}})
		return judge("join "+string(to), err)
	})
	var made struct {
		Predecessor struct {
			RoomID id.RoomID `json:"room_id"`
		} `json:"predecessor"`
	}
	if err == nil {
		err = judge("ask what "+string(to)+" follows", a.client().StateEvent(ctx, to, event.StateCreate, "", &made))
	}
	var refused chat.Refused
	if errors.As(err, &refused) && refused.Reason == "M_FORBIDDEN" { // until somebody invites it there
		err = errors.Join(err, a.deps.Memory.Save(ctx, a.key("successor", string(to)), []byte(from), knownFor))
	}
	if err != nil || made.Predecessor.RoomID != from {
		a.count("matrix_upgrade_failed")
		a.log.WarnContext(ctx, "matrix room was upgraded, but cannot be followed: invite the bot to the new one", "from", from, "to", to, "error", err)
		return
	}
	a.entered(ctx, to)
	a.count("matrix_upgraded")
	if a.deps.Moved != nil {
		a.deps.Moved(ctx, channel(from), channel(to))
	}
	if err := a.deps.Memory.Save(ctx, mark, []byte(to), 0); err != nil {
		a.log.WarnContext(ctx, "matrix room upgrade is not remembered", "room", from, "error", err)
	}
	a.offerCommands(ctx, to)
}
