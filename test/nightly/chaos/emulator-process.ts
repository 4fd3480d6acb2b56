/** An emulator in a separate process, for measurements that must not include its memory. */
import { startEmulator } from "../../../src/emulator/index.js";
import { keys } from "../../helpers/fixtures.js";

const emulator = await startEmulator(keys);
process.send?.(emulator.url);
process.once("message", () => {
  void emulator.close().then(() => process.disconnect());
});
