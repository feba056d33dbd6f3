import { z } from "zod";
import { Fault } from "../fault.ts";
import { step } from "../run.ts";
import type { Lifetime } from "./lifetime.ts";
import { startPart } from "./part.ts";
import type { LocalSettings } from "./settings.ts";

const STATE = z.object({ api_token: z.string().nullable() });

/**
 * Seeds the app from the dev store's shop, unless it was: the dev store then knows an API
 * token that the app accepts.
 * @returns the token
 * @throws Fault when seeding fails, with its reason
 */
export async function ensureSeeded(
  lifetime: Lifetime,
  settings: LocalSettings,
  environment: Record<string, string>,
): Promise<string> {
  const known = await workingToken(lifetime, settings);
  if (known !== null) return known;
  await step("Seeding a year of orders", async () => {
    const seed = startPart("seed", "app/commands/seed.ts", {
      folder: settings.folder,
      environment,
    });
    await lifetime.started(seed.stop);
    const { code, reason } = await seed.ended;
    if (code !== 0) throw new Fault(`seeding failed: ${reason}`);
  });
  const token = await workingToken(lifetime, settings);
  if (token === null) throw new Fault("seeding left no API token that the app accepts");
  return token;
}

async function workingToken(
  { signal }: Lifetime,
  { port, devStorePort }: LocalSettings,
): Promise<string | null> {
  const state = await fetch(`http://127.0.0.1:${devStorePort}/control/state`, { signal });
  const { api_token: token } = STATE.parse(await state.json());
  if (token === null) return null;
  const program = await fetch(`http://127.0.0.1:${port}/api/v1/program`, {
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
  return program.status === 200 ? token : null;
}
