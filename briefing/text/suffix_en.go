package text

// suffix is a suffix and what replaces it.
type suffix struct{ from, to string }

// byLast files suffixes under their last letter, in the order given: the
// longest that fits comes first.
func byLast(list ...suffix) (t [128][]suffix) {
	for _, s := range list {
		c := s.from[len(s.from)-1]
		t[c] = append(t[c], s)
	}
	return t
}

// The suffixes of steps 2 to 4.
var (
	longSuffixes = byLast([]suffix{{"ational", "ate"}, {"fulness", "ful"}, {"iveness", "ive"}, {"ization", "ize"}, {"ousness", "ous"},
		{"biliti", "ble"}, {"lessli", "less"}, {"tional", "tion"}, {"alism", "al"}, {"aliti", "al"}, {"ation", "ate"},
		{"entli", "ent"}, {"fulli", "ful"}, {"iviti", "ive"}, {"ousli", "ous"}, {"abli", "able"}, {"alli", "al"}, {"anci", "ance"},
		{"ator", "ate"}, {"enci", "ence"}, {"izer", "ize"}, {"bli", "ble"}, {"ogi", "og"}, {"li", ""}}...)
	adjectiveSuffixes = byLast([]suffix{{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"}, {"ative", ""}, {"icate", "ic"},
		{"iciti", "ic"}, {"ical", "ic"}, {"ness", ""}, {"ful", ""}}...)
	residueSuffixes = byLast([]suffix{{from: "ement"}, {from: "able"}, {from: "ance"}, {from: "ence"}, {from: "ible"}, {from: "ment"},
		{from: "ant"}, {from: "ate"}, {from: "ent"}, {from: "ion"}, {from: "ism"}, {from: "iti"}, {from: "ive"}, {from: "ize"},
		{from: "ous"}, {from: "al"}, {from: "er"}, {from: "ic"}}...)
)

// exceptions are the words the algorithm lists as such.
var exceptions = map[string]string{
	"skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl", "ugly": "ugli",
	"early": "earli", "only": "onli", "singly": "singl", "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas",
	"cosmos": "cosmos", "bias": "bias", "andes": "andes",
}
