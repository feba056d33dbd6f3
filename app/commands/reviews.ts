/**
 * `npm run reviews -- add SOURCE [--shop SHOP] [--rotate]`, `list`, `revoke ID`: the secrets with
 * which review apps sign what they tell of reviews. SOURCE is `judgeme`, whose own secret is read
 * from the standard input, or `signed`, for which a new one is made and printed this once.
 */
import { createPool, type Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { isReviewSource, REVIEW_SOURCES } from "../domain/review-sources.ts";
import {
  addReviewSecret,
  reviewSecrets,
  revokeReviewSecret,
} from "../services/reviews/review-secrets.server.ts";
import { sealWith, type Seal } from "../services/reviews/seal.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";
import { shopOf } from "./shop-of.ts";

const USAGE =
  "npm run reviews -- add judgeme|signed [--rotate] | list | revoke ID [--shop SHOP]; the secret of Judge.me comes by the standard input";

await run(async () => {
  const { positionals, values } = readArguments({
    shop: { type: "string" },
    rotate: { type: "boolean", default: false },
  });
  const [verb, subject, ...more] = positionals;
  if (more.length > 0) throw new Fault(`too much: ${more.join(" ")}. ${USAGE}`);
  if (verb !== "add" && verb !== "list" && verb !== "revoke")
    throw new Fault(`add, list or revoke? ${USAGE}`);
  const given = values.shop === undefined ? null : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 1, name: "kopilka-reviews" });
  try {
    const shop = await shopOf(db, given);
    if (verb === "list") await list(db, shop);
    else if (verb === "revoke") await revoke(db, shop, subject);
    else {
      const address = `${config.shopifyAppUrl}/webhooks/reviews`;
      await add(db, sealWith(config.personalDataKey), shop, {
        source: subject,
        isRotation: values.rotate,
        address,
      });
    }
  } finally {
    await db.close();
  }
});

interface Addition {
  readonly source: string | undefined;
  readonly isRotation: boolean;
  readonly address: string;
}

async function add(db: Database, seal: Seal, shop: ShopId, addition: Addition): Promise<void> {
  const { source, isRotation, address } = addition;
  if (!isReviewSource(source)) throw new Fault(`${REVIEW_SOURCES.join(" or ")}? ${USAGE}`);
  const secret = source === "judgeme" ? await secretFromInput() : null;
  const added = await addReviewSecret(db, seal, shop, { source, secret, isRotation }, new Date());
  if (source === "signed") print(added.secret);
  print(
    `Added ${added.secretId} of ${shop}${source === "signed" ? "; its secret is not shown again" : ""}.`,
    true,
  );
  if (added.revoked > 0) print(`Revoked ${String(added.revoked)} older.`, true);
  print(`Reviews go to ${address}/${source}?shop=${shop}`, true);
}

/** Not as an argument, which the shell remembers and every process of the machine may read. */
async function secretFromInput(): Promise<string> {
  if (process.stdin.isTTY) print("The secret of Judge.me, then Ctrl-D:", true);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const secret = Buffer.concat(chunks).toString("utf8").trim();
  if (/^\S{8,200}$/.test(secret)) return secret;
  throw new Fault("the standard input holds no secret: 8 to 200 characters without spaces");
}

async function list(db: Database, shop: ShopId): Promise<void> {
  const secrets = await reviewSecrets(db, shop);
  if (secrets.length === 0) print(`${shop} has no secrets of review apps.`, true);
  for (const { secretId, source, createdAt, revokedAt } of secrets) {
    const state = revokedAt === null ? "in use" : `revoked ${revokedAt.toISOString()}`;
    print(`${secretId}  ${source}  added ${createdAt.toISOString()}  ${state}`);
  }
}

async function revoke(db: Database, shop: ShopId, secretId: string | undefined): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(secretId ?? "");
  if (!secretId || !isId) throw new Fault(`which secret? ${USAGE}`);
  const isRevoked = await revokeReviewSecret(db, shop, secretId, new Date());
  if (!isRevoked) throw new Fault(`${shop} has no secret ${secretId} that is still in use`);
  print(`Revoked ${secretId} of ${shop}.`);
}
