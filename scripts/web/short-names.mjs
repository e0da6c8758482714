// Gives what a module and wasm-bindgen's glue import from each other short names, in both. Their own carry hashes, which no
// compression makes shorter.
//
// Reads the import and the export section as the WebAssembly core specification, sections 5.5.5 and 5.5.10, lays them out.

import { leb, sectionsOf, text, unsigned, written } from "./wasm-sections.mjs";

const IMPORTS = 2;
const EXPORTS = 7;
/** How wasm-bindgen calls what the glue calls a closure by. */
const CLOSURE = /^wasm_bindgen_[0-9a-f]{16}_/;
const TABLE = 1;
const MEMORY = 2;
const TAG = 4;

/**
 * The module and the glue with short names for what is imported from `from`, and for the closures that are exported.
 * @param {Uint8Array} module
 * @param {string} glue
 * @param {string} from
 */
export function shortened(module, glue, from) {
  const names = new Map();
  const short = (name) => names.get(name) ?? names.set(name, `_${names.size.toString(36)}`).get(name);
  const parts = [module.subarray(0, 8)];
  for (const { id, start, end } of sectionsOf(module)) {
    const rewrite = { [IMPORTS]: importSection, [EXPORTS]: exportSection }[id];
    const body = rewrite ? rewrite({ bytes: module, at: start }, short, from) : module.subarray(start, end);
    parts.push(Buffer.from([id]), leb(body.length), body);
  }
  const known = new RegExp(`\\b(?:${[...names.keys()].sort((a, b) => b.length - a.length).join("|")})\\b`, "g");
  return { bytes: Buffer.concat(parts), glue: glue.replace(known, short) };
}

function importSection(reader, short, from) {
  const count = unsigned(reader);
  const parts = [leb(count)];
  for (let left = count; left > 0; left -= 1) {
    const [place, name] = [text(reader), text(reader)];
    const described = reader.at;
    skipDescription(reader);
    parts.push(written(place), written(place === from ? short(name) : name), reader.bytes.subarray(described, reader.at));
  }
  return Buffer.concat(parts);
}

function exportSection(reader, short) {
  const count = unsigned(reader);
  const parts = [leb(count)];
  for (let left = count; left > 0; left -= 1) {
    const name = text(reader);
    const described = reader.at;
    reader.at += 1;
    unsigned(reader);
    parts.push(written(CLOSURE.test(name) ? short(name) : name), reader.bytes.subarray(described, reader.at));
  }
  return Buffer.concat(parts);
}

function skipDescription(reader) {
  const kind = reader.bytes[reader.at++];
  if (kind === TABLE || kind === TAG) reader.at += 1;
  if (kind === TABLE || kind === MEMORY) {
    const flags = unsigned(reader);
    unsigned(reader);
    if (flags & 1) unsigned(reader);
  } else if (kind === 0 || kind === TAG) {
    unsigned(reader);
  } else {
    reader.at += 2;
  }
}
