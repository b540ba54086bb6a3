#!/usr/bin/env bash
# Every source is formatted as .clang-format says.
set -euo pipefail
cd "$1"
command -v clang-format >/dev/null || { echo "clang-format is not installed"; exit 77; }
find app core ui tests -name '*.cpp' -o -name '*.h' | xargs clang-format --dry-run --Werror
