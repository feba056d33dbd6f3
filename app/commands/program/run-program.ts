import { parseArgs } from "node:util";
import type { Database } from "../../db/pool.server.ts";
import { Fault, reasonOf } from "../fault.ts";
import { readShopId } from "../options.ts";
import { shopOf } from "../shop-of.ts";
import { VERBS, type Given } from "./verbs.ts";

const USAGE = `npm run program -- ${Object.keys(VERBS).join(" | ")}`;

/** Where a command finds the database, and where it says things. */
export interface Surroundings {
  /** Opens the database when it is first needed: half of the verbs need none. */
  readonly open: () => Promise<Database>;
  readonly print: (text: string, toStderr?: boolean) => void;
}

/** Does what stands behind `npm run program --`. @throws Fault for what its caller can put right */
export async function runProgram(args: readonly string[], { open, print }: Surroundings) {
  const { positionals, values } = readGiven(args);
  const [verb, ...rest] = positionals;
  if (verb === undefined || !Object.hasOwn(VERBS, verb)) throw new Fault(`what? ${USAGE}`);
  const { most, work } = VERBS[verb as keyof typeof VERBS];
  if (rest.length > most) throw new Fault(`too much: ${rest.slice(most).join(" ")}. ${USAGE}`);
  const connect = async () => {
    const given = values.shop === undefined ? null : readShopId(values.shop);
    const db = await open();
    return { db, shop: await shopOf(db, given) };
  };
  await work({ rest, values, connect, print });
}

function readGiven(args: readonly string[]): { positionals: string[]; values: Given } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        shop: { type: "string" },
        locale: { type: "string" },
        expect: { type: "string" },
        html: { type: "boolean" },
        order: { type: "string" },
        total: { type: "string" },
        currency: { type: "string" },
        out: { type: "string" },
      },
    });
  } catch (error) {
    throw new Fault(reasonOf(error));
  }
}
