import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { customerId, type CustomerId } from "../domain/ids.ts";
import { checkText } from "./read-request.server.ts";
import { customerIdSchema, idempotencyKeySchema } from "./schemas.server.ts";

/** The `{customer_id}` of a path. @throws ApiRefusal 400 */
export const customerIdParam = (params: LoaderFunctionArgs["params"]): CustomerId =>
  customerId(checkText(customerIdSchema, params["customerId"], "customer_id"));

const importIdSchema = z.uuid("must be the id of an import");

/** The `{import_id}` of a path. @throws ApiRefusal 400 */
export const importIdParam = (params: LoaderFunctionArgs["params"]): string =>
  checkText(importIdSchema, params["importId"], "import_id");

/** The key that makes a write repeatable. @throws ApiRefusal 400 where it is missing */
export const idempotencyKey = (request: Request): string =>
  checkText(idempotencyKeySchema, request.headers.get("idempotency-key"), "Idempotency-Key");
