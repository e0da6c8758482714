// Puts a brotli (quality 11) and a gzip (level 9) copy beside each file of the bundle that is worth it, so that the server
// never compresses an asset while somebody waits. Called by Trunk after each build, in its staging directory. An unoptimised
// bundle is many times as large and gone at the next change: that one is compressed quickly rather than well.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH_IT = /\.(wasm|bin|js|css|svg|json|txt|html)$/;
const directory = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
if (!directory) throw new Error("precompress: name the directory");

const quickly = process.env.TRUNK_PROFILE === "debug";
for (const name of readdirSync(directory, { recursive: true })) {
  const path = join(directory, name);
  if (!statSync(path).isFile() || !WORTH_IT.test(name) || name === "index.html") continue;
  const raw = readFileSync(path);
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quickly ? 1 : 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(raw, { level: quickly ? 1 : 9 }));
  console.log(`${String(raw.length).padStart(9)} ${String(brotli.length).padStart(8)} br  ${name}`);
}
