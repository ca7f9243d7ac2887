// Package fetch gets what is on the web, and nothing else: no address of a
// private network, no scheme but http and https, and no more bytes, time or
// redirects than its caps allow, whatever a server sends. It asks robots.txt
// first, visits a host only every so often, and backs off where it is told to.
package fetch
