/**
 * `npm run token -- create NAME [--shop SHOP]`, `list`, `revoke ID`: the bearer tokens of the
 * REST API. A new token is printed this once; only its hash is kept.
 */
import { createPool, type Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { issueApiToken } from "../services/issue-api-token.server.ts";
import { listApiTokens } from "../services/list-api-tokens.server.ts";
import { revokeApiToken } from "../services/revoke-api-token.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";
import { shopOf } from "./shop-of.ts";

const USAGE = "npm run token -- create NAME | list | revoke ID [--shop SHOP]";
const MOST_NAME_CHARACTERS = 100;

await run(async () => {
  const { positionals, values } = readArguments({ shop: { type: "string" } });
  const [verb, subject, ...more] = positionals;
  if (more.length > 0) throw new Fault(`too much: ${more.join(" ")}. ${USAGE}`);
  if (verb !== "create" && verb !== "list" && verb !== "revoke") {
    throw new Fault(`create, list or revoke? ${USAGE}`);
  }
  const given = values.shop === undefined ? null : readShopId(values.shop);

  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 1, name: "kopilka-token" });
  try {
    const shop = await shopOf(db, given);
    if (verb === "create") await create(db, shop, subject);
    else if (verb === "list") await list(db, shop);
    else await revoke(db, shop, subject);
  } finally {
    await db.close();
  }
});

async function create(db: Database, shop: ShopId, name: string | undefined): Promise<void> {
  if (!name || name.length > MOST_NAME_CHARACTERS) {
    throw new Fault(`a token needs a name that tells where it is used. ${USAGE}`);
  }
  const { token } = await issueApiToken(db, shop, name, new Date());
  print(token);
  print(`A token of ${shop}. It is not shown again.`, true);
}

async function list(db: Database, shop: ShopId): Promise<void> {
  const tokens = await listApiTokens(db, shop);
  if (tokens.length === 0) print(`${shop} has no tokens.`, true);
  for (const { tokenId, name, createdAt, lastUsedAt, revokedAt } of tokens) {
    const used = lastUsedAt === null ? "never used" : `last used ${lastUsedAt.toISOString()}`;
    const state = revokedAt === null ? used : `revoked ${revokedAt.toISOString()}`;
    print(`${tokenId}  ${name}  created ${createdAt.toISOString()}  ${state}`);
  }
}

async function revoke(db: Database, shop: ShopId, tokenId: string | undefined): Promise<void> {
  if (!tokenId) throw new Fault(`which token? ${USAGE}`);
  const outcome = await revokeApiToken(db, shop, tokenId, new Date());
  if (outcome.kind === "unknown_token") {
    throw new Fault(`${shop} has no token ${tokenId} that is still in use`);
  }
  print(`Revoked ${tokenId} of ${shop}.`);
}
