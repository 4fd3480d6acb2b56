import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeSystem } from "../../../src/exactly-once/system.js";

const { isAlive } = nodeSystem.process;

test("this process is alive, and an ended one is not", async () => {
  expect(isAlive(process.pid)).toBe(true);
  const child = spawn("true", { stdio: "ignore" });
  await once(child, "exit");
  expect(isAlive(child.pid ?? 0)).toBe(false);
});

test.skipIf(!existsSync("/proc/self/stat"))(
  "a zombie, whose parent never collects its exit status, is not alive",
  async () => {
    // The shell starts a child, and becomes a program that never asks for its children's ends.
    const parent = spawn("sh", ["-c", 'sh -c "echo \\$\\$" & exec sleep 60'], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [pid] = (await once(parent.stdout, "data")) as [Buffer];
    // It has printed its number, and ends immediately.
    await expect.poll(() => isAlive(Number(pid)), { interval: 5 }).toBe(false);
    expect(existsSync(`/proc/${Number(pid)}`)).toBe(true);
    expect(isAlive(parent.pid ?? 0)).toBe(true);
    parent.kill("SIGKILL");
  },
);
