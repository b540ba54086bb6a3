#!/usr/bin/env bash
# Installs what is missing, builds everything with warnings as errors and runs the whole test suite
# on a virtual display. Servers that tests need are started and stopped by the tests, on loopback.
#   packaging/test.sh [dev|asan|tsan|release] [ctest arguments]
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/require_packages.sh
require_packages build run test

preset=dev
case "${1:-}" in dev | asan | tsan | release) preset=$1; shift ;; esac
cmake --preset "$preset"
cmake --build --preset "$preset"
corpus=${BINNACLE_CORPUS:-../shared/corpus}
[ -d "$corpus" ] || echo "The corpus of real inputs is not at $corpus: tests that need it are" \
    "skipped; set BINNACLE_CORPUS to its folder." >&2
xvfb-run -a -s '-screen 0 1920x1080x24' ctest --preset "$preset" "$@"
