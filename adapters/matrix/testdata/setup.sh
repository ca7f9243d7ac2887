#!/usr/bin/env bash
# Builds the homeserver the tests talk to into .tools/ at the top of the
# project, pinned by tools/go.mod and its go.sum, and installs another
# implementation of the encryption to talk with (python3-matrix-nio, libolm).
# Dendrite is AGPL: run, never imported. Running it again does nothing; wants
# root (or sudo) when the Debian packages are missing.
set -euo pipefail
cd "$(dirname "$0")/tools"
bin=$(cd ../../../.. && pwd)/.tools/matrix
if ! /usr/bin/python3 -c 'import nio, olm' 2>/dev/null; then
  echo "setup: python3-matrix-nio"
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-matrix-nio python3-olm python3-cachetools python3-atomicwrites python3-peewee >/dev/null
fi
stamp=$(cat go.mod go.sum | sha256sum | cut -d' ' -f1)
[ "$(cat "$bin/stamp" 2>/dev/null)" = "$stamp" ] && exit 0
echo "setup: dendrite"
mkdir -p "$bin"
for tool in dendrite generate-keys generate-config create-account; do
  CGO_ENABLED=0 GOWORK=off nice -n "${NICE:-0}" go build -trimpath -ldflags='-s -w' -o "$bin/$tool" "github.com/element-hq/dendrite/cmd/$tool"
done
echo "$stamp" > "$bin/stamp"
