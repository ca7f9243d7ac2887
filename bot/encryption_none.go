//go:build !goolm

package main

// encryption says whether Matrix rooms that are encrypted can be served.
const encryption = "Matrix encryption: not built in; build with -tags goolm"
