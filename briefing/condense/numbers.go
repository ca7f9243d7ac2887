package condense

import "math/bits"

// numbers gives every key a number, in order of first use. It is a hash table
// of nothing but that: several times as quick as a map.
type numbers struct {
	cells []numbered
	count int
}

// numbered is a key with its number; the key zero is free.
type numbered struct {
	key   uint64
	value int32
}

const nought = 0x9e3779b97f4a7c15 // stands for the key zero

// reset forgets all keys and makes room for as many as are expected.
func (n *numbers) reset(expected int) {
	n.cells, n.count = zeros(n.cells, 1<<bits.Len(uint(max(expected, 8)*4/3))), 0
}

// of returns the number of a key, and whether it is new.
func (n *numbers) of(key uint64) (number int32, fresh bool) {
	if key == 0 {
		key = nought
	}
	at := n.place(key)
	if n.cells[at].key == key {
		return n.cells[at].value, false
	}
	number = int32(n.count)
	n.cells[at] = numbered{key, number}
	if n.count++; n.count*4 > len(n.cells)*3 {
		n.grow()
	}
	return number, true
}

// place returns where a key is, or the free cell where it goes.
func (n *numbers) place(key uint64) uint64 {
	mask := uint64(len(n.cells) - 1)
	at := mix(key) & mask
	for n.cells[at].key != 0 && n.cells[at].key != key {
		at = (at + 1) & mask
	}
	return at
}

func (n *numbers) grow() {
	old := n.cells
	n.cells = make([]numbered, 2*len(old))
	for _, c := range old {
		if c.key != 0 {
			n.cells[n.place(c.key)] = c
		}
	}
}
