#!/usr/bin/env bash
# The Python environment of the programs that tests ask for a second opinion (scripts/oracle/). It lives outside the source
# tree, in $KASSA_CACHE/venv. Can be run by itself.

cd "$(dirname "${BASH_SOURCE[0]}")" || exit
. ./say.sh

python_packages() {
  [ -x "$1/bin/python" ] || python3 -m venv "$1" || return
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$2" || return
  # Written last: an interrupted set-up is taken up again.
  cp "$2" "$1/installed.txt"
}

if ! cmp -s "$ROOT/scripts/oracle/requirements.txt" "$KASSA_CACHE/venv/installed.txt"; then
  have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null \
    || debian "Python with its module venv is missing (tests ask Python programs for a second opinion)" python3 python3-venv
  step "Python packages of the tests" python_packages "$KASSA_CACHE/venv" "$ROOT/scripts/oracle/requirements.txt" || exit 1
fi
