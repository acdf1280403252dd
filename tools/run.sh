#!/bin/sh
# The demonstration from a clone: run.sh PYTHON PORT
set -u
cd "$(dirname "$0")/.." || exit 1

case "$2" in
  '' | *[!0-9]*) printf "PORT must be a number, as in: make run PORT=8080\n" >&2; exit 1 ;;
esac
if [ -x .venv/bin/python ] && [ "$1" = python3 ]; then set -- .venv/bin/python "$2"; fi
sh tools/install.sh "$1" || exit 1
exec .venv/bin/luban demo --port "$2"
