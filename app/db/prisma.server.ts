import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "./generated/client.ts";
import { APP_ROLE } from "./pool.server.ts";

/**
 * Prisma, for Shopify's sessions, whose storage is a package of Shopify's. It takes
 * on the app's role, as every other connection of the app does.
 * @param max most connections at once
 */
export function createPrisma(databaseUrl: string, max = 4): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max,
    application_name: "kopilka-prisma",
    options: `-c role=${APP_ROLE}`,
  });
  return new PrismaClient({ adapter });
}
