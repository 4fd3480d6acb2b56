/** A project of somebody else, into which the packed tarball is installed. */
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { inRoot } from "../../../scripts/lib/paths.js";
import { execute, type Run } from "../../helpers/execute.js";

/** A consumer's folder. */
export interface Consumer {
  folder: string;
  /** Path of the tarball that is installed. */
  tarball: string;
  write: (name: string, text: string) => Promise<void>;
  run: (...command: string[]) => Promise<Run>;
  /** Adds packages from npm, in exact versions. */
  install: (...packages: string[]) => Promise<void>;
  remove: () => Promise<void>;
}

/** Packs the project and installs the tarball, with its one dependency, as a consumer does. */
export async function createConsumer(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-consumer-"));
  const packing = await alone(() =>
    execute(inRoot("."), ["npm", "pack", "--json", "--loglevel=silent", "--pack-destination", folder]),
  );
  if (packing.code !== 0) throw new Error(`npm pack failed:\n${packing.output}`);
  const [{ filename }] = JSON.parse(packing.output.slice(packing.output.indexOf("["))) as [
    { filename: string },
  ];
  const tarball = join(folder, filename);
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const install = async (...packages: string[]): Promise<void> => {
    const values = [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
      "--save-exact",
      ...packages,
    ];
    const { code, output } = await execute(folder, ["npm", ...values]);
    if (code !== 0) throw new Error(`npm install ${packages.join(" ")} failed:\n${output}`);
  };
  await install(tarball);
  return {
    folder,
    tarball,
    write: async (name, text) => {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    },
    run: (...command) => execute(folder, command),
    install,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Packing builds dist/ anew, which two test files must not do at once: the first to make the folder goes first. */
async function alone<Result>(action: () => Promise<Result>): Promise<Result> {
  const lock = inRoot("node_modules/.cache/rapyd-customers-pack");
  await mkdir(inRoot("node_modules/.cache"), { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch {
      const age = await stat(lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      // A run that was killed leaves its lock behind.
      if (age > 5 * 60_000) await rm(lock, { recursive: true, force: true });
      await setTimeout(200);
    }
  }
  try {
    return await action();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Copies a file of the tests into the consumer's folder. */
export async function copyInto(consumer: Consumer, from: string, name: string): Promise<void> {
  await cp(inRoot(from), join(consumer.folder, name));
}
