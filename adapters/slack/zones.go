package slack

import (
	_ "embed" // zones.txt
	"strings"
)

// zones.txt holds the names of the IANA time zone database's zone.tab,
// which is in the public domain, and UTC.
//
//go:embed zones.txt
var zoneNames string

// Zones returns the names of the world's time zones, sorted.
func Zones() []string { return strings.Fields(zoneNames) }
