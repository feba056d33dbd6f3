/** Loaded before a command: tells on its error output, as it ends, the most memory that it had. */
import { writeSync } from "node:fs";

process.on("exit", () => {
  writeSync(2, `\npeak memory ${String(process.resourceUsage().maxRSS)} KiB\n`);
});
