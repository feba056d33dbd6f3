import { serve } from "@hono/node-server";
import { seedYear } from "./seed/year.ts";
import { devStoreServer } from "./server.ts";
import { readSettings, type Settings } from "./settings.ts";
import { openStore } from "./store.ts";

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function settingsOrEnd(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
}

const settings = settingsOrEnd();
const store = openStore(settings);
if (settings.seed === "year") {
  const orders = seedYear(store);
  if (orders !== null) process.stdout.write(`The dev store was seeded with ${orders} orders\n`);
}
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
