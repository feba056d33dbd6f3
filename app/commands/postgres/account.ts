import { execFileSync, spawnSync } from "node:child_process";
import { chownSync } from "node:fs";
import { Fault } from "../fault.ts";

/** The operating-system account that a server process runs under; empty means our own. */
export type Account = { uid?: number; gid?: number };

const NAME = "postgres";

/**
 * PostgreSQL refuses to run as root, so root hands it to the account `postgres`, which is
 * made when the machine has none. Everybody else runs it themselves.
 */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const existing = lookUp();
  if (existing) return existing;
  const made = spawnSync("useradd", ["--system", "--user-group", "--shell", "/bin/false", NAME]);
  const account = lookUp();
  if (made.status !== 0 || !account) {
    throw new Fault(
      `PostgreSQL does not run as root and the account "${NAME}" could not be made. ` +
        "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  return account;
}

function lookUp(): Account | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, NAME], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

/** Whether the account can read and enter (`"read"`) or also write (`"write"`) the path. */
export function canReach(account: Account, path: string, access: "read" | "write"): boolean {
  // Asked of the kernel as that account: file modes alone would miss a parent folder that
  // cannot be entered, and access control lists.
  const test = access === "read" ? 'test -r "$0" && test -x "$0"' : 'test -w "$0" && test -x "$0"';
  return spawnSync("/bin/sh", ["-c", test, path], { ...account, cwd: "/" }).status === 0;
}

/** Gives a path to the account; nothing to do when it is our own. */
export function giveTo(account: Account, path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(path, account.uid, account.gid);
  }
}
