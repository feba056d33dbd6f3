import type { LoaderFunctionArgs } from "@remix-run/node";

import type { Download } from "../components/save-file.ts";
import { customersOfMember } from "../db/member-page-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { holderId } from "../domain/ids.ts";
import { proveChain } from "../services/prove-chain.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Download> {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const id = params["holderId"] ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 404 });
  const [customer] = await customersOfMember(queryable(context.db.pool), shop, holderId(id));
  const proof = customer && (await proveChain(context.db, shop, customer, null));
  if (!customer || proof?.kind !== "proof") return { name: "", file: null };
  return { name: `kopilka-proof-${customer}-${String(proof.number)}.txt`, file: proof.file };
}
