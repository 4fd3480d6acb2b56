/** `npm run lint`: checks the description with Redocly and the rules in openapi/redocly.yaml. */
import { redocly } from "./redocly.js";

const { code, stdout, stderr } = await redocly("lint", "--config", "openapi/redocly.yaml", "main");
const hasWarnings = /\b\d+ warnings?\b/.test(stderr);
if (code === 0 && !hasWarnings) {
  console.log("openapi/openapi.yaml: no problems");
} else {
  console.error([stdout.trim(), stderr].filter(Boolean).join("\n"));
  process.exitCode = 1;
}
