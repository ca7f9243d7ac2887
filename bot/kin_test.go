package main

import (
	"context"
	"fmt"
	"testing"

	"briefingbot/briefing"
)

func TestKin(t *testing.T) {
	var all []*briefing.Article
	wire := "The bridge of Aldmoor was closed on Monday after engineers found a crack in the second pillar of it. " +
		"“We will not reopen it before April,” said the mayor, who asked the council for four million euros and for patience of the commuters."
	for i := range 10 {
		all = append(all, &briefing.Article{ID: fmt.Sprint("wire", i), Text: fmt.Sprintf("Paper %d. ", i) + wire})
	}
	all = append(all, &briefing.Article{ID: "own", Text: "Divers who went down to the river on Sunday night say that the crack is as wide as a thumb and as long as a boat."})
	k := newKin()
	if _, ok := k.independent(all); ok {
		t.Error("known before it was learnt")
	}
	k.learn(t.Context(), all)
	if n, ok := k.independent(all); !ok || n != 2 {
		t.Errorf("%d independent sources, %v", n, ok)
	}
	own := &briefing.Article{ID: "wire3", Text: "Something else entirely stands in this paper now, because its editor has written a story about the museum instead."}
	k.add(own, true)
	all[3] = own
	if n, ok := k.independent(all); !ok || n != 3 {
		t.Errorf("%d independent sources after a change, %v", n, ok)
	}
	if _, ok := k.independent(append(all, &briefing.Article{ID: "new"})); ok {
		t.Error("an article that was not learnt is known")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	k = newKin()
	if k.learn(ended, all); k.whole {
		t.Error("learnt after the end")
	}
}
