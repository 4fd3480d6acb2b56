/** Handles Ctrl-C in commands that must finish something first. */
import { constants } from "node:os";

/** Early end of a command. */
export interface Interrupt {
  /** Aborts at the first Ctrl-C or SIGTERM. The second one ends the process. */
  signal: AbortSignal;
  /** Shell exit code of the received signal; undefined if there was none. */
  exitCode: () => number | undefined;
  /** Restores the default handling. */
  dispose: () => void;
}

/** Listens for Ctrl-C and SIGTERM; calls `onInterrupt` at the first. */
export function listenForInterrupt(onInterrupt: () => void): Interrupt {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const names = ["SIGINT", "SIGTERM"] as const;
  const interrupt = (name: NodeJS.Signals): void => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = 128 + constants.signals[name];
    onInterrupt();
    controller.abort(new Error(name));
  };
  for (const name of names) process.on(name, interrupt);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    dispose: () => {
      for (const name of names) process.off(name, interrupt);
    },
  };
}
