#!/usr/bin/env bash
# Packages that are missing are installed with sudo; where it may not be used, or is not there, the
# command is said. On a machine that has nothing and belongs to somebody else.
set -euo pipefail
cd "$1"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
pretend() { printf '#!/bin/sh\n%s\n' "$2" >"$tools/$1" && chmod +x "$tools/$1"; }
for tool in bash dirname grep; do ln -s "$(command -v "$tool")" "$tools/$tool"; done
pretend dpkg-query 'exit 1'
pretend id 'echo 1000'
require() { PATH=$tools bash -c '. packaging/require_packages.sh; require_packages fuzz' 2>&1; }
fail() { echo "FAILED: $1"; exit 1; }

wanted='apt-get install -y --no-install-recommends clang-14 libclang-rt-14-dev'
said=$(require) && fail "without sudo it goes on"
[[ $said == *"apt-get update && $wanted"* ]] || fail "without sudo: $said"
pretend sudo 'echo "sudo: a password is required" >&2; exit 1'
said=$(require) && fail "without the right to use sudo it goes on"
[[ $said == *"apt-get update && $wanted"* ]] || fail "without the right to use sudo: $said"
pretend sudo 'echo "done: $*"'
said=$(require) || fail "with sudo it stops: $said"
[[ $said == *"done: DEBIAN_FRONTEND=noninteractive $wanted"* ]] || fail "with sudo: $said"
