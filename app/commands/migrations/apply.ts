import pg from "pg";
import { serverRefusal } from "../../db/server-version.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import { Fault, reasonOf } from "../fault.ts";
import { NO_FILTER, withEngine } from "./engine.ts";
import { readMigrations, readSchema } from "./folder.ts";
import { installJobTables } from "./job-tables.ts";

// Any number that nothing else in the database locks: "kopilka" in ASCII, cut to 52 bits.
const MIGRATION_LOCK = 0x6f70696c6b61n;

/**
 * Brings a database up to date: roles, our migrations, pg-boss's tables. Nothing to do is
 * fine, and so are two calls at once, of which the second waits for the first.
 * @param url a login role that may create roles, or is a member of ours already
 * @returns the names of the migrations that were applied now
 * @throws Fault for what the operator can put right: wrong address, missing rights, a
 *   PostgreSQL that is too old
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const guard = await connect(url);
  try {
    const refusal = await serverRefusal(queryable(guard));
    if (refusal !== null) throw new Fault(`DATABASE_URL: ${refusal}`);
    await guard.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await requireRoles(guard);
    const { appliedMigrationNames } = await withEngine(url, readSchema(), (engine) =>
      engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTER }),
    );
    await installJobTables(guard, url);
    return appliedMigrationNames;
  } finally {
    // Ending the session gives the lock back, whatever state it is in.
    await guard.end();
  }
}

/**
 * One connection to a database that has to be there.
 * @throws Fault that names the server, the database and the reason, never the password
 */
export async function connect(url: string): Promise<pg.Client> {
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  } catch (error) {
    throw new Fault(`DATABASE_URL is not an address of a PostgreSQL database: ${reasonOf(error)}`);
  }
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Fault(
      `DATABASE_URL: no connection to database "${client.database ?? ""}" on ` +
        `${client.host}:${client.port} as "${client.user ?? ""}": ${reasonOf(error)}`,
    );
  }
  return client;
}

/**
 * The first migration makes the roles where the login role may; where it may not, this says
 * who must, before anything has been changed.
 */
async function requireRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; found: boolean; login: string }>(`
    SELECT wanted AS role, found.oid IS NOT NULL AS found, login.rolname AS login
    FROM unnest(ARRAY['kopilka_app', 'kopilka_redact']) AS wanted
    JOIN pg_roles AS login ON login.rolname = current_user
    LEFT JOIN pg_roles AS found ON found.rolname = wanted
    WHERE CASE WHEN found.oid IS NULL THEN NOT (login.rolsuper OR login.rolcreaterole)
               ELSE NOT (pg_has_role(login.oid, found.oid, 'SET')
                         OR pg_has_role(login.oid, found.oid, 'MEMBER WITH ADMIN OPTION')) END`);
  const [first] = rows;
  if (!first) return;
  const login = pg.escapeIdentifier(first.login);
  const needed = [
    ...rows.filter(({ found }) => !found).map(({ role }) => `CREATE ROLE ${role} NOLOGIN;`),
    `GRANT ${rows.map(({ role }) => role).join(", ")} TO ${login};`,
  ];
  throw new Fault(
    `The role ${login} may not make or grant the roles that Kopilka needs. ` +
      `Let an administrator run once: ${needed.join(" ")}`,
  );
}
