import type { AdminClient } from "../../app/shopify/admin-client.server.ts";
import { readAppDiscounts } from "../../app/shopify/installation/read-discounts.server.ts";
import type { AdminOperation } from "../../app/shopify/operations/operation.ts";

/** What a merchant, or an earlier installation, does to discounts: by hand, not by the app's code. */
export function shopDiscounts(admin: AdminClient) {
  const mutate = async (name: string, variables: string, fields: string, values: object) => {
    const text = `mutation ByHand${variables} { ${name}${fields} { userErrors { code message } } }`;
    const operation: AdminOperation<unknown, object> = { name: "ByHand", text };
    const answer = await admin.request(operation, values);
    if (answer.kind !== "ok") throw new Error(`${name}: ${answer.message}`);
  };
  const onId = (name: string) => (id: string) => mutate(name, "($id: ID!)", "(id: $id)", { id });
  const change = (id: string, input: object) =>
    mutate(
      "discountAutomaticAppUpdate",
      "($id: ID!, $input: DiscountAutomaticAppInput!)",
      "(id: $id, automaticAppDiscount: $input)",
      { id, input },
    );
  const all = () => readAppDiscounts(admin);
  const remove = onId("discountAutomaticDelete");
  return {
    all,
    deactivate: onId("discountAutomaticDeactivate"),
    remove,
    change,
    create: (input: object) =>
      mutate(
        "discountAutomaticAppCreate",
        "($input: DiscountAutomaticAppInput!)",
        "(automaticAppDiscount: $input)",
        { input },
      ),
    async removeAll(): Promise<void> {
      for (const { id } of await all()) await remove(id);
    },
    /** The one of that title. */
    async titled(title: string) {
      const found = (await all()).find((one) => one.title === title);
      if (!found) throw new Error(`there is no discount ${title}`);
      return found;
    },
  };
}
