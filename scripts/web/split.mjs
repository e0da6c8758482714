// Stands between Trunk and wasm-bindgen, and takes wasm-bindgen's arguments: cuts the compiled bundle into its parts
// (app/src/parts.rs) and hands the main file to wasm-bindgen.
//
// wasm-split makes one module of what a part needs alone, and one of what each set of parts shares: many small pieces. What a
// part needs is packed into one file, which is one request and compresses well; a piece that has come with an earlier part is
// not instantiated again. Only large pieces that parts share have files of their own, so that they are not loaded twice. The
// files go to target/parts/, each with the hash of its content in its name, with a list of them for the server. What loads
// them becomes a piece of wasm-bindgen's glue.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { shortened } from "./short-names.mjs";
import { withoutCustom } from "./wasm-sections.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tools = join(process.env.KASSA_CACHE ?? "", "tools/bin");
const placed = join(root, "target/parts");
const quickly = Boolean(process.env.KASSA_WEB_QUICKLY);

// What the compiler may use by default for WebAssembly, and every browser that is supported knows.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"]
  .map((feature) => `--enable-${feature}`);

// Parts that need another part before them: its pieces are not packed with them again.
const AFTER = { payment: "payment_form" };

// A shared piece of this many bytes is not packed with others.
const LARGE = 200_000;

const args = process.argv.slice(2);
const input = args.find((arg) => arg.endsWith(".wasm") && !arg.startsWith("-"));
if (!input) {
  run(join(tools, "wasm-bindgen"), args);
  process.exit();
}

const work = mkdtempSync(join(tmpdir(), "kassa-split-"));
try {
  const name = option("--out-name");
  run(join(tools, "wasm-split-cli"), ["--target", "web", "--out-name", name, input, work]);
  const main = join(work, `${name}.wasm`);
  run(join(tools, "wasm-bindgen"), ["--keep-lld-exports", ...args.map((arg) => (arg === input ? main : arg))]);

  const loader = readFileSync(join(work, "__wasm_split.js"), "utf8");
  const pieces = new Map(readdirSync(work).filter((file) => /^(split|chunk)_.*\.wasm$/.test(file)).map((file) => [file, shrunk(join(work, file))]));
  rmSync(placed, { recursive: true, force: true });
  mkdirSync(placed, { recursive: true });
  const packs = packed(needed(loader), pieces);
  const list = Object.fromEntries(Object.entries(packs).map(([part, files]) => [part, files.map(({ file }) => file)]));
  writeFileSync(join(placed, "parts.json"), JSON.stringify(list, null, 2));
  const [glue, bound] = [`${name}.js`, `${name}_bg.wasm`].map((file) => join(option("--out-dir"), file));
  const short = shortened(readFileSync(bound), readFileSync(glue, "utf8"), `./${name}_bg.js`);
  writeFileSync(bound, short.bytes);
  const { code } = transformSync(joined(short.glue, loader, packs), { minify: !quickly, format: "esm", target: "es2022" });
  writeFileSync(glue, code);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The value of an option that is written as `--name value` or `--name=value`. */
function option(wanted) {
  const at = args.findIndex((arg) => arg === wanted || arg.startsWith(`${wanted}=`));
  if (at < 0) throw new Error(`split: ${wanted} is missing`);
  return args[at].includes("=") ? args[at].slice(wanted.length + 1) : args[at + 1];
}

function run(program, programArgs) {
  const { status, error } = spawnSync(program, programArgs, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function shrunk(path) {
  if (quickly) return readFileSync(path);
  // The optimiser strips names, too, but complains of those that are newer than itself.
  writeFileSync(path, withoutCustom(readFileSync(path), /^name$/));
  run("wasm-opt", ["-O2", ...FEATURES, "--strip-debug", "--strip-producers", "-o", path, path]);
  return readFileSync(path);
}

/** Which pieces each part needs, as wasm-split's own loader says. */
function needed(loader) {
  const shared = new Map();
  for (const [, variable, file] of loader.matchAll(/^const (__chunk_\d+) = makeLoad\([^]*?"\.\/([^"]+)"/gm)) shared.set(variable, file);
  const list = {};
  for (const [, part, own, chunks] of loader.matchAll(/^export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(([^]*?), \[([^\]]*)\]\)\);$/gm)) {
    const file = /"\.\/([^"]+)"/.exec(own)?.[1];
    list[part] = [...chunks.split(",").map((chunk) => shared.get(chunk.trim())), file].filter(Boolean);
  }
  if (Object.keys(list).length === 0) throw new Error("split: wasm-split's loader names no part");
  return list;
}

/** The files of each part, and how long each piece is in its file: the same text wherever a piece is, which compresses well. */
function packed(parts, pieces) {
  const users = (piece) => Object.values(parts).filter((files) => files.includes(piece)).length;
  const alone = (piece) => users(piece) > 1 && pieces.get(piece).length >= LARGE;
  const files = (part, needs) => [...needs.filter(alone).map((piece) => pack("shared", [piece], pieces)), pack(part, needs.filter((piece) => !alone(piece)), pieces)];
  const filesOf = (part) => {
    const before = AFTER[part];
    return before ? [...filesOf(before), ...files(part, parts[part].filter((piece) => !parts[before].includes(piece)))] : files(part, parts[part]);
  };
  return Object.fromEntries(Object.keys(parts).map((part) => [part, filesOf(part)]));
}

/** Writes one file with these pieces. */
function pack(name, needs, pieces) {
  const content = Buffer.concat(needs.map((piece) => pieces.get(piece)));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const file = `part-${name}-${hash}.bin`;
  writeFileSync(join(placed, file), content);
  return { file, pieces: needs.map((piece) => [piece.replace(/\.wasm$/, ""), pieces.get(piece).length]) };
}

/** The glue, with a loader of our own in the place of the import of wasm-split's. */
function joined(glue, loader, packs) {
  const imports = [...glue.matchAll(/^import \* as (\w+) from "\.\/__wasm_split\.js";?$/gm)];
  if (imports.length === 0) throw new Error("split: the glue does not import the loader");
  const shared = /^let sharedImports[^]*?^}$/m.exec(loader)?.[0];
  if (!shared) throw new Error("split: wasm-split's loader does not say what is shared");
  const runtime = readFileSync(join(root, "scripts/web/load-part.js"), "utf8").replace(/^\/\/.*\n/gm, "");
  const functions = Object.keys(packs).map((part) => `__wasm_split_load_${part}: partLoader(${JSON.stringify(part)})`);
  const text = [shared, `const packs = ${JSON.stringify(packs)};`, runtime, `const partLoaders = { ${functions.join(", ")} };`].join("\n");
  const [first, ...others] = imports;
  for (const [line] of others) glue = glue.replace(line, "");
  glue = glue.replace(first[0], () => text);
  for (const [, variable] of imports) glue = glue.replaceAll(new RegExp(`\\b${variable}\\b`, "g"), "partLoaders");
  return glue;
}
