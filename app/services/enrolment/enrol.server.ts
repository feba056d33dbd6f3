import {
  decideEnrolment,
  lockEnrolment,
  type EnrolmentState,
} from "../../db/enrolment-queries.server.ts";
import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { EnrolmentDecision } from "../../domain/enrolment.ts";
import type { CustomerId, HolderId, ShopId } from "../../domain/ids.ts";
import { reviseMembers } from "../accrual/revise-members.server.ts";
import { welcome } from "./welcome.server.ts";

export interface EnrolmentRequest {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  readonly status: EnrolmentDecision;
  /** What the member agreed to, and where; kept until they are erased. */
  readonly consent: string | null;
  /** Who decides: `storefront` for the member, or a token's name. */
  readonly decidedBy: string;
  /** A member decides for themselves, and cannot lift the merchant's freeze. */
  readonly isMember: boolean;
}

export type EnrolmentResult =
  | { readonly kind: "decided" }
  /** It was so before. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "unknown_member" }
  /** Frozen by the merchant, or for want of a living customer. */
  | { readonly kind: "member_frozen" }
  | { readonly kind: "member_erased" }
  /** Joining without having agreed to anything, where the program asks for that. */
  | { readonly kind: "consent_missing" };

/**
 * Lets a member into the programme, out of it, or freezes it. Nothing that they have is
 * touched; from now on they earn and spend, or neither. Who comes in gets the welcome bonus,
 * the first time.
 */
export function enrol(
  db: Database,
  request: EnrolmentRequest,
  now: Date,
): Promise<EnrolmentResult> {
  const { shop, customerId: customer } = request;
  return inShop(db, shop, async (tx) => {
    const holder = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
    const state = holder && (await lockEnrolment(tx, shop, holder));
    if (!holder || !state) return { kind: "unknown_member" };
    return decide(tx, request, holder, state, now);
  });
}

async function decide(
  tx: Tx,
  request: EnrolmentRequest,
  holder: HolderId,
  state: EnrolmentState,
  now: Date,
): Promise<EnrolmentResult> {
  const { shop, status, consent, decidedBy, isMember } = request;
  if (state.status === "erased") return { kind: "member_erased" };
  if (state.status === "frozen" && isMember) return { kind: "member_frozen" };
  const versions = await programVersions(tx, shop);
  const mode = versions.at(-1)?.program.enrolment.mode ?? "automatic";
  const isIn = state.status === "active" && (state.decidedAt !== null || mode === "automatic");
  if (status === "active" ? isIn : status === state.status) return { kind: "unchanged" };
  if (status === "active" && mode === "opt_in" && consent === null)
    return { kind: "consent_missing" };
  await decideEnrolment(tx, shop, { holderId: holder, status, decidedBy, consent }, now);
  if (status === "active") await welcome(tx, shop, [holder], now, versions);
  // Orders may be known already that were placed after this, as a clock says that runs ahead.
  await reviseMembers(tx, shop, [holder], versions, now, now);
  return { kind: "decided" };
}
