/** Handles Ctrl-C and SIGTERM in commands that must finish something before they end. */
import { constants } from "node:os";

/** Interruption of a command by Ctrl-C or SIGTERM. */
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
