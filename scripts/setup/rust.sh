# Rust for the server, the tests and the tools.

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml")
# rustup brings a cargo that does nothing before there is a toolchain.
if ! rustc --version >/dev/null 2>&1; then
  have rustup || debian "Rust is missing (before Debian 13 it comes from https://rustup.rs)" rustup
  step "Rust's stable toolchain" rustup default stable || missing "Rust's toolchain cannot be fetched" "rustup default stable"
fi
found=$(rustc --version | cut -d ' ' -f 2)
at_least "$wanted" "$found" || missing "Rust $found is older than $wanted" "rustup update stable"
have cc || debian "a C compiler is missing (SQLite is built from its source)" build-essential
