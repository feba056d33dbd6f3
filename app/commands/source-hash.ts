import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash over the content of files and folders, to tell whether what was made from them is
 * stale. Times of change would not do: a fresh clone has none that mean anything.
 * @param paths below `root`; one that does not exist counts as empty
 */
export function sourceHash(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) add(path);
  return hash.digest("hex");

  function add(path: string) {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0${found.size}\0`).update(readFileSync(join(root, path)));
    }
  }
}
