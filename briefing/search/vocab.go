package search

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"

	"briefingbot/briefing/text"
)

// vocab holds every word the index has seen, and every stem. A word's place in
// it never changes, so readers of an older state of the index may use a newer
// table: they ignore what lies past the words they know.
type vocab struct {
	seed  maphash.Seed
	slots []atomic.Uint32 // word + 1, by hash
	words []word
	bytes []byte
	hints []uint8 // by entry: one byte of its root, or stopHint
	met   []bool  // by entry, for the writer alone: whether it is in a chain
	// chains lead through the entries that are words of a text, not only stems,
	// by length in bytes and first letter: to the newest, and from each to the
	// one before. Longer words are not proposed as corrections.
	chains *[longest + 1][32]atomic.Uint32 // entry + 1
	prev   []uint32                        // entry + 1, by entry
}

// word is one entry of the vocabulary.
type word struct {
	at    uint32 // where its bytes start
	term  uint32 // the entry it is searched as: its stem, or itself
	class class
	n     uint8 // its length in bytes
}

// maxWord is the longest word in bytes that is told from others; a megabyte
// without a space is one word, and nobody asks for it.
const maxWord = 60

// longest is the longest word in bytes that a misspelt one is read as.
const longest = 24

func newVocab() *vocab {
	return &vocab{seed: maphash.MakeSeed(), slots: make([]atomic.Uint32, 1<<10), chains: new([longest + 1][32]atomic.Uint32)}
}

func (v *vocab) text(id uint32) string {
	w := v.words[id]
	return string(v.bytes[w.at : w.at+uint32(w.n)])
}

// find returns the entry with these bytes.
func (v *vocab) find(key string) (uint32, bool) {
	if len(key) > maxWord {
		key = key[:maxWord]
	}
	id, _, ok := v.probe(key)
	return id, ok
}

// probe returns the entry of key, or the slot where it would go.
func (v *vocab) probe(key string) (id uint32, slot int, ok bool) {
	mask := len(v.slots) - 1
	for slot = int(maphash.String(v.seed, key)) & mask; ; slot = (slot + 1) & mask {
		s := v.slots[slot].Load()
		if s == 0 {
			return 0, slot, false
		}
		id = s - 1
		if int(id) >= len(v.words) {
			continue // newer than this reader's state
		}
		w := &v.words[id]
		if int(w.n) == len(key) && string(v.bytes[w.at:w.at+uint32(w.n)]) == key {
			return id, slot, true
		}
	}
}

// key is how a folded word of a language is stored: languages other than
// English stem alike-looking words differently.
func key(fold, lang string) string {
	if lang == "" || lang == "en" {
		return fold
	}
	return fold + "\x00" + lang
}

// familiar is a word that was met lately, by the hash of its letters: most
// words of a text are. The hash has 64 bits and a secret seed.
type familiar struct {
	hash  uint64
	term  uint32
	class class
}

// familiars is how many words are kept in mind.
const familiars = 1 << 13

// know returns what a folded word of a text is searched as, and its class.
func (v *vocab) know(fold, lang string, minds []familiar) (uint32, class) {
	if lang != "" && lang != "en" {
		w := &v.words[v.add(fold, lang)]
		return w.term, w.class
	}
	h := maphash.String(v.seed, fold)
	f := &minds[h%familiars]
	if f.hash != h {
		w := &v.words[v.add(fold, lang)]
		*f = familiar{h, w.term, w.class}
	}
	return f.term, f.class
}

// add returns the entry of a folded word of a text, made on first sight.
func (v *vocab) add(fold, lang string) uint32 {
	id, fresh := v.entry(fold, lang)
	if fresh {
		v.define(id, fold, lang)
	}
	if !v.met[id] {
		v.meet(id)
	}
	return id
}

// meet puts a word of a text into its chain.
func (v *vocab) meet(id uint32) {
	v.met[id] = true
	w := &v.words[id]
	n := int(w.n)
	if i := bytes.IndexByte(v.bytes[w.at:int(w.at)+n], 0); i >= 0 {
		n = i // a language follows
	}
	if n > 0 && n <= longest {
		head := &v.chains[n][v.bytes[w.at]%32]
		v.prev[id] = head.Load()
		head.Store(id + 1)
	}
}

// entry returns the place of a folded word or stem, and whether it is new.
func (v *vocab) entry(fold, lang string) (id uint32, fresh bool) {
	if len(fold) > maxWord-4 {
		fold = fold[:maxWord-4]
	}
	k := key(fold, lang)
	id, slot, ok := v.probe(k)
	if !ok {
		id = v.insert(k, slot)
	}
	return id, !ok
}

// define says what a new entry is searched as: the stem of its stem and so on,
// so that it does not matter which of them the index meets first.
func (v *vocab) define(id uint32, fold, lang string) {
	c := classOf(fold, lang)
	term := id
	v.words[id].term = id
	if c&(isStop|isDigits) == 0 {
		if stem := text.Stem(fold, lang); stem != fold && stem != "" && len(stem) <= len(fold) {
			var fresh bool
			if term, fresh = v.entry(stem, lang); fresh {
				v.define(term, stem, lang)
			}
			term = v.words[term].term
		}
	}
	w := &v.words[id]
	w.class, w.term = c, term
	root := rootOf(fold, c)
	switch {
	case c&isStop != 0:
		v.hints[id] = stopHint
	case root != 0:
		v.hints[id] = hint(root)
	}
}

// stopHint marks a word that is not searched; 0 is one without a root.
const stopHint = 1

// hint is the byte of a root by which most words are told from the question's.
func hint(root uint32) uint8 { return uint8(root>>8%254) + 2 }

// insert appends an entry and publishes it in its slot.
func (v *vocab) insert(k string, slot int) uint32 {
	id := uint32(len(v.words))
	v.words = append(v.words, word{at: uint32(len(v.bytes)), n: uint8(len(k))})
	v.bytes = append(v.bytes, k...)
	v.hints = append(v.hints, 0)
	v.met = append(v.met, false)
	v.prev = append(v.prev, 0)
	v.slots[slot].Store(id + 1)
	if 4*len(v.words) > 3*len(v.slots) {
		v.grow()
	}
	return id
}

func (v *vocab) grow() {
	slots := make([]atomic.Uint32, 2*len(v.slots))
	mask := len(slots) - 1
	for id := range v.words {
		w := &v.words[id]
		i := int(maphash.Bytes(v.seed, v.bytes[w.at:w.at+uint32(w.n)])) & mask
		for slots[i].Load() != 0 {
			i = (i + 1) & mask
		}
		slots[i].Store(uint32(id) + 1)
	}
	v.slots = slots
}

// root returns the root of an entry, which is equal for terms that begin alike,
// or 0.
func (v *vocab) root(id uint32) uint32 {
	if v.hints[id] <= stopHint {
		return 0
	}
	w := &v.words[id]
	return rootOf(v.bytes[w.at:w.at+rootLetters], 0)
}

// rootLetters is how many bytes words that share a root begin with alike.
const rootLetters = 5

// rootOf hashes the first letters of a stem: "explod" and "explos", "itali" and
// "italian" share them. Short words, numbers and stop words have no root.
func rootOf[T string | []byte](stem T, c class) uint32 {
	if len(stem) < rootLetters || c&(isStop|isDigits) != 0 {
		return 0
	}
	h := uint32(2166136261)
	for i := range rootLetters {
		h = (h ^ uint32(stem[i])) * 16777619
	}
	return h | 1
}
