import type { PgBoss } from "pg-boss";
import type { RequestJob } from "../services/job-requests.ts";
import { createBoss, sendsWithin } from "./boss.server.ts";
import { defineQueues } from "./worker.server.ts";

/** Puts requests into pg-boss's queues, in the transaction of whoever makes them. */
export function requestsInto(boss: PgBoss): RequestJob {
  return (tx, request) => insert(boss, tx, request);
}

/**
 * Requests of a process that works nothing off itself, such as the web process. It connects with
 * the first request, so that the process also starts while the database is away, and makes sure of
 * the queues, because the worker that does so too may not have run yet.
 */
export function sendingRequests(databaseUrl: string, onError: (error: Error) => void) {
  let started: Promise<PgBoss> | null = null;
  const start = async (): Promise<PgBoss> => {
    const boss = createBoss(databaseUrl, { onError, works: false });
    await boss.start();
    try {
      await defineQueues(boss);
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error;
    }
    return boss;
  };
  const requestJob: RequestJob = async (tx, request) => {
    started ??= start().catch((error: unknown) => {
      started = null;
      throw error;
    });
    await insert(await started, tx, request);
  };
  return {
    requestJob,
    /** Ends its connections, if it ever had any. */
    async close(): Promise<void> {
      const boss = await started?.catch(() => null);
      await boss?.stop({ graceful: false });
    },
  };
}

async function insert(
  boss: PgBoss,
  tx: Parameters<RequestJob>[0],
  { name, shop, key, data = {} }: Parameters<RequestJob>[1],
): Promise<void> {
  const jobs = [{ data: { ...data, shop }, singletonKey: key }];
  await boss.insert(name, jobs, { db: sendsWithin(tx) });
}
