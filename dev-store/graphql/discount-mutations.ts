import {
  activateAppDiscount,
  createAppDiscount,
  deactivateAppDiscount,
  deleteAppDiscount,
  updateAppDiscount,
  type AppDiscountInput,
  type DiscountOutcome,
} from "../discounts/app-discounts.ts";
import { discountGid, type AppDiscount } from "../discounts/model.ts";
import type { Store } from "../store.ts";
import { automaticAppNode, automaticNode } from "./automatic-discount-node.ts";
import { discountOfGid } from "./discounts-query.ts";
import type { Node } from "./fields.ts";

/** The mutations of automatic app discounts. */
export function discountMutations(store: Store): Node {
  const answer = (
    outcome: DiscountOutcome,
    field: string,
    value: (discount: AppDiscount) => unknown,
  ): Node =>
    outcome.kind === "done"
      ? { [field]: value(outcome.discount), userErrors: [] }
      : {
          [field]: null,
          userErrors: outcome.problems.map((problem) => ({ ...problem, extraInfo: null })),
        };
  const idOf = (gid: string) => discountOfGid(store, gid)?.id ?? "0";
  const inside = (work: () => DiscountOutcome) => store.db.transaction(work);
  const app = (discount: AppDiscount) => automaticAppNode(store, discount);
  const node = (discount: AppDiscount) => automaticNode(store, discount);
  return {
    discountAutomaticAppCreate: (args: { automaticAppDiscount: AppDiscountInput }) =>
      answer(
        inside(() => createAppDiscount(store, args.automaticAppDiscount)),
        "automaticAppDiscount",
        app,
      ),
    discountAutomaticAppUpdate: (args: { id: string; automaticAppDiscount: AppDiscountInput }) =>
      answer(
        inside(() => updateAppDiscount(store, idOf(args.id), args.automaticAppDiscount)),
        "automaticAppDiscount",
        app,
      ),
    discountAutomaticActivate: ({ id }: { id: string }) =>
      answer(
        inside(() => activateAppDiscount(store, idOf(id))),
        "automaticDiscountNode",
        node,
      ),
    discountAutomaticDeactivate: ({ id }: { id: string }) =>
      answer(
        inside(() => deactivateAppDiscount(store, idOf(id))),
        "automaticDiscountNode",
        node,
      ),
    discountAutomaticDelete: ({ id }: { id: string }) =>
      answer(
        inside(() => deleteAppDiscount(store, idOf(id))),
        "deletedAutomaticDiscountId",
        (discount) => discountGid(discount.id),
      ),
  };
}
