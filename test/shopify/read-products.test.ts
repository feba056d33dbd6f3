import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { pino } from "pino";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";

import { shopId } from "../../app/domain/ids.ts";
import { adminClients } from "../../app/shopify/admin-client.server.ts";
import { productReader } from "../../app/shopify/read-products.server.ts";
import { shopifyFetch } from "../../app/shopify/shopify-fetch.server.ts";

let server: Server | undefined;
afterEach(() => server?.close());

const call = z.object({ variables: z.object({ ids: z.array(z.string()) }) });

/** An Admin API that finds a call for more products than `most` too dear, as Shopify says it. */
async function readerWhere(most: number) {
  const asked: number[] = [];
  server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      const { ids } = call.parse(JSON.parse(text)).variables;
      asked.push(ids.length);
      const nodes = ids.map((id) =>
        id.endsWith("/13")
          ? null
          : {
              id,
              productType: `type ${id.replace(/^.*\//, "")}`,
              vendor: "",
              tags: ["b", "a"],
              collections: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
            },
      );
      const message = "Query cost exceeds the single query max cost limit (1000).";
      const dear = { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED" } }] };
      response.end(JSON.stringify(ids.length > most ? dear : { data: { nodes } }));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const admin = adminClients({
    sessions: { of: () => Promise.resolve({ kind: "ok", accessToken: "token" }) },
    fetch: shopifyFetch(`http://127.0.0.1:${port}`),
    log: pino({ level: "silent" }),
    retries: 0,
  })(shopId("kopilka-dev.myshopify.com"));
  return { read: productReader(admin), asked };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

it("products are read 250 at a time", async () => {
  const { read, asked } = await readerWhere(250);
  const products = await read(ids(600));
  expect(asked).toEqual([250, 250, 100]);
  expect(products.size).toBe(600);
  expect(products.get("600")).toEqual({
    type: "type 600",
    vendor: null,
    tags: ["a", "b"],
    collections: [],
  });
});

it("fewer at a time, and for good, where Shopify finds that too dear", async () => {
  const { read, asked } = await readerWhere(70);
  const products = await read(ids(250));
  expect([...products.keys()]).toEqual(ids(250));
  expect(products.get("250")).toMatchObject({ type: "type 250" });
  asked.length = 0;
  await read(ids(100));
  expect(asked).toEqual([63, 37]);
});

it("one that is gone is told apart from one that was not asked for", async () => {
  const { read } = await readerWhere(250);
  const products = await read(["12", "13"]);
  expect([products.get("12"), products.get("13"), products.get("14")]).toEqual([
    expect.objectContaining({ type: "type 12" }),
    null,
    undefined,
  ]);
});
