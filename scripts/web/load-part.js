// Loads the parts of the bundle in the browser. scripts/web/split.mjs puts this into wasm-bindgen's glue, after `packs` (the
// files of each part, and how long their pieces are) and `getSharedImports` (what the main module shares).
const files = new Map();
const instances = new Map();

async function loadFile({ file, pieces }) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  let start = 0;
  const instantiated = pieces.map(([piece, length]) => {
    const code = new Uint8Array(bytes, start, length);
    start += length;
    if (!instances.has(piece)) instances.set(piece, WebAssembly.instantiate(code, getSharedImports()));
    return instances.get(piece);
  });
  await Promise.all(instantiated);
}

function loadOnce(pack) {
  if (!files.has(pack.file)) {
    // What failed is asked for again the next time.
    files.set(pack.file, loadFile(pack).catch((error) => { files.delete(pack.file); throw error; }));
  }
  return files.get(pack.file);
}

function partLoader(part) {
  return async (callback, data) => {
    const loaded = await Promise.allSettled(packs[part].map(loadOnce));
    const failed = loaded.find(({ status }) => status === "rejected");
    if (failed) console.error(failed.reason);
    getSharedImports().__wasm_split.__indirect_function_table.get(callback)(data, !failed);
  };
}
