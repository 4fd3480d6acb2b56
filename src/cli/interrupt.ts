/** Ctrl-C in a command that has something to finish. */
import { constants } from "node:os";

/** What ends a command early. */
export interface Interrupt {
  /** Aborts at the first signal. The second one ends the process. */
  signal: AbortSignal;
  /** Exit code for the signal that came, as shells have it; undefined when none did. */
  exitCode: () => number | undefined;
  /** Lets the signals end the process again. */
  dispose: () => void;
}

/** Listens for Ctrl-C and SIGTERM. `onInterrupt` is called at the first. */
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
