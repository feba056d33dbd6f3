import { z } from "zod";
import type { Stack } from "./stack.ts";

const gid = z.string().transform((value) => value.replace(/^gid:.*\//, ""));
const customerAnswer = z.object({ customer: z.object({ admin_graphql_api_id: gid }) });
const orderAnswer = z.object({
  order: z.object({
    admin_graphql_api_id: gid,
    line_items: z.array(z.object({ admin_graphql_api_id: gid })),
  }),
});

/** An order of the dev store: its id and those of its lines, in their order. */
export interface Bought {
  readonly id: string;
  readonly lines: readonly string[];
}

/** Units and the price of one of them, in roubles. */
export interface Line {
  readonly price: string;
  readonly quantity?: number;
}

const member = z.object({
  customer_id: z.string(),
  status: z.string(),
  points: z.object({
    pending: z.number(),
    available: z.number(),
    held: z.number(),
    owed: z.number(),
  }),
  points_value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  lifetime_earned: z.number(),
});

const transaction = z.object({
  code: z.string(),
  changes: z.array(z.object({ account: z.string(), points: z.number() })),
  order_id: z.string().nullable(),
  explanation: z.unknown(),
  program_version: z.number().nullable(),
  event_at: z.string(),
  hash: z.string(),
});
const page = z.object({ data: z.array(transaction), next_cursor: z.string().nullable() });

export type Member = z.output<typeof member>;
export type Transaction = z.output<typeof transaction>;

let people = 0;

/** What people do in the shop, and what the API tells of it. */
export function shopOf(stack: Stack) {
  const orderOf = (answer: unknown): Bought => {
    const { order } = orderAnswer.parse(answer);
    return {
      id: order.admin_graphql_api_id,
      lines: order.line_items.map((line) => line.admin_graphql_api_id),
    };
  };
  return {
    async customer(): Promise<string> {
      people += 1;
      const given = { email: `person-${people}@example.com`, first_name: "Anna" };
      const answer = await stack.control("POST", "/customers", given);
      return customerAnswer.parse(answer).customer.admin_graphql_api_id;
    },
    async buy(customer: string, lines: readonly Line[], more: object = {}): Promise<Bought> {
      const order = { customer: { id: customer }, line_items: lines, ...more };
      return orderOf(await stack.control("POST", "/orders", order));
    },
    async refund(order: Bought, what: object): Promise<void> {
      await stack.control("POST", `/orders/${order.id}/refunds`, what);
    },
    async edit(order: Bought, what: object): Promise<Bought> {
      return orderOf(await stack.control("POST", `/orders/${order.id}/edit`, what));
    },
    /** Cancels for good; `refund` pays everything back as well. */
    async cancel(order: Bought, refund: boolean): Promise<void> {
      await stack.control("POST", `/orders/${order.id}/cancel`, { refund });
    },
    async member(customer: string): Promise<Member> {
      const { status, body } = await stack.api(`/members/${customer}`);
      if (status !== 200) throw new Error(`member ${customer}: ${status} ${JSON.stringify(body)}`);
      return member.parse(body);
    },
    /** All of a member's transactions, oldest first. */
    async history(customer: string): Promise<Transaction[]> {
      const found: Transaction[] = [];
      let query = "?limit=250";
      for (;;) {
        const answer = await stack.api(`/members/${customer}/points_transactions${query}`);
        const { data, next_cursor: next } = page.parse(answer.body);
        found.push(...data);
        if (next === null) return found.reverse();
        query = `?limit=250&after=${next}`;
      }
    },
    /** Sets the program's rules; resolves with the moment from which they are in force. */
    async publish(changes: { earning?: object }): Promise<{ version: number; from: Date }> {
      const current = await stack.api("/program");
      const { document, version } = z
        .object({ document: z.looseObject({ earning: z.looseObject({}) }), version: z.number() })
        .parse(current.body);
      const changed = { ...document, earning: { ...document.earning, ...changes.earning } };
      const etag = current.headers.get("etag") ?? "";
      const answer = await stack.api("/program", "PUT", changed, { "if-match": etag });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      const published = z
        .object({ version: z.literal(version + 1), published_at: z.coerce.date() })
        .parse(answer.body);
      // Shopify's times have whole seconds: an order of this second may lie before the version.
      return {
        version: published.version,
        from: new Date(published.published_at.getTime() + 1000),
      };
    },
  };
}

export type Shop = ReturnType<typeof shopOf>;
