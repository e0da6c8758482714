// Reads and rewrites the functions of a WebAssembly module by their names (WebAssembly core specification, section 5.5).

const IMPORTS = 2;
const CODE = 10;
const CUSTOM = 0;
/** A body without locals that does nothing but trap: `unreachable`, `end`. */
const TRAP = [0x03, 0x00, 0x00, 0x0b];

/**
 * The module with a trap in place of every function that `wanted(name, length)` picks.
 * @param {Uint8Array} module
 * @param {(name: string, length: number) => boolean} wanted
 */
export function trapped(module, wanted) {
  const sections = [...sectionsOf(module)];
  const names = namesOf(module, sections);
  let index = importedFunctions(module, sections);
  let [count, size] = [0, 0];
  const parts = [module.subarray(0, 8)];
  for (const { id, start, end } of sections) {
    if (id !== CODE) {
      parts.push([id], unsigned(end - start), module.subarray(start, end));
      continue;
    }
    const reader = new Reader(module, start);
    const bodies = reader.unsigned();
    const code = [unsigned(bodies)];
    for (let body = 0; body < bodies; body += 1, index += 1) {
      const from = reader.at;
      const length = reader.unsigned();
      reader.at += length;
      if (wanted(names.get(index) ?? "", length)) {
        code.push(TRAP);
        [count, size] = [count + 1, size + length];
      } else {
        code.push(module.subarray(from, reader.at));
      }
    }
    parts.push([id], unsigned(code.reduce((sum, part) => sum + part.length, 0)), ...code);
  }
  return { bytes: Buffer.concat(parts.map((part) => Buffer.from(part))), count, size };
}

function* sectionsOf(module) {
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const id = reader.byte();
    const length = reader.unsigned();
    yield { id, start: reader.at, end: reader.at + length };
    reader.at += length;
  }
}

/** How many functions are imported; the module's own are numbered after them. */
function importedFunctions(module, sections) {
  const section = sections.find(({ id }) => id === IMPORTS);
  if (!section) return 0;
  const reader = new Reader(module, section.start);
  let functions = 0;
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) {
      functions += 1;
      reader.unsigned();
    } else if (kind === 1) {
      reader.byte();
      reader.limits();
    } else if (kind === 2) {
      reader.limits();
    } else {
      reader.at += 2;
    }
  }
  return functions;
}

/** The names of functions by their numbers, from the custom section “name”. */
function namesOf(module, sections) {
  const names = new Map();
  for (const { id, start, end } of sections) {
    const reader = new Reader(module, start);
    if (id !== CUSTOM || reader.text() !== "name") continue;
    while (reader.at < end) {
      const kind = reader.byte();
      const next = reader.unsigned() + reader.at;
      if (kind === 1) {
        for (let left = reader.unsigned(); left > 0; left -= 1) names.set(reader.unsigned(), reader.text());
      }
      reader.at = next;
    }
  }
  return names;
}

function unsigned(number) {
  const bytes = [];
  do {
    bytes.push((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
    number >>>= 7;
  } while (number > 0);
  return bytes;
}

class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  unsigned() {
    let [number, shift, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      number += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return number;
  }

  text() {
    const length = this.unsigned();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  limits() {
    const flags = this.byte();
    this.unsigned();
    if (flags & 1) this.unsigned();
  }
}
