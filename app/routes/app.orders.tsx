import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Box, Card, Page, Select } from "@shopify/polaris";

import { edgeIn } from "../components/edge-address.ts";
import { useLanguage } from "../components/language.tsx";
import { OrdersTable } from "../components/orders-table.tsx";
import { NothingHere } from "../components/nothing-here.tsx";
import { Pages } from "../components/pages.tsx";
import { orderId } from "../domain/ids.ts";
import { ORDER_STANDINGS } from "../domain/order/standing.ts";
import { orderPage } from "../services/list-orders.server.ts";
import { adminOfShop, authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

type Place = NonNullable<Awaited<ReturnType<typeof orderPage>>["older"]>;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const { searchParams } = new URL(request.url);
  const asked = searchParams.get("standing");
  const standing = ORDER_STANDINGS.find((one) => one === asked) ?? null;
  const edge = edgeIn(searchParams, readPlace);
  const page = await orderPage(context.db, adminOfShop(context, shop), standing, edge);
  return {
    standing,
    orders: page.orders,
    older: page.older && placeText(page.older),
    newer: page.newer && placeText(page.newer),
  };
}

const placeText = ({ processedAt, orderId: id }: Place) => `${processedAt.getTime()}-${id}`;

function readPlace(text: string): Place | null {
  const [, ms, id] = /^(\d{1,15})-(\d{1,20})$/.exec(text) ?? [];
  if (ms === undefined || id === undefined) return null;
  return { processedAt: new Date(Number(ms)), orderId: orderId(id) };
}

/** Orders with what they have earned, and what was spent on them. */
export default function Orders() {
  const { orders, standing, older, newer } = useLoaderData<typeof loader>();
  const { orders: texts } = useLanguage().texts;
  const isLoading = useNavigation().state === "loading";
  const isUnused = orders.length === 0 && standing === null && newer === null;
  return (
    <Page title={texts.title} fullWidth>
      <Card padding="0">
        {isUnused ? (
          <NothingHere {...texts.empty} />
        ) : (
          <>
            <StandingFilter standing={standing} />
            <OrdersTable
              orders={orders}
              isLoading={isLoading}
              emptyState={<NothingHere {...texts.noResult} />}
            />
            <Pages older={older} newer={newer} />
          </>
        )}
      </Card>
    </Page>
  );
}

function StandingFilter({ standing }: { readonly standing: string | null }) {
  const { orders: texts } = useLanguage().texts;
  const navigate = useNavigate();
  const options = [
    { label: texts.all, value: "" },
    ...ORDER_STANDINGS.map((value) => ({ label: texts.standings[value], value })),
  ];
  return (
    <Box padding="400" maxWidth="24rem">
      <Select
        label={texts.filter}
        labelInline
        options={options}
        value={standing ?? ""}
        onChange={(value) => {
          navigate(value === "" ? "/app/orders" : `/app/orders?standing=${value}`);
        }}
      />
    </Box>
  );
}
