# What builds the browser bundle: a Rust that compiles to WebAssembly, Trunk, wasm-bindgen, wasm-opt and the CSS bundler.
# The choice of toolchain is written down for scripts/setup/web-env.

choice=$KASSA_CACHE/wasm-toolchain

# The sources of the standard library, and a cargo that can build it without the machinery of panic messages: a sixth off
# the bundle.
small_std() {
  [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ] \
    && RUSTC_BOOTSTRAP=1 cargo -Z help 2>/dev/null | grep -q panic-immediate-abort
}
ordinary_target() { [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; }
debian_toolchain() {
  [ -x /usr/bin/rustc ] && [ -d /usr/lib/rustlib/src/rust/library ] && have lld-22 \
    && rustup toolchain list 2>/dev/null | grep -q '^debian'
}

# What was chosen before still holds.
chosen() {
  case $(cat "$choice" 2>/dev/null) in
    small) small_std ;;
    ordinary) ordinary_target ;;
    debian) debian_toolchain ;;
    *) false ;;
  esac
}

# First the ordinary ways, by rustup; where they are closed, the toolchain that Debian packages.
choose_toolchain() {
  chosen && return
  if have rustup; then
    small_std || step "Rust's library sources" timeout 120 rustup component add rust-src || true
    if small_std; then
      echo small >"$choice"
      return
    fi
    ordinary_target || step "Rust target wasm32-unknown-unknown" timeout 120 rustup target add wasm32-unknown-unknown || true
  fi
  if ordinary_target; then
    echo ordinary >"$choice"
    return
  fi
  have rustup || missing "Rust cannot compile to WebAssembly" "install the target wasm32-unknown-unknown, or rustup"
  if ! debian_toolchain; then
    debian "Rust cannot compile to WebAssembly" rustc-web cargo-web rust-web-src lld-22 rust-web-llvm
    rustup toolchain link debian /usr
  fi
  debian_toolchain || missing "Debian's Rust for WebAssembly is not usable" "look into the packages rustc-web and rust-web-src"
  echo debian >"$choice"
}

# Both are tools of the build and run once a build: compiled quickly rather than well.
quick_install() {
  CARGO_TARGET_DIR=$KASSA_CACHE/tools-build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --root "$TOOLS" --force "$@"
}

install_trunk() {
  local wanted=0.21.14
  [ "$("$TOOLS/bin/trunk" --version 2>/dev/null)" = "trunk $wanted" ] && return
  step "Trunk $wanted (compiled once, some minutes)" \
    env CARGO_PROFILE_RELEASE_OPT_LEVEL=0 bash -c "$(declare -f quick_install); quick_install --locked trunk --version $wanted" \
    || missing "Trunk could not be installed" "read the log above; cargo install --locked trunk --version $wanted"
}

# Must be exactly the version that the bundle is compiled with. Its own lock file can be newer than a registry's copy, so it
# is installed without.
install_wasm_bindgen() {
  local wanted
  wanted=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' "$ROOT/Cargo.lock")
  [ "$("$TOOLS/bin/wasm-bindgen" --version 2>/dev/null)" = "wasm-bindgen $wanted" ] && return
  step "wasm-bindgen $wanted (compiled once, some minutes)" \
    env CARGO_PROFILE_RELEASE_OPT_LEVEL=1 bash -c "$(declare -f quick_install); quick_install wasm-bindgen-cli --version $wanted" \
    || missing "wasm-bindgen could not be installed" "read the log above; cargo install wasm-bindgen-cli --version $wanted"
}

# Cuts the bundle into parts; it understands what the crate wasm_split_helpers of Cargo.lock marks.
install_wasm_split() {
  local wanted=0.2.4
  [ "$(cat "$TOOLS/wasm-split-version" 2>/dev/null)" = "$wanted" ] && [ -x "$TOOLS/bin/wasm-split-cli" ] && return
  step "wasm-split $wanted (compiled once)" \
    env CARGO_PROFILE_RELEASE_OPT_LEVEL=1 bash -c \
    "$(declare -f quick_install); quick_install --locked wasm_split_cli_support --version $wanted --features build-binary" \
    || missing "wasm-split could not be installed" "read the log above; cargo install wasm_split_cli_support --version $wanted --features build-binary"
  printf '%s' "$wanted" >"$TOOLS/wasm-split-version"
}

export KASSA_CACHE TOOLS
. ./node.sh
choose_toolchain
install_trunk
install_wasm_bindgen
install_wasm_split
rm -rf "$KASSA_CACHE/tools-build"
npm_packages scripts/web
