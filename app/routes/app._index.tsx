import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineGrid,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";

import { FigureCard } from "../components/figure-card.tsx";
import { useLanguage } from "../components/language.tsx";
import { OrdersTable } from "../components/orders-table.tsx";
import { formatMoney } from "../domain/money.ts";
import { fill } from "../locales/words.ts";
import { viewHome } from "../services/view-home.server.ts";
import { adminOfShop, authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const { worth, ...home } = await viewHome(context.db, adminOfShop(context, shop), context.now());
  const money = worth && {
    amount: formatMoney(worth.minor, worth.currency),
    currency: worth.currency,
  };
  return { ...home, worth: money };
}

/** The home of the embedded app: how the programme stands. */
export default function Home() {
  const { figures, lastOrders, program, attention } = useLoaderData<typeof loader>();
  const { home } = useLanguage().texts;
  return (
    <Page title={figures.name ?? home.title}>
      <BlockStack gap="400">
        {attention > 0 && <AttentionHint count={attention} />}
        {program !== "published" && <ProgramHint program={program} />}
        <Figures />
        <Card padding="0">
          <Box padding="400">
            <InlineStack align="space-between" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {home.lastOrders}
              </Text>
              <Button url="/app/orders" variant="plain">
                {home.allOrders}
              </Button>
            </InlineStack>
          </Box>
          {lastOrders.length > 0 ? (
            <OrdersTable orders={lastOrders} />
          ) : (
            <Box paddingInline="400" paddingBlockEnd="400">
              <Text as="p" tone="subdued">
                {home.noOrders}
              </Text>
            </Box>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

function AttentionHint({ count }: { readonly count: number }) {
  const { texts, plural } = useLanguage();
  const { title, action } = texts.home.attention;
  return (
    <Banner
      title={plural(title, count)}
      tone="warning"
      action={{ content: action, url: "/app/attention" }}
    />
  );
}

function ProgramHint({ program }: { readonly program: "none" | "default" }) {
  const { title, text, action } = useLanguage().texts.home.program[program];
  return (
    <Banner
      title={title}
      tone={program === "none" ? "warning" : "info"}
      action={{ content: action, url: "/app/program" }}
    >
      <p>{text}</p>
    </Banner>
  );
}

function Figures() {
  const { figures, worth, lately } = useLoaderData<typeof loader>();
  const { texts, formats } = useLanguage();
  const { home } = texts;
  const worthText = worth && fill(home.worth, { amount: formats.money(worth) });
  return (
    <section aria-label={home.figures}>
      <InlineGrid columns={{ xs: 2, md: 3, lg: 5 }} gap={{ xs: "200", sm: "400" }}>
        <FigureCard label={home.members} value={formats.number(figures.members)} />
        <FigureCard
          label={home.outstanding}
          value={formats.number(figures.outstanding)}
          help={worthText ?? undefined}
        />
        <FigureCard
          label={home.pending}
          value={formats.number(figures.pending)}
          help={home.pendingHelp}
        />
        <FigureCard
          label={home.earned}
          value={formats.number(lately.earned)}
          help={home.earnedHelp}
        />
        <FigureCard label={home.spent} value={formats.number(lately.spent)} help={home.spentHelp} />
      </InlineGrid>
    </section>
  );
}
