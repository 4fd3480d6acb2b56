/** Makes the signature workbench work, with the package's own code. */
import { bodyWarning, compactBody } from "../../../src/signature/body.js";
import { toCurl } from "../../../src/signature/curl.js";
import { judgeSignature, timestampProblem } from "../../../src/signature/diagnose.js";
import {
  createSalt,
  createSigner,
  type Credentials,
  type SignedParts,
  textToSign,
} from "../../../src/sign.js";
import { securityHeaders } from "../../../generated/client.js";

/** Keeps the workbench's outputs true to its inputs. */
export function startWorkbench(form: HTMLFormElement): void {
  const find = (selector: string): HTMLElement | null => form.querySelector(selector);
  if (!globalThis.isSecureContext) {
    find(".insecure")?.removeAttribute("hidden");
    return;
  }
  let latest = 0;
  const update = async (): Promise<void> => {
    const turn = ++latest;
    // Somebody who types is not done yet.
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (turn !== latest) return;
    const shown = await work(new FormData(form));
    // Hashes end in any order; only what was typed last may be seen.
    if (turn !== latest) return;
    for (const [name, text] of Object.entries(shown.outputs)) {
      const place = find(`[data-shows="${name}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    }
    find("[data-shows=verdict]")?.classList.toggle("good", shown.isValid);
  };
  const fillers: Record<string, () => string> = {
    salt: () => createSalt(() => crypto.randomUUID()),
    timestamp: () => String(Math.floor(Date.now() / 1_000)),
  };
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-fills]")) {
    const { fills = "" } = button.dataset;
    button.addEventListener("click", () => {
      const target = form.elements.namedItem(fills);
      if (target instanceof HTMLInputElement) target.value = fillers[fills]?.() ?? "";
      void update();
    });
  }
  form.addEventListener("input", () => void update());
  form.addEventListener("submit", (event) => event.preventDefault());
  void update();
}

interface Shown {
  outputs: Record<"advice" | "verdict" | "text" | "signature" | "curl", string>;
  isValid: boolean;
}

async function work(data: FormData): Promise<Shown> {
  const value = (name: string): string => {
    const given = data.get(name);
    // A form writes line breaks in its own way; a body has them as they were pasted.
    return typeof given === "string" ? given.replaceAll("\r\n", "\n") : "";
  };
  const credentials = { accessKey: value("accessKey"), secretKey: value("secretKey") };
  const parts = {
    method: value("method").trim(),
    path: value("path").trim(),
    salt: value("salt").trim(),
    timestamp: Number(value("timestamp").trim() || NaN),
    body: value("body"),
  };
  const problem = problemOf(parts, credentials);
  if (problem !== undefined)
    return { outputs: { advice: "", verdict: problem, text: "", signature: "", curl: "" }, isValid: false };
  const server = value("server").replace(/\/$/, "");
  const compact = compactBody(parts.body);
  const headers = await createSigner(credentials)({ ...parts, body: compact });
  const theirs = value("theirs").trim();
  // The age of an example says nothing of its signature.
  const { isValid, text } =
    theirs === ""
      ? { isValid: false, text: "" }
      : await judgeSignature({ ...parts, server, signature: theirs }, credentials, parts.timestamp);
  const outputs = {
    advice: bodyWarning(parts.body) ?? "",
    verdict: text,
    text: textToSign({ ...parts, body: compact }, { ...credentials, secretKey: "<secret key>" }),
    signature: headers[securityHeaders.signature] ?? "",
    curl: toCurl({ ...parts, body: compact }, server, headers),
  };
  return { outputs, isValid };
}

/** What must be filled in otherwise before there is anything to sign. */
function problemOf(
  { method, path, salt, timestamp }: SignedParts,
  { accessKey, secretKey }: Credentials,
): string | undefined {
  if (secretKey === "") return "Enter a secret key.";
  if (accessKey === "") return "Enter an access key.";
  if (!/^[a-z]+$/i.test(method)) return "The method must be a word, such as POST.";
  if (!path.startsWith("/")) return "The path must begin with /, without https and the host.";
  if (!/^[!-~]+$/.test(path) || path.includes("#"))
    return "The path must be as it is sent: blanks and other letters encoded, and nothing after #.";
  if (salt === "") return "Enter a salt.";
  if (!Number.isInteger(timestamp) || timestampProblem(timestamp, timestamp))
    return "The timestamp must be Unix seconds.";
  return undefined;
}
