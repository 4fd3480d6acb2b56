/** String values that an open or closed enum lists, without `""`. @param {Record<string, unknown>} schema @returns {string[]} */
export function enumValues(schema) {
  const variants = Array.isArray(schema["anyOf"]) ? schema["anyOf"] : [schema];
  return variants
    .flatMap((variant) => (Array.isArray(variant?.["enum"]) ? variant["enum"] : []))
    .filter((value) => typeof value === "string" && value !== "");
}
