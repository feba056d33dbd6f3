import { BlockStack, IndexTable, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

import { isDated } from "../domain/days.ts";
import type { OrderStanding } from "../domain/order/standing.ts";
import { fill } from "../locales/words.ts";
import { useLanguage } from "./language.tsx";
import { ShopifyLink } from "./shopify-link.tsx";
import { StandingBadge } from "./standing-badge.tsx";

/** An order as a line of the table. */
export interface OrderLine {
  readonly orderId: string;
  readonly processedAt: Date;
  readonly name: string | null;
  /** Null for a guest's order. */
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly holderId: string | null;
  readonly standing: OrderStanding;
  readonly award: bigint | null;
  readonly target: bigint | null;
  /** What of the target is not spendable yet, and from when it is. */
  readonly pending: bigint;
  readonly maturesAt: Date | null;
  readonly capturedPoints: bigint | null;
  readonly restoredPoints: bigint | null;
}

interface OrdersTableProps {
  readonly orders: readonly OrderLine[];
  readonly isLoading?: boolean;
  readonly emptyState?: ReactNode;
}

/** Orders with what they have earned and what was spent on them. */
export function OrdersTable({ orders, isLoading = false, emptyState }: OrdersTableProps) {
  const { orders: texts } = useLanguage().texts;
  const { columns } = texts;
  return (
    <IndexTable
      resourceName={texts.resource}
      itemCount={orders.length}
      selectable={false}
      loading={isLoading}
      emptyState={emptyState}
      headings={[
        { title: columns.order },
        { title: columns.customer },
        { title: columns.earned, alignment: "end" },
        { title: columns.standing },
        { title: columns.when },
        { title: columns.spent, alignment: "end" },
        { title: columns.date },
        { title: texts.open, hidden: true },
      ]}
    >
      {orders.map((order, position) => (
        <OrderRow key={order.orderId} order={order} position={position} />
      ))}
    </IndexTable>
  );
}

function OrderRow({ order, position }: { readonly order: OrderLine; readonly position: number }) {
  const { texts, formats } = useLanguage();
  const name = order.name ?? order.orderId;
  return (
    <IndexTable.Row id={order.orderId} position={position}>
      <IndexTable.Cell>
        <Text as="span" fontWeight="semibold">
          {name}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Customer order={order} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Earned order={order} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StandingBadge standing={order.standing} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Spendable order={order} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Spent order={order} />
      </IndexTable.Cell>
      <IndexTable.Cell>{formats.dateTime(order.processedAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        <ShopifyLink
          path={`/orders/${order.orderId}`}
          label={fill(texts.orders.inShopify, { name })}
        >
          {texts.orders.open}
        </ShopifyLink>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function Customer({ order }: { readonly order: OrderLine }) {
  const { orders: texts } = useLanguage().texts;
  const { customerId, customerName, holderId } = order;
  if (customerId === null) return texts.guest;
  const name = customerName ?? fill(texts.customerNumber, { id: customerId });
  if (holderId === null) return name;
  return (
    <Link url={`/app/members/${holderId}`} removeUnderline>
      {name}
    </Link>
  );
}

/** Of an unpaid order, what it will earn; its standing beside it says so. */
function Earned({ order }: { readonly order: OrderLine }) {
  const { formats } = useLanguage();
  const isYetToEarn = order.standing === "will_earn";
  const points = (isYetToEarn ? order.award : order.target) ?? 0n;
  return (
    <Text as="p" alignment="end" numeric {...(isYetToEarn ? { tone: "subdued" } : {})}>
      {formats.number(points)}
    </Text>
  );
}

function Spendable({ order }: { readonly order: OrderLine }) {
  const { texts, formats } = useLanguage();
  if (order.pending > 0n && order.maturesAt !== null) {
    return isDated(order.maturesAt)
      ? fill(texts.orders.spendableFrom, { date: formats.date(order.maturesAt) })
      : texts.orders.onceSent;
  }
  return (order.target ?? 0n) > 0n && order.holderId !== null ? texts.orders.spendable : "–";
}

function Spent({ order }: { readonly order: OrderLine }) {
  const { texts, formats } = useLanguage();
  const restored = order.restoredPoints ?? 0n;
  return (
    <BlockStack>
      <Text as="p" alignment="end" numeric>
        {order.capturedPoints === null ? "–" : formats.number(order.capturedPoints)}
      </Text>
      {restored > 0n && (
        <Text as="p" alignment="end" tone="subdued">
          {fill(texts.orders.restored, { points: formats.number(restored) })}
        </Text>
      )}
    </BlockStack>
  );
}
