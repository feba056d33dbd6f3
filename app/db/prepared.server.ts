import type pg from "pg";

/** A connection, or the pool for a single statement. */
export type Connection = pg.Pool | pg.ClientBase;

/**
 * Runs a statement that each connection parses and plans once, by its name. For
 * statements that are long and run often; the name belongs to the text alone.
 */
export async function prepared<Row>(
  connection: Connection,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await connection.query({ name, text, values: [...values] });
  return rows as Row[];
}
