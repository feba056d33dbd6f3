import type { LoaderFunctionArgs } from "@remix-run/node";

import type { Download } from "../components/save-file.ts";
import { exportDigest } from "../services/export-digest.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Download> {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const { searchParams } = new URL(request.url);
  const number = searchParams.get("number") ?? "";
  const name = `kopilka-digest-${number}.txt`;
  if (!/^[1-9]\d{0,8}$/.test(number)) return { name, file: null };
  const found = await exportDigest(context.db, shop, Number(number), searchParams.has("heads"));
  if (!found) return { name, file: null };
  const parts: string[] = [];
  for await (const part of found.parts) parts.push(part);
  return { name, file: parts.join("") };
}
