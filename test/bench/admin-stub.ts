import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The least that answers as Shopify does to what a hold asks of the Admin API. */
export interface AdminStub {
  readonly url: string;
  close(): void;
}

interface Call {
  readonly operationName: string;
  readonly variables: {
    readonly customer?: string;
    readonly metafields?: readonly { readonly ownerId: string; readonly value: string }[];
  };
}

const COST = {
  requestedQueryCost: 10,
  throttleStatus: { maximumAvailable: 20_000, currentlyAvailable: 20_000, restoreRate: 1_000 },
};

export async function startAdminStub(): Promise<AdminStub> {
  const metafields = new Map<string, { value: string; compareDigest: string }>();
  let writes = 0;
  const answer = ({ operationName, variables }: Call) => {
    const [given] = variables.metafields ?? [];
    if (operationName === "HoldWrite" && given) {
      const written = { value: given.value, compareDigest: String((writes += 1)) };
      metafields.set(given.ownerId, written);
      return { metafieldsSet: { metafields: [written], userErrors: [] } };
    }
    const id = variables.customer ?? "";
    return { customer: { id, metafield: metafields.get(id) ?? null } };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: answer(call), extensions: { cost: COST } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => void server.close(),
  };
}
