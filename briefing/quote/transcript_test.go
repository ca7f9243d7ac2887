package quote

import "testing"

// TestHeadline: a name before a colon speaks only if it can, and not when the
// headline names its source itself.
func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a lake is silent", "Lake Orna: 300 boats sunk, says coast guard\n\nThe boats on Lake Orna sank in May.", nil},
		{"in capitals too", "LAKE ORNA: 300 boats sunk\n\nThe boats on Lake Orna sank in May.", nil},
		{"and between marks", "Lake Orna: “300 boats are sunk”\n\nThe boats on Lake Orna sank in May.", nil},
		{"a town nobody hears", "Sandvik: ferries stay in harbour\n\nThe ferries of Sandvik wait.", nil},
		{"a source of its own", "Norfrakt: 300 boats sunk, says coast guard\n\nNorfrakt said the boats sank in May.", []string{
			`indirect said [Norfrakt] Norfrakt (said): the boats sank in May`}},
		{"a firm that speaks", "Norfrakt: ferries are safe\n\nThe harbour is closed. Norfrakt said the boats sank in May.", []string{
			`direct said [Norfrakt] Norfrakt (:): ferries are safe`,
			`indirect said [Norfrakt] Norfrakt (said): the boats sank in May`}},
		{"a person who speaks", "Moe: ferries must sail\n\nThe mayor Ida Moe came to the harbour.", []string{
			`direct said [Moe] Ida Moe (:): ferries must sail`}},
		{"a body", "Police: two held\n\nTwo men were held.", []string{
			`direct said [Police] Police (:): two held`}},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.text, c.want) })
	}
}
