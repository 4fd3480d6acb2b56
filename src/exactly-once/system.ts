/** The machine as an import uses it: clock, file and process. Tests pass their own. */
import { readFileSync, readlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { type Runtime, systemRuntime } from "../runtime.js";

/** Clock, timers, randomness, files and processes. */
export interface System extends Pick<
  Runtime,
  "now" | "elapsed" | "setTimeout" | "clearTimeout" | "random" | "uuid"
> {
  /** Opens a file; creates it if missing. Rejects with the system's own error. */
  openFile: (path: string) => Promise<AppendOnlyFile>;
  process: ProcessIdentity;
}

/** An append-only file. Other processes may append too. */
export interface AppendOnlyFile {
  /** Reads the whole file. */
  read: () => Promise<string>;
  append: (text: string) => Promise<void>;
  /** Resolves once everything appended is on disk. */
  flush: () => Promise<void>;
  close: () => Promise<void>;
}

/** Identity of this process, and a check whether another process is running. */
export interface ProcessIdentity {
  pid: number;
  /** Name of the host, with the process ID namespace if that is not the host's own: a pid means nothing outside its namespace. */
  host: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Whether a process of this host is running. */
  isAlive: (pid: number) => boolean;
}

/** Namespace of the host itself; constant in Linux. */
const hostNamespace = "pid:[4026531836]";

/** Node's clock, timers, randomness, files and process. */
export const nodeSystem: System = {
  ...systemRuntime,
  openFile,
  process: {
    pid: process.pid,
    host: hostname() + pidNamespace(),
    startedAt: Date.now() - process.uptime() * 1_000,
    isAlive,
  },
};

/** Suffix for the host's name: such as ` pid:[4026532201]` in a container with its own process ID namespace, otherwise `""`. */
function pidNamespace(): string {
  try {
    const namespace = readlinkSync("/proc/self/ns/pid");
    return namespace === hostNamespace ? "" : ` ${namespace}`;
  } catch {
    // Only Linux has this file.
    return "";
  }
}

async function openFile(path: string): Promise<AppendOnlyFile> {
  const handle: FileHandle = await open(path, "a+");
  await flushName(path);
  return {
    read: () => readWhole(handle),
    append: async (text) => handle.appendFile(text),
    flush: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** Flushes the file's folder: otherwise, a power failure could remove a new file's name from it. */
async function flushName(path: string): Promise<void> {
  // Windows cannot open a folder, and does not need this.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Reads from the beginning, whatever the file position. */
async function readWhole(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(size);
  for (let length = 0; length < size;) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.toString("utf8");
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only checks.
    return process.kill(pid, 0) && !isZombie(pid);
  } catch (error) {
    // EPERM: it is another user's process.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process has ended but still has its pid, because its parent has not collected its exit status; some parents never do. */
function isZombie(pid: number): boolean {
  try {
    // The state follows the name, which can contain anything but ends with the last parenthesis.
    return /^\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*(?=\) )/s, ""));
  } catch {
    // Only Linux has this file.
    return false;
  }
}
