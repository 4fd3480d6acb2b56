/**
 * Adds generated samples to each operation: a shell script from one template, and TypeScript unless the operation has a hand-written
 * TypeScript sample.
 */
import type { HttpMethod, OpenApiDocument, Parameter } from "../../lib/document.js";
import { camelCase } from "../read/names.js";
import type { OperationModel } from "../read/operations.js";
import { methodExample } from "./method-example.js";

/**
 * A copy of the document in which each operation has a TypeScript sample and a shell sample, followed by its hand-written samples in other
 * languages.
 */
export function withSamples(
  document: OpenApiDocument,
  operations: readonly OperationModel[],
): OpenApiDocument {
  const copy = structuredClone(document);
  for (const operation of operations) {
    const byHand = operation.node["x-codeSamples"] ?? [];
    const typescript = byHand.find(({ lang }) => lang === "TypeScript") ?? {
      ...{ lang: "TypeScript", label: "TypeScript", source: typescriptSample(operation) },
    };
    const shell = { lang: "Shell", label: "curl and openssl", source: shellSample(document, operation) };
    const others = byHand.filter(({ lang }) => lang !== "TypeScript");
    // The model has the key of the path item in capitals.
    const method = operation.method.toLowerCase() as HttpMethod;
    Object.assign(copy.paths?.[operation.path]?.[method] ?? {}, {
      "x-codeSamples": [typescript, shell, ...others],
    });
  }
  return copy;
}

function typescriptSample(operation: OperationModel): string {
  const { pathParameters, body, response } = operation;
  const names = pathParameters.map(({ name, example }) => `${camelCase(name)} = ${JSON.stringify(example)}`);
  const call = methodExample(operation, response.type).filter((line) => !line.includes("createClient()"));
  const written = JSON.stringify(body?.example, undefined, 2)?.replaceAll(/"([A-Za-z_]\w*)": /g, "$1: ");
  return [
    'import { createClient } from "rapyd-customers";\n',
    "const rapyd = createClient();",
    ...(names.length > 0 ? [`const [${names.join(", ")}] = process.argv.slice(2);`] : []),
    ...(call.join().includes("body)") ? [`const body = ${written};`] : []),
    "",
    ...call,
    "",
  ].join("\n");
}

/** Path and query of a sample. Ids are the script's arguments; the query has the examples of its required parameters and of a list's limit. */
function targetOf({ path, pathParameters, queryParameters, paging }: OperationModel): string {
  const names = pathParameters.map(({ name }) => name);
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => `$${names.indexOf(name) + 1}`);
  const shown = queryParameters.filter(({ name, required }) => required === true || name === paging?.limit);
  const query = shown.flatMap(({ name, example }) => queryPairs(name, example)).join("&");
  return query === "" ? filled : `${filled}?${query}`;
}

/** A query parameter as the client writes it: one pair for each value of an array, or for each property of an object. */
function queryPairs(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => queryPairs(name, one));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, one]) => queryPairs(`${name}[${key}]`, one));
  return [`${name}=${encodeURIComponent(String(value))}`];
}

/** A POSIX shell script that shows what is signed, how it is signed, and how to recognise success. */
function shellSample(document: OpenApiDocument, operation: OperationModel): string {
  const { method, pathParameters, body } = operation;
  const server = document.servers?.find((one) => one["x-environment"] === "sandbox")?.url ?? "";
  const text = body?.example === undefined ? "" : JSON.stringify(body.example);
  return `#!/bin/sh
# Requires curl and openssl, and RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY in the environment.${argumentsInWords(pathParameters)}
set -eu

base_url=\${RAPYD_BASE_URL:-${server}}
path="${targetOf(operation)}"
body='${text.replaceAll("'", `'\\''`)}'
salt=$(openssl rand -hex 8)
timestamp=$(date +%s)

# The signature is the Base64 of the digest's hexadecimal text, not of its bytes.
text="${method.toLowerCase()}$path$salt$timestamp$RAPYD_ACCESS_KEY$RAPYD_SECRET_KEY$body"
digest=$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$RAPYD_SECRET_KEY" | sed 's/^.* //')
signature=$(printf '%s' "$digest" | openssl base64 -A)

response=$(curl --silent --show-error --max-time 30 --request ${method} "$base_url$path" \\
  --header "content-type: application/json" \\
  --header "access_key: $RAPYD_ACCESS_KEY" \\
  --header "salt: $salt" \\
  --header "timestamp: $timestamp" \\
  --header "signature: $signature" \\
  --write-out '\\nstatus %{http_code}'${body ? ' \\\n  --data-binary "$body"' : ""})
printf '%s\\n' "$response"

# Success is a 2xx that says SUCCESS.
case $response in
  *'"status":"SUCCESS"'*"
status 2"*) ;;
  *) exit 1 ;;
esac
`;
}

function argumentsInWords(pathParameters: readonly Parameter[]): string {
  const names = pathParameters.map(({ name }) => name);
  return names.length > 0 ? ` Arguments: ${names.join(", ")}.` : "";
}
