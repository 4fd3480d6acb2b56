/** Runs the signature debugger, with the package's own code. */
import { bodyWarning, compactBody } from "../../../src/signature/body.js";
import { toCurl } from "../../../src/signature/curl.js";
import { judgeSignature, judgeWebhookSignature, timestampProblem } from "../../../src/signature/diagnose.js";
import {
  createSalt,
  createSigner,
  type Credentials,
  encodeDigest,
  type SignedParts,
  textToSign,
  webhookTextToSign,
} from "../../../src/sign.js";
import { hmacSha256 } from "#hmac";
import { securityHeaders, securityLimits } from "../../../generated/client.js";

/** Keeps the debugger's outputs in step with its inputs. */
export function startDebugger(form: HTMLFormElement): void {
  const find = (selector: string): HTMLElement | null => form.querySelector(selector);
  if (!globalThis.isSecureContext) {
    find(".insecure")?.removeAttribute("hidden");
    return;
  }
  let latest = 0;
  const update = async (): Promise<void> => {
    form.dataset["kind"] = String(new FormData(form).get("kind"));
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
  if (value("kind") === "webhook")
    return workOnWebhook(value("url").trim(), parts, credentials, value("theirs").trim());
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
  const age = Math.floor(Date.now() / 1_000) - parts.timestamp;
  const hint =
    age > securityLimits.timestamp.maximumAgeSeconds
      ? " The timestamp has expired by now: sign again before you send."
      : age < -securityLimits.timestamp.maximumLeadSeconds
        ? " The timestamp is in the future, which Rapyd rejects."
        : "";
  const advice = [
    /^(get|head)$/i.test(parts.method) &&
      parts.body !== "" &&
      "A GET or HEAD has no body: clear the body field.",
    compact === parts.body
      ? bodyWarning(parts.body)
      : "The signature covers the compact body, without whitespace between its tokens. Send the body in exactly that form.",
  ];
  const outputs = {
    advice: advice.filter(Boolean).join(" "),
    verdict: isValid ? `${text}${hint}` : text,
    text: textToSign({ ...parts, body: compact }, { ...credentials, secretKey: "<secret key>" }),
    signature: headers[securityHeaders.signature] ?? "",
    curl: toCurl({ ...parts, body: compact }, server, headers),
  };
  return { outputs, isValid };
}

/** Outputs for a webhook, whose signature covers the full URL instead of the method and path. */
async function workOnWebhook(
  url: string,
  parts: SignedParts,
  credentials: Credentials,
  theirs: string,
): Promise<Shown> {
  const problem = /^https?:\/\//.test(url)
    ? problemOf({ ...parts, method: "POST", path: "/" }, credentials)
    : "Enter the URL as it is set in the Client Portal, including https://.";
  if (problem !== undefined)
    return { outputs: { advice: "", verdict: problem, text: "", signature: "", curl: "" }, isValid: false };
  const signature = encodeDigest(
    await hmacSha256(credentials.secretKey)(webhookTextToSign(url, parts, credentials)),
  );
  const { isValid, text } =
    theirs === ""
      ? { isValid: false, text: "" }
      : await judgeWebhookSignature({ ...parts, url, signature: theirs }, credentials);
  return {
    outputs: {
      advice: "",
      verdict: text,
      text: webhookTextToSign(url, parts, { ...credentials, secretKey: "<secret key>" }),
      signature,
      curl: "",
    },
    isValid,
  };
}

/** First reason why the inputs cannot be signed; undefined if they can. */
function problemOf(
  { method, path, salt, timestamp }: SignedParts,
  { accessKey, secretKey }: Credentials,
): string | undefined {
  if (secretKey === "") return "Enter a secret key.";
  if (accessKey === "") return "Enter an access key.";
  if (!/^[a-z]+$/i.test(method)) return "The method must be a word, such as POST.";
  if (!path.startsWith("/")) return "The path must begin with /, without https and the host.";
  if (!/^[!-~]+$/.test(path) || path.includes("#"))
    return "The path must be as sent: spaces and non-ASCII letters encoded, and no fragment (#...).";
  if (salt === "") return "Enter a salt.";
  if (!Number.isInteger(timestamp) || timestampProblem(timestamp, timestamp))
    return "The timestamp must be Unix seconds.";
  return undefined;
}
