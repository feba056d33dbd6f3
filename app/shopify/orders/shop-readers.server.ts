import type { Logger } from "pino";

import type { ShopId } from "../../domain/ids.ts";
import type { AdminOf } from "../admin-client.server.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { shopReader } from "./shop-reader.server.ts";

/** The readers of all shops. A shop without a session is refused when it is asked something. */
export function shopReaders(admin: AdminOf, hashEmail: HashEmail, log: Pick<Logger, "error">) {
  return (shop: ShopId) =>
    shopReader({
      admin: admin(shop),
      hashEmail,
      onUnreadable: (order, field, reason) => {
        log.error({ shop, order, field, reason }, "an order cannot be read");
      },
    });
}
