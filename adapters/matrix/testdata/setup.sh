#!/usr/bin/env bash
# Builds the homeserver the tests talk to into .tools/ at the top of the
# project, pinned by tools/go.mod and its go.sum. It is AGPL: run, never
# imported. Running it again does nothing.
set -euo pipefail
cd "$(dirname "$0")/tools"
bin=$(cd ../../../.. && pwd)/.tools/matrix
stamp=$(cat go.mod go.sum | sha256sum | cut -d' ' -f1)
[ "$(cat "$bin/stamp" 2>/dev/null)" = "$stamp" ] && exit 0
echo "setup: dendrite"
mkdir -p "$bin"
for tool in dendrite generate-keys generate-config create-account; do
  CGO_ENABLED=0 GOWORK=off nice -n "${NICE:-0}" go build -trimpath -ldflags='-s -w' -o "$bin/$tool" "github.com/element-hq/dendrite/cmd/$tool"
done
echo "$stamp" > "$bin/stamp"
