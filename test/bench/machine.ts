import { cpus, totalmem } from "node:os";
import pg from "pg";

/** The machine and the versions that the figures belong to, in a line. */
export async function machine(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cores[0]?.model.trim() ?? "unknown processor";
  return `${String(cores.length)} x ${model}, ${String(memory)} GiB, Node ${process.versions.node}, PostgreSQL ${rows[0]?.server_version ?? "?"}`;
}
