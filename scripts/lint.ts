/** `npm run lint`: checks the description with Redocly and the rules in openapi/redocly.yaml. */
import { redocly } from "./redocly.js";

const { code, stdout, stderr } = await redocly("lint", "--config", "openapi/redocly.yaml", "main");
if (code === 0) {
  console.log("openapi/openapi.yaml: no problems");
} else {
  console.error([stdout.trim(), stderr].filter(Boolean).join("\n"));
}
process.exitCode = code;
