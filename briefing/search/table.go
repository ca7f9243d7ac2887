package search

// tableLen is room for all entries of the terms and their kin; kin are left out
// when they would fill more than half of it.
const tableLen = 512

// kinOf marks a slot of an entry that is only kin to the term.
const kinOf = 0x80

// spot is where the search for a key begins.
func spot(key uint32) uint32 { return key * 2654435761 >> 23 }

// match returns the term that is searched as entry id, or -1.
func (q *question) match(id uint32) int {
	if m := q.slots[q.slot(id)]; m != 0 && m < kinOf {
		return int(m) - 1
	}
	return -1
}

// slot returns the slot of an entry, or the free one it would have.
func (q *question) slot(id uint32) uint32 {
	i := spot(id)
	for q.slots[i] != 0 && q.keys[i] != id {
		i = (i + 1) % tableLen
	}
	return i
}

// rooted returns the term whose stem begins alike, or -1.
func (q *question) rooted(root uint32) int {
	for i := spot(root); q.roots[i] != 0; i = (i + 1) % tableLen {
		if q.rkeys[i] == root {
			return int(q.roots[i]) - 1
		}
	}
	return -1
}

// place fills the tables. A stop word is none of the question, even where one
// of another language is.
func (q *question) place(v *vocab) {
	used := 0
	put := func(id uint32, mark uint8) {
		if i := q.slot(id); q.slots[i] == 0 && used < tableLen/2 {
			q.slots[i], q.keys[i] = mark, id
			q.hints[v.hints[id]] = v.hints[id] != stopHint
			used++
		}
	}
	for j, t := range q.terms {
		for _, id := range t.ids {
			put(id, uint8(j)+1)
		}
		if t.root == 0 || q.rooted(t.root) >= 0 {
			continue
		}
		i := spot(t.root)
		for q.roots[i] != 0 {
			i = (i + 1) % tableLen
		}
		q.roots[i], q.rkeys[i] = uint8(j)+1, t.root
		q.hints[hint(t.root)] = true
	}
	for j, t := range q.terms {
		for _, id := range t.kin {
			put(id, uint8(j)+1|kinOf)
		}
	}
}
