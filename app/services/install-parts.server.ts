import { listParts, lockParts, saveParts } from "../db/installed-part-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { findShopLife, keepShop } from "../db/shop-life-queries.server.ts";
import { inTransaction } from "../db/transaction.server.ts";
import { DISCOUNT_KINDS } from "../domain/discounts.ts";
import type { ShopId } from "../domain/ids.ts";
import { partOfDiscount, type PartName, type PartState } from "../domain/installed-parts.ts";
import type { Program } from "../domain/program.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import type { DefinitionPart } from "../shopify/installation/metafield-definitions.server.ts";
import { readAppDiscounts, readFunctionId } from "../shopify/installation/read-discounts.server.ts";
import { tendDefinition } from "./tend-definition.server.ts";
import { tendDiscount, type DiscountSurroundings } from "./tend-discount.server.ts";

export interface InstallOptions {
  /** A part that somebody has removed, switched off or changed, and that is to work again. */
  readonly repair?: PartName;
}

/**
 * Puts into a shop what paying with points and perks need there: the definitions of the metafields
 * and the discounts, each once, however often this runs, and with the config of the newest program.
 * What is there is found, also where an answer of Shopify's was lost on the way or where another
 * installation has left it. One run at a time does this for a shop; the lock holds a connection
 * while Shopify is asked.
 * @returns how every part stands; null for a shop that does not have Kopilka
 * @throws AdminFailure where Shopify does not answer: the next run finds what this one has done
 */
export function installParts(
  db: Database,
  admin: AdminClient,
  shop: ShopId,
  now: Date,
  { repair }: InstallOptions = {},
): Promise<PartState[] | null> {
  return inTransaction(db, async (tx) => {
    await lockParts(tx, shop);
    const life = await findShopLife(tx, shop);
    if (!life?.installedAt || life.uninstalledAt) return null;
    const known = await listParts(tx, shop);
    const program = (await latestProgram(tx, shop))?.program ?? null;

    const parts = [
      await tendDefined(admin, known, "customer_hold"),
      await tendDefined(admin, known, "customer_perks"),
      await tendDefined(admin, known, "order_hold"),
      ...(await tendDiscounts(admin, known, program, now, repair)),
    ];
    if (!(await keepShop(tx, shop))) return null;
    await saveParts(tx, shop, parts, now);
    return parts;
  });
}

const tendDefined = (admin: AdminClient, known: readonly PartState[], part: DefinitionPart) =>
  orRefused(part, known, () => tendDefinition(admin, part));

async function tendDiscounts(
  admin: AdminClient,
  known: readonly PartState[],
  program: Program | null,
  now: Date,
  repair: PartName | undefined,
): Promise<PartState[]> {
  let around: DiscountSurroundings | null = null;
  const surroundings = async () =>
    (around ??= {
      admin,
      functionId: await readFunctionId(admin),
      found: await readAppDiscounts(admin),
      program,
      now,
    });
  const parts: PartState[] = [];
  for (const kind of DISCOUNT_KINDS) {
    const part = partOfDiscount(kind);
    const knownId = idIn(known, part);
    const tend = async () => tendDiscount(await surroundings(), kind, knownId, repair === part);
    parts.push(await orRefused(part, known, tend));
  }
  return parts;
}

/**
 * What Shopify will not even show, for want of a scope, is refused like what it will not make.
 * Without a session nobody has asked Shopify, and nothing is known.
 */
async function orRefused(
  part: PartName,
  known: readonly PartState[],
  tend: () => Promise<PartState>,
): Promise<PartState> {
  try {
    return await tend();
  } catch (error) {
    if (!(error instanceof AdminFailure) || error.answer.kind !== "refused") throw error;
    const { code, message } = error.answer;
    if (code === "NO_SESSION") throw error;
    return { part, shopifyId: idIn(known, part), problem: "refused", detail: message };
  }
}

const idIn = (known: readonly PartState[], part: PartName): string | null =>
  known.find((one) => one.part === part)?.shopifyId ?? null;
