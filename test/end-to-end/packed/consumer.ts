/** Another project, into which the packed tarball is installed. */
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { inject } from "vitest";
import { inRoot } from "../../../scripts/lib/paths.js";
import { execute, type Run } from "../../helpers/execute.js";

/** A consumer's folder. */
export interface Consumer {
  folder: string;
  /** Path of the tarball that is installed. */
  tarball: string;
  /** Paths in the tarball. */
  files: readonly string[];
  write: (name: string, text: string) => Promise<void>;
  run: (...command: string[]) => Promise<Run>;
  /** Adds packages from npm, in exact versions. */
  install: (...packages: string[]) => Promise<void>;
  remove: () => Promise<void>;
}

/** Installs the packed project, with its one dependency, as a consumer does. */
export async function createConsumer(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-consumer-"));
  const { tarball, files } = await packOnce(inject("packFolder"));
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
    files,
    write: async (name, text) => {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    },
    run: (...command) => execute(folder, command),
    install,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Packs the project once per test run: the first call packs into `folder`, and every other call waits for the result. A build takes long,
 * and two test files must not build dist/ simultaneously.
 */
async function packOnce(folder: string): Promise<Packed> {
  const result = join(folder, "pack.json");
  const isFirst = await mkdir(join(folder, "lock")).then(
    () => true,
    () => false,
  );
  if (!isFirst) {
    while (!existsSync(result)) await setTimeout(200);
    const packed = JSON.parse(await readFile(result, "utf8")) as Packed & { failure?: string };
    if (packed.failure !== undefined) throw new Error(packed.failure);
    return packed;
  }
  const command = ["npm", "pack", "--json", "--loglevel=silent", "--pack-destination", folder];
  const { code, output } = await execute(inRoot("."), command);
  const failure = code === 0 ? undefined : `npm pack failed:\n${output}`;
  const [{ filename, files }] = (
    failure === undefined ? JSON.parse(output.slice(output.indexOf("["))) : [{ filename: "", files: [] }]
  ) as [{ filename: string; files: { path: string }[] }];
  const packed = { tarball: join(folder, filename), files: files.map(({ path }) => path) };
  await writeFile(`${result}.part`, JSON.stringify({ ...packed, failure }));
  // A waiting process sees the whole file or none.
  await rename(`${result}.part`, result);
  if (failure !== undefined) throw new Error(failure);
  return packed;
}

/** Result of `npm pack`. */
interface Packed {
  tarball: string;
  files: string[];
}

/** Copies a file of the tests into the consumer's folder. */
export async function copyInto(consumer: Consumer, from: string, name: string): Promise<void> {
  await cp(inRoot(from), join(consumer.folder, name));
}
