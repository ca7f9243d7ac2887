package chat

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Panicked says that a handler panicked.
type Panicked struct {
	Word  string // what the panic says, if it is Go's own; anything else may hold somebody's text
	Stack string
}

func (e Panicked) Error() string { return "the handler panicked: " + e.Word }

// Ask calls h. Where h panics, m tells the person so and the error is a
// Panicked.
func Ask(ctx context.Context, h Handler, c Command) (m Message, err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		word := fmt.Sprintf("a %T", p)
		if own, ok := p.(runtime.Error); ok {
			word = own.Error()
		}
		m = Message{Title: "Something went wrong inside me. Please try again; the administrators find it in my log.", Private: true}
		err = Panicked{Word: word, Stack: string(debug.Stack())}
	}()
	return h(ctx, c), nil
}
