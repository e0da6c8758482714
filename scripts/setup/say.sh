# Sourced by the set-up scripts: one line per step with the time it took, and a missing tool named with its fix.

KASSA_CACHE=${KASSA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kassa}
TOOLS=$KASSA_CACHE/tools
LOGS=$KASSA_CACHE/logs
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$TOOLS" "$LOGS"

# step WHAT COMMAND…: runs the command with its output in a log; says what it does, every 15 seconds where it is, and how
# long it took. On failure shows the end of the log and gives the command's exit code.
step() {
  local what=$1 started=$SECONDS log pid code=0
  shift
  log=$LOGS/$(tr -c 'a-zA-Z0-9\n' '-' <<<"$what").log
  printf 'set-up: %s …\n' "$what"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if ((SECONDS > started && (SECONDS - started) % 15 == 0)); then
      printf 'set-up:   %4d s  %s\n' $((SECONDS - started)) "$(tail -n 1 "$log" | cut -c 1-90)"
    fi
  done
  wait "$pid" || code=$?
  if ((code == 0)); then
    printf 'set-up: %s: done in %d s\n' "$what" $((SECONDS - started))
  else
    printf 'set-up: %s: FAILED after %d s; the end of %s:\n' "$what" $((SECONDS - started)) "$log" >&2
    tail -n 25 "$log" >&2
  fi
  return "$code"
}

# missing WHAT FIX: stops with both.
missing() {
  printf 'set-up: %s\n        fix: %s\n' "$1" "$2" >&2
  exit 1
}

# have COMMAND: whether it can be run.
have() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED FOUND: whether a version is not older than the wanted one.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# as_root COMMAND…: runs it as root, by sudo where needed and possible without a question.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# debian WHY PACKAGE…: installs Debian packages, or names the command that a person has to run.
debian() {
  local why=$1 fix
  shift
  fix="apt-get install --no-install-recommends $*   (as root)"
  have apt-get || missing "$why" "install what Debian calls: $*"
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || missing "$why" "$fix"
  step "Debian packages: $*" install_packages "$@" || missing "$why" "$fix"
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get install -y --no-install-recommends "$@" && return
  as_root apt-get update
  as_root apt-get install -y --no-install-recommends "$@" && return
  # An interrupted installation is finished first.
  as_root dpkg --configure -a
  as_root apt-get install -y --no-install-recommends "$@"
}

# npm_packages DIRECTORY: its packages exactly as locked; nothing to do if the lock file is the one installed.
npm_packages() {
  local directory=$ROOT/$1 wanted stamp
  wanted=$(sha256sum <"$directory/package-lock.json")
  stamp=$directory/node_modules/.locked-as
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  step "npm packages of $1" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --prefix "$directory" || exit 1
  printf '%s\n' "$wanted" >"$stamp"
}
