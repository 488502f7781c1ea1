#!/usr/bin/env bash
# Talks to `edgecase mcp` with the client of npm's @modelcontextprotocol/sdk, which is installed
# into the build folder. Skipped (77) where node or npm is missing or the registry is out of reach.
#   tests/clients/check.sh EDGECASE BUILD
set -euo pipefail

edgecase=$(readlink -f "$1")
stage=$(readlink -f "$2")/mcp-client
here=$(cd "$(dirname "$0")" && pwd)

skip() {
  echo "skipped: $*"
  exit 77
}

command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "node is older than 18"

mkdir -p "$stage"
cp "$here/mcp.mjs" "$here/package.json" "$stage"
cd "$stage"
if ! cmp -s package.json installed.json; then
  npm install --no-audit --no-fund --ignore-scripts --fetch-timeout=30000 >log 2>&1 ||
    skip "npm cannot install @modelcontextprotocol/sdk: $(tail -n 1 log)"
  cp package.json installed.json
fi

rm -rf designs
mkdir designs
cat >designs/small.yaml <<'YAML'
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: small}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 50 rps}
  routes: {all: {share: 100%, objects: 100, size: 1kB}}
  origin: {workers: 1, service: {exponential: {mean: 10ms}}, queue: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 30kB, ttl: 2s}}
YAML
timeout 120 node mcp.mjs "$edgecase" "$stage/designs"
