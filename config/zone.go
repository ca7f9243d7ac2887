package config

import (
	_ "embed"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known where the machine has no zone files
)

// zoneNames are the names of the IANA time zone database, 2026, one a line.
//
//go:embed zones.txt
var zoneNames string

// zoneOf says which zone people mean by a city or an abbreviation that is none.
var zoneOf = map[string]string{
	"aest": "Australia/Sydney", "atlanta": "America/New_York", "bangalore": "Asia/Kolkata", "barcelona": "Europe/Madrid",
	"beijing": "Asia/Shanghai", "bologna": "Europe/Rome", "boston": "America/New_York", "bst": "Europe/London",
	"cdt": "America/Chicago", "cest": "Europe/Berlin", "cet": "Europe/Berlin", "cst": "America/Chicago",
	"delhi": "Asia/Kolkata", "edinburgh": "Europe/London", "edt": "America/New_York", "eet": "Europe/Athens",
	"eest": "Europe/Athens", "est": "America/New_York", "et": "America/New_York", "florence": "Europe/Rome",
	"frankfurt": "Europe/Berlin", "geneva": "Europe/Zurich", "gmt": "Europe/London", "hamburg": "Europe/Berlin",
	"houston": "America/Chicago", "ist": "Asia/Kolkata", "jst": "Asia/Tokyo", "lyon": "Europe/Paris",
	"manchester": "Europe/London", "mdt": "America/Denver", "miami": "America/New_York", "milan": "Europe/Rome",
	"milano": "Europe/Rome", "mst": "America/Denver", "mumbai": "Asia/Kolkata", "munich": "Europe/Berlin",
	"naples": "Europe/Rome", "osaka": "Asia/Tokyo", "pdt": "America/Los_Angeles", "pst": "America/Los_Angeles",
	"pt": "America/Los_Angeles", "roma": "Europe/Rome", "san_francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles",
	"turin": "Europe/Rome", "venice": "Europe/Rome", "washington": "America/New_York", "wet": "Europe/Lisbon", "z": "UTC",
}

// Zone loads a time zone by its IANA name. Abbreviations (CET), offsets (+02:00)
// and the machine's own zone (Local) are refused with a [Fault]: they do not say
// what happens when the clocks change.
func Zone(name string) (*time.Location, error) {
	if name == "UTC" || strings.Contains(name, "/") && !strings.HasPrefix(name, "Etc/") {
		if z, err := time.LoadLocation(name); err == nil {
			return z, nil
		}
	}
	if name == "" {
		return nil, Fault{"is missing", "write the name of a time zone, such as Europe/Rome"}
	}
	if name == "Local" {
		return nil, Fault{"\"Local\" is a different zone on every machine", "write its name, such as Europe/Rome"}
	}
	if strings.Trim(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, "Etc/"), "UTC"), "GMT"), "+-0123456789:") == "" {
		return nil, Fault{show(name) + " is an offset, which is wrong when the clocks change", "write the name of a time zone, such as Europe/Rome, or UTC"}
	}
	if z := nearestZone(name); z != "" {
		return nil, Fault{show(name) + " is not a time zone", "did you mean " + z + "?"}
	}
	return nil, Fault{show(name) + " is not a time zone", "write an IANA name (region/city), such as Europe/Rome"}
}

func nearestZone(name string) string {
	name = strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
	city := strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	names := strings.Fields(zoneNames)
	for _, z := range names {
		if strings.EqualFold(z, name) || strings.EqualFold(z[strings.LastIndexByte(z, '/')+1:], city) {
			return z
		}
	}
	if z := zoneOf[city]; z != "" {
		return z
	}
	return Nearest(name, names, 2)
}
