# Kassa. Every target sets up what it needs first; see CONTRIBUTING.md for what each is for.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup run dev test test-rust test-browser lint bench web server

TARGET := $(or $(CARGO_TARGET_DIR),target)
# What the browser bundle is made of.
BUNDLE := $(shell find app domain messages style public scripts/web -type f -not -path '*/node_modules/*') \
	Trunk.toml Cargo.toml Cargo.lock
VECTORS := $(shell find domain messages vectors/src -type f) scripts/web/vectors scripts/web/without-relocations.mjs \
	scripts/web/wasm-sections.mjs Cargo.toml Cargo.lock

help:            ## this list
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

setup:           ## install what is missing: toolchain, tools, packages, browser, database
	@scripts/setup/run

run: web server  ## build everything and start the demo shop
	@scripts/run $(TARGET)/release/kassa

dev:             ## the demo shop, rebuilt whenever a file changes
	@scripts/setup/run rust web
	@scripts/dev

web: dist/index.html  ## the browser bundle, in dist/

dist/index.html: $(BUNDLE)
	@scripts/setup/run rust web
	scripts/web/build

# The engine alone, for the test that the browser prices like the server.
$(TARGET)/vectors-web/vectors_bg.wasm: $(VECTORS)
	@scripts/setup/run rust web
	scripts/web/vectors

server:          ## the server's binary, as it is shipped
	@scripts/setup/run rust
	cargo build --locked --release -p server

test: test-rust test-browser  ## everything: domain, integration, browser

test-rust:       ## the tests of all crates
	@scripts/setup/run rust postgres python
	cargo test --locked --workspace --no-fail-fast

test-browser: web server $(TARGET)/vectors-web/vectors_bg.wasm  ## the journeys of a buyer in a real browser
	@scripts/setup/run browser
	cargo run --locked --quiet -p messages --example formats >$(TARGET)/formats.json
	cd end2end && KASSA_BIN=$(abspath $(TARGET))/release/kassa KASSA_FORMATS=$(abspath $(TARGET))/formats.json \
		KASSA_VECTORS=$(abspath $(TARGET))/vectors-web \
		npx --no-install playwright test

lint:            ## formatting, clippy, documentation, house rules, licences
	@scripts/setup/run rust
	scripts/lint

bench: web server  ## page weight, Lighthouse, quotes and orders per second
	@scripts/setup/run browser postgres
	cargo build --locked --release -p driver
	scripts/bench $(abspath $(TARGET))/release/kassa $(abspath $(TARGET))/release/load
