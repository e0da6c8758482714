# Rust for the server, the tests and the tools.

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml")
have cargo || missing "Rust is missing" "install it with rustup (https://rustup.rs, or Debian's package rustup), then open a new shell"
found=$(rustc --version | cut -d ' ' -f 2)
at_least "$wanted" "$found" || missing "Rust $found is older than $wanted" "rustup update stable"
have cc || debian "a C compiler is missing (SQLite is built from its source)" build-essential
