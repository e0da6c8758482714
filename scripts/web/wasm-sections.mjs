// The sections of a WebAssembly module, and the numbers and names in them (core specification, sections 5.2 and 5.5).

/** The id of sections that only tools read. */
const CUSTOM = 0;

/** Each section with its id and where its content begins and ends. */
export function* sectionsOf(module) {
  const reader = { bytes: module, at: 8 };
  while (reader.at < module.length) {
    const id = module[reader.at++];
    const length = unsigned(reader);
    yield { id, start: reader.at, end: reader.at + length };
    reader.at += length;
  }
}

/** The module without its custom sections of such names. */
export function withoutCustom(module, names) {
  const parts = [module.subarray(0, 8)];
  for (const { id, start, end } of sectionsOf(module)) {
    if (id === CUSTOM && names.test(text({ bytes: module, at: start }))) continue;
    parts.push(Buffer.from([id]), leb(end - start), module.subarray(start, end));
  }
  return Buffer.concat(parts);
}

/** The number at the reader's place (unsigned LEB128), which moves on. */
export function unsigned(reader) {
  let [number, shift, byte] = [0, 0, 0];
  do {
    byte = reader.bytes[reader.at++];
    number += (byte & 0x7f) * 2 ** shift;
    shift += 7;
  } while (byte & 0x80);
  return number;
}

/** The name at the reader's place, which moves on. */
export function text(reader) {
  const length = unsigned(reader);
  reader.at += length;
  return Buffer.from(reader.bytes.subarray(reader.at - length, reader.at)).toString("utf8");
}

/** A name as modules hold it. */
export function written(name) {
  const bytes = Buffer.from(name, "utf8");
  return Buffer.concat([leb(bytes.length), bytes]);
}

/** A number as modules hold it. */
export function leb(number) {
  const bytes = [];
  do {
    bytes.push((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
    number >>>= 7;
  } while (number > 0);
  return Buffer.from(bytes);
}
