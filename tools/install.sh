#!/bin/sh
# Makes .venv and installs Luban LMS in it: install.sh PYTHON [EXTRA]
# Says something at least every five seconds, and stops with one sentence when it cannot go on.
set -u
python=$1
extra=${2:-}

fail() { printf '%s\n' "$1" >&2; exit 1; }

command -v "$python" >/dev/null 2>&1 ||
  fail "There is no '$python' here; name a Python 3.11 or newer, as in: make run PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  fail "'$python' is older than Python 3.11; name a newer one, as in: make run PYTHON=python3.12"

if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "'$python' has no venv module; install it (on Debian: apt install python3-venv) and try again."
  printf 'Making .venv ...\n' >&2
  "$python" -m venv .venv || fail "The environment .venv could not be made."
fi

# What is installed belongs to these files; when none of them changed there is nothing to do.
wanted=$(cat setup.cfg xblocks/setup.cfg pyproject.toml | cksum | tr ' ' '-')-$extra
[ "$(cat .venv/luban-installed 2>/dev/null)" = "$wanted" ] && exit 0

target=.
[ -n "$extra" ] && target=".[$extra]"
printf 'Installing (the first time takes a few minutes) ...\n' >&2
log=.venv/install.log
.venv/bin/python -m pip install --disable-pip-version-check --quiet -e ./xblocks -e "$target" >"$log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
seconds=0
while kill -0 "$pid" 2>/dev/null; do
  sleep 1
  seconds=$((seconds + 1))
  [ $((seconds % 4)) -eq 0 ] && printf '  still installing, %s s\n' "$seconds" >&2
done
trap - INT TERM
wait "$pid" || { tail -n 15 "$log" >&2; fail "Installing failed; the whole log is in $log."; }
printf '%s' "$wanted" >.venv/luban-installed
