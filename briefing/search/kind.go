package search

import "slices"

// kind looks for what the question asks for.
func (r *ranking) kind(v *[features]float64, ts []token, f flags) {
	if r.q.want == wantAny {
		return
	}
	near := 0
	found := 0
	for i := range ts {
		if !r.answers(ts, i, f) {
			continue
		}
		found++
		for k := max(0, i-6); k <= min(len(ts)-1, i+6); k++ {
			if ts[k].term >= 0 {
				near++
				break
			}
		}
	}
	if found > 0 {
		v[answerType] = r.q.want.telling()
	}
	if near > 0 {
		v[typeNear] = r.q.want.telling()
	}
	if r.q.noun >= 0 && r.beside(ts) || r.q.role >= 0 && r.holder(ts) {
		v[counted] = 1
	}
}

// answers reports whether word i of a sentence is of the kind asked for, and
// not itself a word of the question.
func (r *ranking) answers(ts []token, i int, f flags) bool {
	t := ts[i]
	if t.term >= 0 && r.q.want != wantMeaning {
		return false
	}
	switch r.q.want {
	case wantPerson:
		return t.capital && t.class&(isStop|isMonth|isDay) == 0 && (i > 0 || len(ts) > 1 && ts[1].capital) || t.class&isRole != 0
	case wantNumber:
		return quantity(ts, i)
	case wantMoney:
		return quantity(ts, i)
	case wantShare:
		return quantity(ts, i) && f&hasShare != 0 || t.class&isUnit != 0
	case wantMeasure:
		return t.class&(isDigits|isNumber) != 0 && r.unit(ts, i)
	case wantEither:
		return t.class&isNot != 0
	case wantTime:
		return t.class&(isYear|isDay) != 0 || t.class&isMonth != 0 && t.capital
	case wantPlace:
		return i > 0 && t.capital && t.class&(isMonth|isDay|isDigits) == 0 && (ts[i-1].class&isIn != 0 ||
			i > 1 && ts[i-2].class&isIn != 0) || t.class&isPlace != 0
	case wantReason:
		return t.class&isCause != 0
	case wantMeaning:
		return t.class&isBe != 0 && i > 0 && (ts[i-1].term >= 0 || i > 1 && ts[i-2].term >= 0)
	}
	return false
}

// unit reports whether a number stands beside a unit that the question asks
// for.
func (r *ranking) unit(ts []token, i int) bool {
	if r.q.units == "" {
		return quantity(ts, i)
	}
	for k := max(0, i-2); k <= min(len(ts)-1, i+3); k++ {
		if slices.Contains(r.q.unitIDs, ts[k].id) {
			return true
		}
	}
	return false
}

// quantity reports whether word i is a number that counts something: no year, no
// day of a month.
func quantity(ts []token, i int) bool {
	return ts[i].class.quantity() && (i == 0 || ts[i-1].class&isMonth == 0) && (i+1 == len(ts) || ts[i+1].class&isMonth == 0)
}

// holder reports whether the role asked for stands beside a name that the
// question does not have.
func (r *ranking) holder(ts []token) bool {
	const apart = 3
	for i, t := range ts {
		if int(t.term) != r.q.role {
			continue
		}
		for k := max(0, i-apart); k <= min(len(ts)-1, i+apart); k++ {
			if ts[k].capital && ts[k].term < 0 && ts[k].class&(isStop|isMonth|isDay) == 0 {
				return true
			}
		}
	}
	return false
}

// beside reports whether a number stands just before what is counted.
func (r *ranking) beside(ts []token) bool {
	for i, t := range ts {
		if t.term < 0 || int(t.term) < r.q.noun || int(t.term) > r.q.nounEnd {
			continue
		}
		for k := max(0, i-4); k < i; k++ {
			if quantity(ts, k) {
				return true
			}
		}
	}
	return false
}
