import { createHmac } from "node:crypto";

import { describe, expect, it } from "vitest";

import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import {
  customerRedactFromPayload,
  dataRequestFromPayload,
  shopRedactFromPayload,
} from "../../app/shopify/payloads/compliance.ts";
import {
  customerFromPayload,
  customerMergeFromPayload,
} from "../../app/shopify/payloads/customer.ts";
import {
  collectionFromPayload,
  productDeletedFromPayload,
  productFromPayload,
} from "../../app/shopify/payloads/product.ts";
import { scopesFromPayload } from "../../app/shopify/payloads/scopes.ts";
import { verifyHmac } from "../../app/shopify/verify-hmac.server.ts";

const hashEmail = emailHasher("a key of at least thirty-two characters");
const anna = hashEmail("anna@example.com");

describe("product and collection payloads", () => {
  it("tell of a product what rules ask of it, as far as a webhook says it", () => {
    const payload = {
      id: "706405506930370084",
      product_type: "Масло",
      vendor: "Shell",
      tags: "зима,  5W-30, ",
      variants: [{ id: 1 }],
    };
    expect(productFromPayload(payload)).toEqual({
      kind: "ok",
      value: {
        productId: "706405506930370084",
        type: "Масло",
        vendor: "Shell",
        tags: ["зима", "5W-30"],
      },
    });
    const bare = { id: 7, product_type: "", vendor: null, tags: [] };
    expect(productFromPayload(bare)).toEqual({
      kind: "ok",
      value: { productId: "7", type: null, vendor: null, tags: [] },
    });
  });

  it("are refused without an id, and with tags that are none", () => {
    const kinds = [
      productFromPayload({ vendor: "Shell" }),
      productFromPayload({ id: 7, tags: 5 }),
      productDeletedFromPayload({}),
      collectionFromPayload([]),
    ].map(({ kind }) => kind);
    expect(kinds).toEqual(["invalid", "invalid", "invalid", "invalid"]);
  });

  it("of a deletion and of a collection tell the id alone", () => {
    const read = [productDeletedFromPayload({ id: 7 }), collectionFromPayload({ id: 8 })];
    expect(read.map((one) => one.kind === "ok" && one.value)).toEqual([
      { productId: "7" },
      { collectionId: "8" },
    ]);
  });
});

describe("customer payloads", () => {
  it("tell the id, a hash of the address and the tags, and nothing more of the person", () => {
    const payload = {
      id: "706405506930370084",
      email: "Anna@example.com ",
      first_name: "Анна",
      tags: "опт,  постоянный",
      orders_count: 0,
    };
    expect(customerFromPayload(payload, hashEmail)).toEqual({
      kind: "ok",
      value: { customerId: "706405506930370084", emailHash: anna, tags: ["опт", "постоянный"] },
    });
  });

  it("are read where only the id is left, as in customers/delete", () => {
    expect(customerFromPayload({ id: 7 }, hashEmail)).toEqual({
      kind: "ok",
      value: { customerId: "7", emailHash: null, tags: [] },
    });
  });

  const merge = (status: string | undefined, deleted = 2) => ({
    admin_graphql_api_customer_kept_id: "gid://shopify/Customer/1",
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${deleted}`,
    admin_graphql_api_job_id: null,
    status,
    errors: [],
  });

  it.each([
    ["completed", true],
    ["failed", false],
    ["in_progress", false],
    ["requested", false],
  ])("tell of a merge whether it took place: %s", (status, completed) => {
    const value = { kept: "1", deleted: "2", completed };
    expect(customerMergeFromPayload(merge(status))).toEqual({ kind: "ok", value });
  });

  it.each([
    ["id", customerFromPayload({}, hashEmail)],
    ["email", customerFromPayload({ id: 1, email: 5 }, hashEmail)],
    ["(body)", customerFromPayload([], hashEmail)],
    ["admin_graphql_api_customer_kept_id", customerMergeFromPayload({})],
    ["admin_graphql_api_customer_deleted_id", customerMergeFromPayload(merge("completed", 1))],
    ["current", scopesFromPayload({ previous: [] })],
    ["orders_to_redact[0]", customerRedactFromPayload({ orders_to_redact: ["x"] }, hashEmail)],
  ])("are refused, naming %s", (field, result) => {
    expect(result).toMatchObject({ kind: "invalid", field });
  });
});

describe("compliance payloads", () => {
  it("name whose data is asked for", () => {
    const payload = {
      shop_id: 954889,
      shop_domain: "kopilka-dev.myshopify.com",
      orders_requested: [299938, "9007199254740993"],
      customer: { id: 191167, email: "anna@example.com", phone: "555-625-1199" },
      data_request: { id: 9999 },
    };
    expect(dataRequestFromPayload(payload, hashEmail)).toEqual({
      kind: "ok",
      value: {
        customerId: "191167",
        emailHash: anna,
        orders: ["299938", "9007199254740993"],
        requestId: "9999",
      },
    });
  });

  it("name a guest by address and orders alone", () => {
    const payload = { customer: { email: "anna@example.com" }, orders_to_redact: [1] };
    expect(customerRedactFromPayload(payload, hashEmail)).toEqual({
      kind: "ok",
      value: { customerId: null, emailHash: anna, orders: ["1"] },
    });
  });

  it("name the shop that is to be forgotten", () => {
    const payload = { shop_id: 954889, shop_domain: "kopilka-dev.myshopify.com" };
    const value = { shopDomain: "kopilka-dev.myshopify.com" };
    expect(shopRedactFromPayload(payload)).toEqual({ kind: "ok", value });
  });
});

describe("a webhook's signature", () => {
  const body = Buffer.from('{"id":1}');
  const signature = createHmac("sha256", "secret").update(body).digest();

  it("gives its bytes where it is Shopify's", () => {
    expect(verifyHmac(body, signature.toString("base64"), "secret")).toEqual(signature);
  });

  it.each([
    ["missing", null, body, "secret"],
    ["empty", "", body, "secret"],
    ["no base64", "%%%", body, "secret"],
    ["cut short", signature.subarray(0, 31).toString("base64"), body, "secret"],
    ["under another secret", signature.toString("base64"), body, "other"],
    ["of another body", signature.toString("base64"), Buffer.from('{"id":2}'), "secret"],
  ])("is refused when it is %s", (_name, header, of, secret) => {
    expect(verifyHmac(of, header, secret)).toBeNull();
  });
});
