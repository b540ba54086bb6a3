#!/usr/bin/env bash
# Installs what is missing, builds the fuzz targets and runs each for SECONDS (default 300); fails
# at the first crash. What a run finds stays in build/fuzz/found and begins the next one.
#   packaging/fuzz.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/require_packages.sh
require_packages build test fuzz

seconds=300
case "${1:-}" in '' | *[!0-9]*) ;; *) seconds=$1; shift ;; esac
[ $# -gt 0 ] || mapfile -t all < <(grep -o 'fuzz_[a-z_]*' tests/fuzz/CMakeLists.txt)
[ $# -gt 0 ] || set -- "${all[@]}"

# Folders of the corpus that hold what a target reads, to begin with.
seeds_of() {
    case $1 in
    fuzz_gzip) echo gzip ;;
    fuzz_event_list) echo k8s json ;;
    fuzz_snapshot) echo samples json ;;
    fuzz_http_head) echo security/http-raw ;;
    fuzz_prom_text | fuzz_openmetrics) echo exposition-real prom-parser/files ;;
    fuzz_openslo) echo slo/openslo slo/sloth ;;
    esac
}

cmake --preset fuzz
cmake --build --preset fuzz --target "$@"
for target in "$@"; do
    found=build/fuzz/found/$target
    mkdir -p "$found"
    run=("build/fuzz/tests/fuzz/$target" -max_total_time="$seconds" -artifact_prefix="$found-")
    [ ! -f "tests/fuzz/${target#fuzz_}.dict" ] || run+=(-dict="tests/fuzz/${target#fuzz_}.dict")
    run+=("$found")
    for seeds in $(seeds_of "$target"); do
        seeds=${BINNACLE_CORPUS:-../shared/corpus}/$seeds
        [ ! -d "$seeds" ] || run+=("$seeds")
    done
    echo "== $target"
    "${run[@]}"
done
