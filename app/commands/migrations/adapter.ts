import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { Pool, QueryArrayConfig, QueryArrayResult } from "pg";

/** The one-byte type "char" of PostgreSQL's catalogue, and a text type that passes for it. */
const ONE_BYTE_CHAR = 18;
const FIXED_TEXT = 1042;

/**
 * Prisma's adapter for pg, made fit for the schema engine. As it comes (7.10) it cuts a
 * migration into statements at every semicolon, inside function bodies too, and cannot read
 * the catalogue's "char" columns, which the engine needs to describe a live database.
 * @returns `close` ends the connections, one of which holds the engine's lock on the database
 */
export function engineAdapter(url: string): {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close: () => Promise<void>;
} {
  const opened: { dispose: () => Promise<void> }[] = [];
  const factory = new PrismaPg(url);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    opened.push(adapter);
    const pool = adapter.underlyingDriver();

    // PostgreSQL parses the script itself, and takes all of it or none.
    const runScript: (script: string) => Promise<unknown> = pool.query.bind(pool);
    adapter.executeScript = async (script) => {
      await runScript(script);
    };

    const characters = passCharactersAsText(pool);
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const answer = await queryRaw(query);
      for (const column of characters.get(answer.rows) ?? []) {
        answer.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return answer;
    };
    return adapter;
  };
  return {
    factory,
    close: async () => {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
    },
  };
}

/** @returns which columns of an answer were characters, by the answer's rows */
function passCharactersAsText(pool: Pool): WeakMap<object, number[]> {
  // The adapter hands the rows on as they are, so they identify the answer behind it.
  const characters = new WeakMap<object, number[]>();
  const query: (config: QueryArrayConfig) => Promise<QueryArrayResult> = pool.query.bind(pool);
  Object.assign(pool, {
    query: async (config: QueryArrayConfig) => {
      const answer = await query(config);
      const columns: number[] = [];
      answer.fields.forEach((field, index) => {
        if (field.dataTypeID !== ONE_BYTE_CHAR) return;
        field.dataTypeID = FIXED_TEXT;
        columns.push(index);
      });
      characters.set(answer.rows, columns);
      return answer;
    },
  });
  return characters;
}
