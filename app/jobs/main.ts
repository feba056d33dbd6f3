/** `npm run worker`: processes deliveries and jobs until it is told to end. */
import { createServer, type Server } from "node:http";
import { ConfigError, loadConfig, type Config } from "../config.server.ts";
import { reachDatabase } from "../db/reach-database.server.ts";
import { createLogger, type Logger } from "../logging.server.ts";
import { createTopicHandler } from "../services/handle-topic.server.ts";
import { createBoss } from "./boss.server.ts";
import { startDeliveryLoop } from "./delivery-loop.server.ts";
import { enqueueHolds } from "./hold-queue.server.ts";
import { openContext } from "./open-context.server.ts";
import { enqueueMarked } from "./refetch-queue.server.ts";
import { requestsInto } from "./request-job.server.ts";
import { enqueueSurroundings } from "./surroundings-job.server.ts";
import { startWorking } from "./worker.server.ts";

/** How long the jobs under way may still take once the worker is told to end. */
const GRACE_MS = 25_000;

async function main(): Promise<void> {
  const config = configOrEnd();
  const log = createLogger({ name: "worker", logLevel: config.logLevel });
  const reason = await reachDatabase(config.databaseUrl);
  if (reason !== null) endFor(`DATABASE_URL: ${reason}`);
  const stop = await startWorker(config, log);
  log.info("worker is ready");

  let ending = false;
  const end = (signal: NodeJS.Signals): void => {
    if (ending) return;
    ending = true;
    log.info({ signal }, "worker ends after the batch in flight");
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "worker did not end cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

/** @returns a function that ends the worker: nothing new is begun, what is under way is finished */
async function startWorker(config: Config, log: Logger): Promise<() => Promise<void>> {
  const { context, hashEmail, close } = openContext(config, log);
  const boss = createBoss(config.databaseUrl, {
    onError: (error) => {
      log.error({ err: error }, "the job queue has trouble");
    },
  });
  await boss.start();
  const requestJob = requestsInto(boss);
  const hooks = {
    onMarked: enqueueMarked(boss),
    onHoldsSettled: enqueueHolds(requestJob),
    onWaiting: enqueueSurroundings(requestJob),
  };
  await startWorking(boss, { ...context, ...hooks, requestJob });
  const stopDeliveries = startDeliveryLoop({
    db: context.db,
    databaseUrl: config.databaseUrl,
    log,
    handleTopic: createTopicHandler(hashEmail, hooks),
    ...hooks,
  });
  const health = config.workerHealthPort === null ? null : answerHealth(config.workerHealthPort);
  return async () => {
    await Promise.all([stopDeliveries(), boss.stop({ graceful: true, timeout: GRACE_MS })]);
    health?.close();
    await close();
  };
}

/** Says that the process lives: for orchestrators that probe a worker over HTTP. */
function answerHealth(port: number): Server {
  return createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? 200 : 404).end();
  }).listen(port);
}

function configOrEnd(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return endFor(error.message);
  }
}

function endFor(reason: string): never {
  process.stderr.write(`kopilka worker: ${reason}\n`);
  process.exit(1);
}

try {
  await main();
} catch (error) {
  // Connections that were opened before would keep the process alive.
  endFor(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
