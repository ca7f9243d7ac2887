package search

// Of a large index next to nothing is near the processor, and a candidate is read
// in a dozen places: to ask for all of them at once, before any is needed, takes
// a fraction of waiting for one after the other.

// line is how many bytes of memory come at a time.
const line = 64

// touch asks for b.
func (r *ranking) touch(b []byte) {
	for at := 0; at < len(b); at += line {
		r.touched += b[at] // kept, or the compiler would leave the reading out
	}
}

// fetch asks for what will be read of the candidates: their sentence and its
// neighbours, the first one and the title.
func (r *ranking) fetch() {
	for i := range r.list {
		r.touch(r.s.docs[r.list[i].doc].code[:1])
	}
	for i := range r.list {
		c := &r.list[i]
		n := &r.s.docs[c.doc]
		r.touched += byte(n.Layout.Sentences[c.sentence].Start)
		for _, at := range [...]int{n.end(0), n.end(c.sentence), n.end(n.count())} {
			r.touch(n.code[at:min(at+2*line, len(n.code))])
		}
	}
}
