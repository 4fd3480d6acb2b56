/** `npm run lint`: checks the description with Redocly and the rules in openapi/redocly.yaml. */
import { lintDescription } from "./lint/report.js";

const problems = await lintDescription();
if (problems === undefined) {
  console.log("openapi/openapi.yaml: no problems");
} else {
  console.error(problems);
  process.exitCode = 1;
}
