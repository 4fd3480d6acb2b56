/** Starts the machine's own Chromium. If none is found, Debian's package is installed first, which only root can do. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A headless browser that never checks for updates. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? installChromium();
  const args = [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
    ...["--disable-background-networking", "--disable-component-update"],
  ];
  return chromium.launch({ executablePath, args });
}

function findChromium(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  return [...(given === undefined ? [] : [given]), ...places].find((path) => existsSync(path));
}

function installChromium(): string {
  const help = "install Chromium, or say where it is with CHROMIUM_PATH";
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(`No Chromium found: ${help}.`);
  console.info("Installing Debian's chromium, which the browser tests drive ...");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const command of [
    ["update", "-qq"],
    ["install", "-qq", "-y", "--no-install-recommends", "chromium"],
  ]) {
    const { status, stderr } = spawnSync("apt-get", command, { env: environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`apt-get ${command[0]} failed: ${help}.\n${stderr}`);
  }
  const found = findChromium();
  if (found === undefined) throw new Error(`Debian's package brought no Chromium: ${help}.`);
  return found;
}
