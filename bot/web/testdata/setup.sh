#!/bin/sh
# Installs what the browser test needs and is not there: Debian's Chromium with
# two fonts, and the two pinned npm packages. Safe to run again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if [ ! -x /usr/bin/chromium ]; then
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	$sudo apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
		chromium fonts-noto-color-emoji fonts-dejavu-core >/dev/null
fi

stamp=$here/node_modules/.installed
if ! cmp -s "$here/package-lock.json" "$stamp"; then
	npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --loglevel=error
	cp "$here/package-lock.json" "$stamp"
fi
