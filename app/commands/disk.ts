import { statfsSync } from "node:fs";

/** With less than this, nothing that writes can go on. */
const NEEDED_BYTES = 8 * 1024 * 1024;

/** Whether the disk that holds a folder has no room left; false where that cannot be told. */
export function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < NEEDED_BYTES;
  } catch {
    return false;
  }
}
