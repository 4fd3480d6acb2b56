import { readFileSync } from "node:fs";
import { emitArtifacts } from "../../../../scripts/generate/write/artifacts.js";
import type { OpenApiDocument } from "../../../../scripts/lib/document.js";

const [file = ""] = process.argv.slice(2);
await emitArtifacts(JSON.parse(readFileSync(file, "utf8")) as OpenApiDocument);
