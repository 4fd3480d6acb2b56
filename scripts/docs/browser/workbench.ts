/** Makes the signature workbench work, with the package's own code. */
import { compactBody, curlOf } from "../../../src/command/curl.js";
import { findMistakes, timestampMistake } from "../../../src/command/mistakes.js";
import { createSalt, createSigner, textToSign } from "../../../src/sign.js";
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
    const shown = await work(new FormData(form));
    // Hashes end in any order; only what was typed last may be seen.
    if (turn !== latest) return;
    for (const [name, text] of Object.entries(shown)) {
      const place = find(name === "verdict" ? ".verdict" : `[data-shows="${name}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    }
    find(".verdict")?.classList.toggle("good", shown.verdict === right);
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

const right = "That signature is right.";

async function work(data: FormData): Promise<Record<"verdict" | "text" | "signature" | "curl", string>> {
  const value = (name: string): string => {
    const given = data.get(name);
    // A form writes line breaks in its own way; a body has them as they were pasted.
    return typeof given === "string" ? given.replaceAll("\r\n", "\n") : "";
  };
  const credentials = { accessKey: value("accessKey"), secretKey: value("secretKey") };
  const parts = {
    method: value("method").trim(),
    path: value("path").trim(),
    salt: value("salt"),
    timestamp: Number(value("timestamp")),
    body: value("body"),
  };
  const nothing = { text: "", signature: "", curl: "" };
  if (credentials.secretKey === "") return { ...nothing, verdict: "Enter a secret key." };
  if (!parts.path.startsWith("/")) return { ...nothing, verdict: "The path must begin with /." };
  if (!/^\d+$/.test(value("timestamp")) || timestampMistake(parts.timestamp))
    return { ...nothing, verdict: "The timestamp must be Unix seconds." };
  const server = value("server").replace(/\/$/, "");
  const compact = compactBody(parts.body);
  const headers = await createSigner(credentials)({ ...parts, body: compact });
  const theirs = value("theirs").trim();
  const mistakes =
    theirs === "" ? [] : await findMistakes({ ...parts, server, signature: theirs }, credentials);
  return {
    verdict: [
      compact === parts.body ? "" : "Rapyd refuses a body that is not compact JSON: send it as below.",
      theirs === "" ? "" : verdictOf(mistakes),
    ]
      .filter(Boolean)
      .join(" "),
    text: textToSign({ ...parts, body: compact }, { ...credentials, secretKey: "<secret key>" }),
    signature: headers[securityHeaders.signature] ?? "",
    curl: curlOf({ ...parts, body: compact }, server, headers),
  };
}

function verdictOf(mistakes: readonly string[] | undefined): string {
  if (mistakes === undefined)
    return "That signature is wrong, and no known mistake explains it. Compare the keys, salt, timestamp and body with what was sent.";
  return mistakes.length === 0 ? right : `That signature is wrong: ${mistakes.join("; ")}.`;
}
