/** Lint rules that Redocly does not ship. They are JavaScript because Redocly loads them itself, also from an editor. */
import { errorCodeKnown, extensionKnown, operationFactsKnown } from "./extensions.js";
import { fileUsed } from "./files.js";
import { endsWithPeriod, enumExplained, propertyDescribed } from "./prose.js";
import { patternValid, requestCheckProven, schemaOpen } from "./requests.js";

/** @returns {unknown} a Redocly plugin whose rules are named description/... */
export default function plugin() {
  return {
    id: "description",
    rules: {
      oas3: {
        "property-described": propertyDescribed,
        "ends-with-period": endsWithPeriod,
        "enum-explained": enumExplained,
        "schema-open": schemaOpen,
        "pattern-valid": patternValid,
        "extension-known": extensionKnown,
        "error-code-known": errorCodeKnown,
        "operation-facts-known": operationFactsKnown,
        "file-used": fileUsed,
        "request-check-proven": requestCheckProven,
      },
    },
  };
}
