package condense

import "testing"

// TestSieve puts in keys once and twice: all that came twice pass, and few of
// the others, however many keys there are.
func TestSieve(t *testing.T) {
	for _, keys := range []uint64{1, 100, 5000} {
		var s sieve
		s.reset(int(2 * keys))
		for k := range 2 * keys {
			s.add(k)
			if k%2 == 0 {
				s.add(k)
			}
		}
		passed := 0
		for k := range 2 * keys {
			switch {
			case k%2 == 1 && s.holds(k):
				passed++
			case k%2 == 0 && !s.holds(k):
				t.Fatalf("of %d keys, %d came twice and does not pass", 2*keys, k)
			}
		}
		if most := int(keys)/4 + 1; passed > most {
			t.Errorf("of %d keys that came once %d pass, want at most %d", keys, passed, most)
		}
		if s.passed > int(keys)+passed {
			t.Errorf("%d passed, of %d that may", s.passed, int(keys)+passed)
		}
	}
}
