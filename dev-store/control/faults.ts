import { z } from "zod";
import type { FactStorage } from "../storage/facts.ts";

const probability = z.number().min(0).max(1);

/** `true` for 1: once more, or always. */
const switched = z.boolean().transform(Number);

const throttle = z.strictObject({
  maximum: z.number().positive().max(1_000_000),
  restore_per_second: z.number().positive().max(1_000_000),
});

/** What goes wrong on purpose. `PUT /control/faults` replaces all of it; what is left out is off. */
export const faultsSchema = z.strictObject({
  /** A whole number: so many extra deliveries of each webhook. Below 1: the probability of one. */
  duplicate: z.union([probability, z.int().min(0).max(20), switched]).default(0),
  /** Pending deliveries go out in random order. */
  reorder: z.boolean().default(false),
  /** Probability that a webhook is never sent. */
  lose: z.union([probability, switched]).default(0),
  /** Each delivery waits so long; with `reorder`, up to so long. */
  delay_ms: z.int().min(0).max(600_000).default(0),
  admin_api: z
    .strictObject({
      /** Probability that a call is answered with 500, 502 or 503. */
      error_rate: probability.default(0),
      /**
       * The bucket of cost points; `true` is Shopify's Standard plan (2000, 100/s).
       * A number is the probability that a call is answered THROTTLED.
       */
      throttle: z.union([throttle, z.boolean(), probability, z.null()]).default(null),
      /** How long an answer waits after what was asked has been done. */
      delay_ms: z.int().min(0).max(600_000).default(0),
    })
    .default({ error_rate: 0, throttle: null, delay_ms: 0 }),
  /** Whether an edit's removals are listed under the order's refunds too. */
  edit_lists_removals: z.boolean().default(true),
  /** Whether what was paid back in goods, in an exchange, is listed as a discrepancy: less money than lines. */
  exchange_discrepancy: z.boolean().default(false),
  /** Mutations by name that the Admin API refuses with this userError, doing nothing. */
  refuse_mutation: z
    .record(
      z.string(),
      z.object({
        code: z.string().nullable().default(null),
        field: z.array(z.string()).nullable().default(null),
        message: z.string(),
      }),
    )
    .default({}),
  /** Fields of the Admin API, each once: what is asked is done, and the connection drops before the answer. */
  lose_answer: z.array(z.string()).default([]),
  /** Whether order webhooks carry the metafields that their subscription names. */
  webhook_metafields: z.boolean().default(true),
  /** What an order calls an automatic discount: its Function's message or its own title. */
  discount_title: z.enum(["message", "title"]).default("message"),
  /** Whether Functions run when only a metafield of the cart has changed. */
  rerun_on_metafield: z.boolean().default(true),
  /** Whether Functions run once more when the order is placed. */
  rerun_at_payment: z.boolean().default(true),
  /** Whether an open extension goes on seeing the metafields that it started with. */
  stale_app_metafields: z.boolean().default(false),
});

export type Faults = z.output<typeof faultsSchema>;

/** The faults in force; kept over a restart. */
export function faultSwitches(facts: FactStorage) {
  const stored = facts.read("faults");
  let current = faultsSchema.parse(stored === null ? {} : JSON.parse(stored));
  const replace = (faults: Faults): void => {
    current = faults;
    facts.write("faults", JSON.stringify(faults));
  };
  return {
    current: () => current,
    replace,
    /** Whether the answer to one of these fields is to be lost; each entry counts once. */
    loses(fields: readonly string[]): boolean {
      const place = current.lose_answer.findIndex((field) => fields.includes(field));
      if (place < 0) return false;
      replace({ ...current, lose_answer: current.lose_answer.toSpliced(place, 1) });
      return true;
    },
  };
}

export type FaultSwitches = ReturnType<typeof faultSwitches>;
