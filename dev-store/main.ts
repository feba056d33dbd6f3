import { serve } from "@hono/node-server";
import { seedYear } from "./seed/year.ts";
import { devStoreServer } from "./server.ts";
import { readSettings } from "./settings.ts";
import { openStore } from "./store.ts";

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** What cannot be had at the start is one line for whoever started the program, not a stack. */
function orEnd<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
}

const settings = orEnd(() => readSettings(process.env));
const store = orEnd(() => openStore(settings));
const seeded = settings.seed === "year" ? orEnd(() => seedYear(store)) : null;
if (seeded !== null) process.stdout.write(`The dev store was seeded with ${seeded} orders\n`);
const http = serve(
  {
    fetch: devStoreServer(store).fetch,
    port: settings.port,
    hostname: "127.0.0.1",
  },
  (address) => {
    process.stdout.write(`The dev store is at http://127.0.0.1:${address.port}\n`);
    store.queue.pump();
  },
);

http.on("error", (error: NodeJS.ErrnoException) => {
  end(
    error.code === "EADDRINUSE"
      ? `Port ${settings.port} is in use; DEV_STORE_PORT chooses another one.`
      : `The dev store cannot listen on port ${settings.port}: ${error.message}`,
  );
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  http.close();
  if ("closeAllConnections" in http) http.closeAllConnections();
  await store.close();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
