// Bundles each entry of style/ with what it imports into target/style/, from where app/index.html names it; Trunk hashes it.
// Called by Trunk before each build.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { bundle } from "lightningcss";

const root = fileURLToPath(new URL("../..", import.meta.url));
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const entries = ["main.css", "later.css"];

mkdirSync(join(root, "target/style"), { recursive: true });
for (const entry of entries) {
  const { code, warnings } = bundle({
    filename: join(root, "style", entry),
    minify: true,
    // The browsers that know cascade layers, nesting and :has(); nothing is lowered for older ones.
    targets: { chrome: version(120), firefox: version(121), safari: version(17, 2) },
  });
  for (const { message, loc } of warnings) {
    console.error(`style: ${loc?.filename ?? "?"}:${loc?.line ?? 0}: ${message}`);
  }
  if (warnings.length > 0) process.exit(1);
  writeFileSync(join(root, "target/style", entry), code);
}
