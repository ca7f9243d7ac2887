package condense

import (
	"cmp"
	"slices"
)

// Facts groups the prose sentences of the articles. Every one is in exactly one
// fact; most facts have one sentence. Facts come with the most sources first,
// then in order of dates and articles, whatever the order of docs.
func (c *Cluster) Facts() []Fact {
	if len(c.sentences) == 0 {
		return nil
	}
	e := &evidence{c: c}
	groups := e.group(c.links(e))
	out := make([]Fact, 0, len(groups))
	for _, g := range groups {
		f := Fact{Best: c.sentences[c.best(g)].ref, Sources: c.sources(g)}
		refs := slices.Clone(g)
		slices.SortFunc(refs, func(i, j int) int { return c.sentences[i].ref.compare(c.sentences[j].ref) })
		f.Refs, f.Origins = make([]Ref, len(refs)), make([]int, len(refs))
		for n, i := range refs {
			f.Refs[n], f.Origins[n] = c.sentences[i].ref, c.family[c.sentences[i].doc]
		}
		if len(g) > 1 {
			f.Conflicts = e.conflicts(g)
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Fact) int { return cmp.Compare(b.Sources, a.Sources) })
	return out
}

func (a Ref) compare(b Ref) int {
	return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Sentence, b.Sentence))
}

// group puts every sentence with the one that most families agree with. All
// members of a group are linked to that one, and what is linked by a part of it
// only must also be linked to half of the others, so that a sentence of two
// facts does not make them one.
func (e *evidence) group(links [][]link) [][]int {
	c := e.c
	taken := make([]bool, len(c.sentences))
	var groups [][]int
	for _, hub := range c.hubs(links) {
		if taken[hub] || c.copied(hub) {
			continue
		}
		taken[hub] = true
		g := []int{hub}
		near := slices.Clone(links[hub])
		slices.SortStableFunc(near, func(a, b link) int { return cmp.Compare(b.strength, a.strength) })
		for _, partial := range [...]bool{false, true} {
			for _, l := range near {
				if !taken[l.to] && l.partial == partial && (!partial || agreement(links[l.to], g) >= len(g)/2) && !e.barred(l.to, g) {
					taken[l.to] = true
					g = append(g, l.to)
				}
			}
		}
		groups = append(groups, g)
	}
	groups = c.withCopies(e.adopt(groups, links))
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

// barred reports whether a sentence says something else than a member of a
// group, like as the two may be. What it contradicts does not bar it.
func (e *evidence) barred(i int, group []int) bool {
	return slices.ContainsFunc(group[:min(len(group), membersAsked)], func(j int) bool {
		if e.c.sentences[i].doc == e.c.sentences[j].doc {
			return false
		}
		_, _, v := e.contest(i, j)
		return v == different || e.tolls(i, j) == different || v == compatible && e.otherPredicate(i, j)
	})
}

const membersAsked = 16 // of a group, before a sentence is put to it

// hubs returns the sentences by how many families agree with them.
func (c *Cluster) hubs(links [][]link) []int {
	type hub struct {
		sentence int
		families int
		strength float64
	}
	voices := make([][]int, len(c.sentences)) // families that say it word for word
	for i := range c.sentences {
		o := c.sentences[i].copyOf
		if f := c.family[c.sentences[i].doc]; !slices.Contains(voices[o], f) {
			voices[o] = append(voices[o], f)
		}
	}
	hubs := make([]hub, len(c.sentences))
	met := map[int]bool{}
	for i := range c.sentences {
		h := hub{sentence: i, families: len(voices[i])}
		if len(links[i]) > 0 {
			clear(met)
			for _, f := range voices[i] {
				met[f] = true
			}
			for _, l := range links[i] {
				for _, f := range voices[l.to] {
					met[f] = true
				}
				h.strength += l.strength
			}
			h.families = len(met)
		}
		hubs[i] = h
	}
	slices.SortFunc(hubs, func(a, b hub) int {
		return cmp.Or(cmp.Compare(b.families, a.families), cmp.Compare(b.strength, a.strength), cmp.Compare(a.sentence, b.sentence))
	})
	out := make([]int, len(hubs))
	for i, h := range hubs {
		out[i] = h.sentence
	}
	return out
}

// withCopies puts every word-for-word copy to the sentence it copies.
func (c *Cluster) withCopies(groups [][]int) [][]int {
	of := make([]int, len(c.sentences))
	for g, members := range groups {
		for _, i := range members {
			of[i] = g
		}
	}
	for i := range c.sentences {
		if c.copied(i) {
			g := of[c.sentences[i].copyOf]
			groups[g] = append(groups[g], i)
		}
	}
	for _, g := range groups {
		slices.Sort(g)
	}
	return groups
}

// agreement counts the members of a group that are among the links.
func agreement(links []link, group []int) int {
	n := 0
	for _, l := range links {
		if slices.Contains(group, l.to) {
			n++
		}
	}
	return n
}

// adopt puts a sentence that was left alone to the group it contradicts, or to
// one with whose members it mostly agrees.
func (e *evidence) adopt(groups [][]int, links [][]link) [][]int {
	of := map[int]int{} // sentence → its group
	for g, members := range groups {
		for _, i := range members {
			of[i] = g
		}
	}
	for g, members := range groups {
		if len(members) != 1 {
			continue
		}
		i := members[0]
		agree := map[int]int{}
		to := -1
		for _, l := range links[i] {
			into := of[l.to]
			if agree[into]++; to < 0 && len(groups[into]) > 1 && (l.against || 2*agree[into] >= len(groups[into])) {
				to = into
			}
		}
		if to >= 0 && !e.barred(i, groups[to]) {
			groups[to] = append(groups[to], i)
			groups[g] = nil
			of[i] = to
		}
	}
	return slices.DeleteFunc(groups, func(g []int) bool { return len(g) == 0 })
}

// best returns the sentence that tells most of what the group shares, the
// shorter of two that tell as much.
func (c *Cluster) best(group []int) int {
	if len(group) == 1 {
		return group[0]
	}
	docs := map[int32]int{} // concept → the first document that has it, -1 for several
	for _, i := range group {
		s := &c.sentences[i]
		for _, id := range s.concepts {
			if d, ok := docs[id]; !ok {
				docs[id] = s.doc
			} else if d != s.doc {
				docs[id] = -1
			}
		}
	}
	readable := slices.ContainsFunc(group, func(i int) bool { return !c.awkward(i) })
	best, most := group[0], -1.0
	for _, i := range group {
		s := &c.sentences[i]
		if readable && c.awkward(i) {
			continue
		}
		x := 0.0
		for _, id := range s.concepts {
			if docs[id] < 0 {
				x += c.weight[id]
			}
		}
		if x > most || x == most && s.words < c.sentences[best].words {
			best, most = i, x
		}
	}
	return best
}

// awkward reports whether a sentence is better not shown alone.
func (c *Cluster) awkward(i int) bool {
	return c.leans(i) || c.sentences[i].marks&(relayed|question) != 0
}

// sources counts the families of a group.
func (c *Cluster) sources(group []int) int {
	met := map[int]bool{}
	for _, i := range group {
		met[c.family[c.sentences[i].doc]] = true
	}
	return len(met)
}
