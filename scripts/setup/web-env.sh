# Sourced before anything is compiled to WebAssembly: the tools on the path, and the toolchain that scripts/setup/web.sh chose.

KASSA_CACHE=${KASSA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kassa}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export KASSA_CACHE PATH=$root/scripts/web/bin:$root/scripts/web/node_modules/.bin:$KASSA_CACHE/tools/bin:$PATH
export TRUNK_SKIP_VERSION_CHECK=true

# Where what refers to what is kept, for whoever cuts the bundle into parts (scripts/web/split.mjs).
wasm_flags=-Clink-args=--emit-relocs

wasm_toolchain=$(cat "$KASSA_CACHE/wasm-toolchain" 2>/dev/null)
if [ "$wasm_toolchain" = debian ]; then
  export RUSTUP_TOOLCHAIN=debian
fi
if [ "$wasm_toolchain" = debian ] || [ "$wasm_toolchain" = small ]; then
  # The standard library is built from its source, for size and without the machinery of panic messages. These switches are
  # unstable in cargo, so they are set here and not in Cargo.toml, where a plain stable toolchain would stumble over them.
  export RUSTC_BOOTSTRAP=1
  export CARGO_UNSTABLE_BUILD_STD=std CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
  export CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT=true CARGO_PROFILE_WASM_RELEASE_PANIC=immediate-abort
  # Nobody reads what `{:?}` would write in a browser.
  wasm_flags="$wasm_flags -Zfmt-debug=none"
fi
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$wasm_flags
# A directory of its own: the switches above reach into build scripts and macros, too, and a shared one would be compiled anew at
# every change between browser and server.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}/web
