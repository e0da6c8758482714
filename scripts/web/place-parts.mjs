// Puts the parts that scripts/web/split.mjs has cut into the bundle's directory. Called by Trunk after each build.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";

cpSync(fileURLToPath(new URL("../../target/parts", import.meta.url)), process.env.TRUNK_STAGING_DIR, { recursive: true });
