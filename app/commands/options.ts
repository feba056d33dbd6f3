import { parseArgs, type ParseArgsConfig } from "node:util";
import { z } from "zod";
import { ConfigError, loadConfig, type Config } from "../config.server.ts";
import { reachDatabase } from "../db/reach-database.server.ts";
import { shopId, type ShopId } from "../domain/ids.ts";
import { Fault, reasonOf } from "./fault.ts";

/** What stands behind the command's name. @throws Fault for an option that there is not */
export function readArguments<const T extends NonNullable<ParseArgsConfig["options"]>>(options: T) {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Fault(reasonOf(error));
  }
}

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** `2027-01-15T00:00:00Z`, or a date for its first moment in UTC. @throws Fault naming the option */
export function readMoment(option: string, text: string): Date {
  const parsed = moment.safeParse(text);
  if (parsed.success) return new Date(parsed.data);
  throw new Fault(`--${option} "${text}" is not a time such as 2027-01-15T00:00:00Z`);
}

/** A shop by its domain, or by the part before `.myshopify.com`. @throws Fault for anything else */
export function readShopId(text: string): ShopId {
  const domain = text.includes(".") ? text : `${text}.myshopify.com`;
  if (/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(domain)) return shopId(domain);
  throw new Fault(`--shop "${text}" is not a shop such as kopilka-dev.myshopify.com`);
}

/** @throws Fault where the database cannot be reached, or was never migrated */
export async function requireDatabase({ databaseUrl }: Config): Promise<void> {
  const reason = await reachDatabase(databaseUrl);
  if (reason !== null) throw new Fault(`DATABASE_URL: ${reason}`);
}

/** The environment, checked. @throws Fault naming what is missing or wrong */
export function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // On a developer's machine `npm start` sets all of it, for as long as it runs.
    const hint = process.env["DATABASE_URL"] ? "" : " On this machine: run npm start beside it.";
    throw new Fault(error.message + hint);
  }
}
