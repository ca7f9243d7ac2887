//go:build goolm

package main

// encryption says whether Matrix rooms that are encrypted can be served.
const encryption = "Matrix encryption: built in"
