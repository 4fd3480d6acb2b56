/** `npm run test:description-effect`: lists every part of the description that neither the generated code nor a probe depends on. */
import { changesOf, currentDescription, reported, withoutEffect } from "./effect.js";
import type { Json } from "../../helpers/openapi.js";

const description = currentDescription();
const changes = changesOf(description as unknown as Json);
const found = await withoutEffect(description, changes);
for (const change of found) console.error(reported(change));
console.info(
  `${changes.length - found.length} of ${changes.length} changes have an effect on the generated code`,
);
if (found.length > 0) process.exitCode = 1;
