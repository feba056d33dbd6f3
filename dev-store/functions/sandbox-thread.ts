import { parentPort } from "node:worker_threads";
import { loadEngine, runJob, type SandboxJob } from "./engine.ts";

/** The thread that Functions run in: says when it is ready, then answers one job after the other. */
const engine = await loadEngine();
parentPort?.on("message", (job: SandboxJob) => {
  parentPort?.postMessage(runJob(engine, job));
});
parentPort?.postMessage("ready");
