#!/bin/sh
# Makes the Python environment that the oracle tests ask (scripts/oracle/). Runs in a moment when nothing changed.
# It lives outside the source tree: ${KASSA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kassa}/venv
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
wanted="$here/oracle/requirements.txt"
venv="${KASSA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kassa}/venv"

if cmp -s "$wanted" "$venv/installed.txt"; then
    exit 0
fi
command -v python3 >/dev/null 2>&1 || {
    echo "python.sh: python3 is missing; on Debian: apt-get install python3 python3-venv" >&2
    exit 1
}
python3 -c 'import ensurepip, venv' 2>/dev/null || {
    echo "python.sh: python3 has no venv module; on Debian: apt-get install python3-venv" >&2
    exit 1
}
echo "python.sh: setting up $venv"
mkdir -p "$(dirname "$venv")"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
# Written last: an interrupted set-up is taken up again.
cp "$wanted" "$venv/installed.txt"
