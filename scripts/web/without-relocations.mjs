// Takes out of a module what only scripts/web/split.mjs needs: the sections that say what refers to what.
//     node without-relocations.mjs FILE
import { readFileSync, writeFileSync } from "node:fs";
import { withoutCustom } from "./wasm-sections.mjs";

const [file] = process.argv.slice(2);
writeFileSync(file, withoutCustom(readFileSync(file), /^(?:linking|reloc\.)/));
