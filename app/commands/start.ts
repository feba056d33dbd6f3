/**
 * `npm start`: a whole Kopilka on this machine. PostgreSQL (embedded, or DATABASE_URL), the
 * web process, the worker and the dev store, migrated and, the first time, seeded. It runs
 * until Ctrl-C or until one of its parts ends, and then ends all of them.
 */
import { run } from "./run.ts";
import { bringUp } from "./start/bring-up.ts";
import { fullDiskBehind } from "./start/full-disk.ts";
import { Lifetime } from "./start/lifetime.ts";

const lifetime = new Lifetime();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    lifetime.end(null);
  });
}
// Whoever started us may be gone without a word; then nobody is there to press Ctrl-C.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) lifetime.end(null);
}, 500).unref();

await run(async () => {
  try {
    await lifetime.of(bringUp);
  } catch (error) {
    throw fullDiskBehind(error);
  }
});
// A connection or a timer that a library forgot must not hold up a stopped Kopilka.
process.exit();
