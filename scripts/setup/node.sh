# Node.js with npm: it bundles the style sheets, brings wasm-opt, and drives the browser in tests.

have node && have npm || debian "Node.js is missing" nodejs npm
found=$(node --version)
at_least 20 "${found#v}" || missing "Node.js ${found#v} is older than 20" "install Node.js 20 or newer (nodejs.org, or a newer Debian)"
