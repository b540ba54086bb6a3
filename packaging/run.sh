#!/usr/bin/env bash
# Installs what is missing, builds the release and opens the console on the demo.
# Arguments go to the program: packaging/run.sh --demo --at incident
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/require_packages.sh
require_packages build run

cmake --preset release -DBINNACLE_BUILD_TESTS=OFF -DBINNACLE_BUILD_BENCHMARKS=OFF -B build/run >&2
cmake --build build/run --target binnacle binnaclectl >&2
[ $# -gt 0 ] || set -- --demo
exec build/run/app/binnacle/binnacle "$@"
