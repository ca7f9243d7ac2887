package condense

import "math/bits"

// numbers gives every key a number, in order of first use. It is a hash table
// of nothing but that: several times as quick as a map.
type numbers struct {
	keys   []uint64 // zero is free
	values []int32
	count  int
}

const nought = 0x9e3779b97f4a7c15 // stands for the key zero

func newNumbers(expected int) *numbers {
	size := 1 << bits.Len(uint(max(expected, 8)*4/3))
	return &numbers{keys: make([]uint64, size), values: make([]int32, size)}
}

// of returns the number of a key, and whether it is new.
func (n *numbers) of(key uint64) (number int32, fresh bool) {
	if key == 0 {
		key = nought
	}
	mask := uint64(len(n.keys) - 1)
	at := mix(key) & mask
	for n.keys[at] != 0 {
		if n.keys[at] == key {
			return n.values[at], false
		}
		at = (at + 1) & mask
	}
	number = int32(n.count)
	n.keys[at], n.values[at] = key, number
	if n.count++; n.count*4 > len(n.keys)*3 {
		n.grow()
	}
	return number, true
}

func (n *numbers) grow() {
	old := *n
	n.keys, n.values = make([]uint64, 2*len(old.keys)), make([]int32, 2*len(old.keys))
	mask := uint64(len(n.keys) - 1)
	for i, key := range old.keys {
		if key == 0 {
			continue
		}
		at := mix(key) & mask
		for n.keys[at] != 0 {
			at = (at + 1) & mask
		}
		n.keys[at], n.values[at] = key, old.values[i]
	}
}
