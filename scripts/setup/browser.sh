# The browser that the tests drive, and what drives it.

. ./node.sh
have chromium || debian "Chromium is missing (the browser tests drive it)" chromium
npm_packages end2end
