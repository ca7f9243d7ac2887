#!/bin/sh
# Installs what the tests of adapters/slack are held against: an emulator of
# Slack, Slack's published types, a renderer of blocks. Run it again at will.
set -eu
cd "$(dirname "$0")"
build=../../../build/slack
stamp=node_modules/.installed
sum=$(cat package.json package-lock.json | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$sum" ]; then
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	printf '%s\n' "$sum" >"$stamp"
fi
mkdir -p "$build"
if [ ! -s "$build/block.schema.json" ] || [ "$stamp" -nt "$build/block.schema.json" ] || [ message.ts -nt "$build/block.schema.json" ]; then
	npx --no-install ts-json-schema-generator --path message.ts --type Sent --no-type-check -o "$build/block.schema.json.new"
	mv "$build/block.schema.json.new" "$build/block.schema.json"
fi
