import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What a command has printed on both outputs, and its exit code. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/**
 * `npm run NAME -- ARGUMENTS` as in a terminal beside a running Kopilka: it knows the data
 * folder and nothing else of it.
 */
export function npmRun(folder: string, name: string, ...args: string[]): Promise<Ran> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const child = spawn("npm", ["run", "--silent", name, "--", ...args], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, LANG, NODE_ENV: "development", KOPILKA_DATA_DIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, output });
    });
  });
}
