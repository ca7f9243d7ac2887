package briefing

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"sync"
)

// concordance tells in which utterances a stem comes: in the words said, in the
// sentences that hold them, or in the one before, where that explains them. So a
// question on what was said looks at those alone that can answer it.
type concordance struct {
	stems map[string]*postings
	n     int       // utterances
	room  sync.Pool // of *[]float32
}

// postings are the numbers of utterances, ascending, each by its distance from
// the one before.
type postings struct {
	b    []byte
	last int32
}

func newConcordance() *concordance { return &concordance{stems: map[string]*postings{}} }

// add enters the next utterance.
func (c *concordance) add(stems []string) {
	for _, t := range stems {
		p := c.stems[t]
		if p == nil {
			p = &postings{last: -1}
			c.stems[t] = p
		}
		p.b = binary.AppendUvarint(p.b, uint64(int32(c.n)-p.last))
		p.last = int32(c.n)
	}
	c.n++
}

// bearing returns the stems under which u is found, each once.
func (u utterance) bearing() []string {
	all := maps.Clone(u.stems)
	maps.Copy(all, u.around)
	if u.refers() {
		maps.Copy(all, bag(u.setting(), u.e.Article.Lang))
	}
	if lang := u.e.Article.Lang; lang != "" && lang != "en" { // a phrase may be asked for as if it were English
		maps.Copy(all, bag(u.Words.Text(), ""))
	}
	return slices.Collect(maps.Keys(all))
}

// mostHeard is how many utterances a question looks at, those with most of its
// words, and of equals the newest.
const mostHeard = 200

// find returns the utterances that bear at least a share of the weight of want,
// in order, at most mostHeard of those that ok is true of; nil ok means all.
func (c *concordance) find(want map[string]bool, w weights, share float64, ok func(int) bool) []int {
	room, _ := c.room.Get().(*[]float32)
	if room == nil || len(*room) < c.n {
		fresh := make([]float32, c.n)
		room = &fresh
	}
	defer c.room.Put(room)
	got := (*room)[:c.n]
	clear(got)
	all := 0.0
	for _, t := range keys(want) {
		v := w.of(t)
		all += v
		p := c.stems[t]
		if p == nil {
			continue
		}
		at := -1
		for b := p.b; len(b) > 0; {
			d, k := binary.Uvarint(b)
			b = b[k:]
			at += int(d)
			got[at] += float32(v)
		}
	}
	const rounding = 1e-3
	least := float32((share - rounding) * all)
	if least <= 0 {
		least = rounding
	}
	levels := map[float32]int{} // few: sums of few weights
	for i, v := range got {
		if v >= least && (ok == nil || ok(i)) {
			levels[v]++
		} else {
			got[i] = 0
		}
	}
	var out []int
	last, left := cutoff(levels)
	for i, v := range got {
		switch {
		case v == 0 || v < last:
		case v > last:
			out = append(out, i)
		case left > 0:
			out = append(out, i)
			left--
		}
	}
	return out
}

// cutoff returns the lowest level of which any are among the mostHeard best, and
// how many of it are.
func cutoff(levels map[float32]int) (last float32, left int) {
	left = mostHeard
	order := slices.Sorted(maps.Keys(levels))
	for _, v := range slices.Backward(order) {
		last = v
		if levels[v] >= left {
			return last, left
		}
		left -= levels[v]
	}
	return last, left + mostHeard // all of the lowest level
}

// printing returns the utterances whose words hold the phrase, in order: for a
// phrase without a word that tells.
func (so *society) printing(phrase string) []int {
	var out []int
	for i, k := range so.speech {
		if len(out) < mostHeard && strings.Contains(plain(k.e.quotes()[k.n].Content.In(k.e.Article.Text)), phrase) {
			out = append(out, i)
		}
	}
	return out
}
