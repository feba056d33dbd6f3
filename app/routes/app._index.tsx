import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";

import { findShopSummary } from "../db/shop-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { localeOf, textsIn } from "../locales/texts.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const summary = await findShopSummary(queryable(context.db.pool), shop);
  const locale = localeOf(request);
  const numbers = new Intl.NumberFormat(locale);
  return {
    locale,
    texts: textsIn(locale).home,
    shopName: summary?.name ?? shop,
    members: numbers.format(summary?.members ?? 0n),
    outstanding: numbers.format(summary?.outstanding ?? 0n),
  };
}

/** The home of the embedded app. */
export default function Home() {
  const { locale, texts, shopName, members, outstanding } = useLoaderData<typeof loader>();
  return (
    <div lang={locale}>
      <Page title={shopName}>
        <Layout>
          <Layout.Section>
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {texts.installed}
                </Text>
                <Text as="p">{texts.explanation}</Text>
              </BlockStack>
            </Card>
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <Figure label={texts.members} value={members} />
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <Figure label={texts.outstanding} value={outstanding} />
          </Layout.Section>
        </Layout>
      </Page>
    </div>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h3" variant="bodyMd" tone="subdued">
          {label}
        </Text>
        <Text as="p" variant="headingLg">
          {value}
        </Text>
      </BlockStack>
    </Card>
  );
}
