import type { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect } from "vitest";
import { createBoss } from "../../app/jobs/boss.server.ts";

/**
 * A started job queue for each test, on the database that the test has by then; ended after it.
 * What it complains of meanwhile is a failure.
 * @returns the queue of the test that runs
 */
export function useJobQueue(databaseUrl: () => string): () => PgBoss {
  let boss: PgBoss | undefined;
  let stopping = false;
  const current = () => {
    if (!boss) throw new Error("no test runs");
    return boss;
  };
  beforeEach(async () => {
    stopping = false;
    boss = createBoss(databaseUrl(), {
      onError: (error) => {
        // Its idle connections outlive stop() by a moment, and end with the test's database.
        if (!stopping) expect.fail(error.message);
      },
    });
    await boss.start();
  });
  afterEach(async () => {
    stopping = true;
    await current().stop({ graceful: true, timeout: 5_000 });
  });
  return current;
}
