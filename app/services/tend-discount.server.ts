import {
  discountConfig,
  discountFaults,
  discountsOfKind,
  type DiscountFault,
  type DiscountKind,
  type FoundDiscount,
} from "../domain/discounts.ts";
import { partOfDiscount, type PartProblem, type PartState } from "../domain/installed-parts.ts";
import type { Program } from "../domain/program.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import {
  activateDiscount,
  createDiscount,
  deleteDiscount,
  resetDiscount,
  writeDiscountConfig,
} from "../shopify/installation/write-discounts.server.ts";
import type { Written } from "../shopify/installation/written.ts";

/** What is known of the shop before a discount is looked after. */
export interface DiscountSurroundings {
  readonly admin: AdminClient;
  readonly found: readonly FoundDiscount[];
  /** Shopify's id of our Function; null where it is not in the shop. */
  readonly functionId: string | null;
  readonly program: Program | null;
  readonly now: Date;
}

/**
 * Sees that there is one discount of this kind, and that it is as it must be. What was never made
 * is made, and an outdated config is rewritten; what somebody has removed, switched off or changed
 * is only told of, because the merchant may have meant it, unless it is to be repaired.
 * @param knownId of the discount that this installation has made; null before
 * @throws AdminFailure where Shopify has not answered: look again before anything is tried again
 */
export async function tendDiscount(
  around: DiscountSurroundings,
  kind: DiscountKind,
  knownId: string | null,
  repair: boolean,
): Promise<PartState> {
  const { admin, found, functionId } = around;
  const part = partOfDiscount(kind);
  const state = (shopifyId: string | null, problem: PartProblem | null = null): PartState => ({
    part,
    shopifyId,
    problem,
    detail: null,
  });
  if (functionId === null) return state(knownId, "no_function");

  const [kept, ...surplus] = discountsOfKind(kind, found, knownId);
  for (const { id } of surplus) {
    const removed = await deleteDiscount(admin, id);
    if (removed.kind === "refused") return refusedAs(state(kept?.id ?? null), removed);
  }
  if (kept === undefined) {
    if (knownId !== null && !repair) return state(knownId, "missing");
    return made(around, kind, state(null));
  }
  for (const fault of discountFaults(kind, kept, functionId, around.program)) {
    if (fault !== "outdated_config" && !repair) return state(kept.id, fault);
    const mended = await mend(around, kind, kept.id, fault);
    if (mended.kind === "refused") return refusedAs(state(kept.id), mended);
    // Another Function cannot be put behind a discount: it goes, and one of ours comes.
    if (fault === "other_function") return made(around, kind, state(null));
  }
  return state(kept.id);
}

function mend(
  { admin, program }: DiscountSurroundings,
  kind: DiscountKind,
  id: string,
  fault: DiscountFault,
): Promise<Written> {
  switch (fault) {
    case "other_function":
      return deleteDiscount(admin, id);
    case "outdated_config":
      return writeDiscountConfig(admin, id, discountConfig(kind, program));
    case "other_settings":
      return resetDiscount(admin, kind, id);
    case "inactive":
      return activateDiscount(admin, id);
  }
}

async function made(
  { admin, program, now }: DiscountSurroundings,
  kind: DiscountKind,
  none: PartState,
): Promise<PartState> {
  const created = await createDiscount(admin, kind, discountConfig(kind, program), now);
  return created.kind === "done" ? { ...none, shopifyId: created.id } : refusedAs(none, created);
}

const refusedAs = (state: PartState, { message }: { readonly message: string }): PartState => ({
  ...state,
  problem: "refused",
  detail: message,
});
