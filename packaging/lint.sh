#!/usr/bin/env bash
# Checks formatting and runs clang-tidy on what differs from BASE (default: everything).
#   packaging/lint.sh [BASE]
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/require_packages.sh
require_packages build run test lint

if [ $# -gt 0 ]; then
    mapfile -t files < <(git diff --name-only --diff-filter=d "$1" -- '*.cpp')
else
    mapfile -t files < <(git ls-files -- '*.cpp')
fi
git ls-files -- '*.cpp' '*.h' | xargs clang-format --dry-run --Werror
[ -f build/dev/compile_commands.json ] || cmake --preset dev
# Fuzz targets and benchmarks are in other presets' databases.
printf '%s\n' "${files[@]}" | grep -vE '^tests/(fuzz|bench)/' \
    | xargs -P "$(nproc)" -n 4 clang-tidy -p build/dev --quiet
