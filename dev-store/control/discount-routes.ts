import { Hono, type Context } from "hono";
import { z } from "zod";
import {
  activateAppDiscount,
  deactivateAppDiscount,
  deleteAppDiscount,
  type DiscountOutcome,
} from "../discounts/app-discounts.ts";
import { codeInput, putCode } from "../discounts/code-input.ts";
import {
  discountGid,
  statusOf,
  type AppDiscount,
  type CodeDiscount,
  type CombinesWith,
} from "../discounts/model.ts";
import { writeMoney } from "../money.ts";
import { Refusal } from "../refusal.ts";
import { restId } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { answer, pathId, readBody } from "./answers.ts";

const combinesJson = (agreed: CombinesWith) => ({
  order_discounts: agreed.orderDiscounts,
  product_discounts: agreed.productDiscounts,
  shipping_discounts: agreed.shippingDiscounts,
});

/** `/control/discounts`: what a merchant can do by hand to the app's discounts. */
export function discountRoutes(store: Store): Hono {
  const routes = new Hono();
  const json = (discount: AppDiscount) => ({
    id: restId(discount.id),
    admin_graphql_api_id: discountGid(discount.id),
    title: discount.title,
    status: statusOf(discount, store.now()),
    function_handle: discount.functionHandle,
    discount_classes: discount.discountClasses,
    combines_with: combinesJson(discount.combinesWith),
    starts_at: discount.startsAt,
    ends_at: discount.endsAt,
    metafields: store.metafields.ofOwner(discountGid(discount.id)).map((part) => ({
      namespace: part.namespace,
      key: part.key,
      type: part.type,
      value: part.value,
    })),
  });
  const settled = (c: Context, outcome: DiscountOutcome) => {
    if (outcome.kind === "done") return answer(c, { discount: json(outcome.discount) });
    throw new Refusal(422, "unprocessable", outcome.problems[0]?.message ?? "Refused");
  };
  const there = (c: Context) => {
    const id = pathId(c);
    if (store.discounts.get(id) === null)
      throw new Refusal(404, "not_found", `There is no discount ${id}`);
    return id;
  };

  routes.get("/", (c) => answer(c, { discounts: store.discounts.all().map(json) }));
  routes.put("/:id", async (c) => {
    const { action } = await readBody(
      c,
      z.strictObject({ action: z.enum(["activate", "deactivate", "delete"]) }),
    );
    const id = there(c);
    const work = {
      activate: activateAppDiscount,
      deactivate: deactivateAppDiscount,
      delete: deleteAppDiscount,
    }[action];
    return settled(
      c,
      store.db.transaction(() => work(store, id)),
    );
  });
  routes.delete("/:id", (c) => {
    const id = there(c);
    return settled(
      c,
      store.db.transaction(() => deleteAppDiscount(store, id)),
    );
  });
  return routes;
}

/** `/control/discount-codes`: codes that the merchant made. */
export function codeRoutes(store: Store): Hono {
  const routes = new Hono();
  const json = (discount: CodeDiscount) => ({
    id: restId(discount.id),
    code: discount.code,
    type: discount.type,
    amount: writeMoney(discount.amount),
    combines_with: combinesJson(discount.combinesWith),
  });
  routes.get("/", (c) => answer(c, { discount_codes: store.discounts.codes().map(json) }));
  routes.post("/", async (c) => {
    const input = await readBody(c, codeInput);
    return answer(
      c,
      { discount_code: json(store.db.transaction(() => putCode(store, input))) },
      201,
    );
  });
  return routes;
}
