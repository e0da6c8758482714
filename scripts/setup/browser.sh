# The browser that the tests drive, and what drives it.

. ./node.sh
[ -n "${KASSA_CHROMIUM:-}" ] || have chromium-headless-shell || have chromium ||
  debian "Chromium is missing (the browser tests drive it)" chromium-headless-shell
npm_packages end2end
