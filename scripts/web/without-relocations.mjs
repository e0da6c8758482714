// Takes out of a module what only scripts/web/split.mjs needs: the sections that say what refers to what.
//     node without-relocations.mjs FILE
import { readFileSync, writeFileSync } from "node:fs";
import { leb, sectionsOf, text } from "./wasm-sections.mjs";

const CUSTOM = 0;
const [file] = process.argv.slice(2);
const module = readFileSync(file);
const parts = [module.subarray(0, 8)];
for (const { id, start, end } of sectionsOf(module)) {
  if (id === CUSTOM && /^(?:linking|reloc\.)/.test(text({ bytes: module, at: start }))) continue;
  parts.push(Buffer.from([id]), leb(end - start), module.subarray(start, end));
}
writeFileSync(file, Buffer.concat(parts));
