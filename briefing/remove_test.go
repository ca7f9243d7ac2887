package briefing

import "testing"

func TestRemove(t *testing.T) {
	c := NewCorpus(nil)
	for id, words := range map[string]string{
		"a": "The bridge was closed on Monday, the mayor of Aldmoor said.", "b": "The ferry to Carhaven sank at noon. “Nobody was hurt,” said Ruth Okafor, the harbour master.",
	} {
		c.Add(Read(Article{ID: id, Text: words}))
	}
	if a := c.Ask("Which ferry sank?", 5); !a.Found {
		t.Fatal("what is there is not found")
	}
	c.Remove("none")
	c.Remove("b")
	c.Remove("b")
	if a := c.Ask("Which ferry sank?", 5); a.Found {
		t.Errorf("what was removed answers: %+v", a.Citations)
	}
	if _, ok := c.Reading("b"); ok || len(c.Articles()) != 1 || c.Said("Okafor", "").Found {
		t.Errorf("%d articles; Okafor is quoted: %v", len(c.Articles()), c.Said("Okafor", "").Found)
	}
	c.Add(Read(Article{ID: "b", Text: "The ferry to Carhaven sank at noon."}))
	if a := c.Ask("Which ferry sank?", 5); !a.Found || len(c.Articles()) != 2 {
		t.Error("what came back is not found")
	}
}
