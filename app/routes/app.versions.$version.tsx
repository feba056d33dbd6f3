import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Card, Page, Text } from "@shopify/polaris";

import { useLanguage } from "../components/language.tsx";
import { TermSheets } from "../components/program/term-sheets.tsx";
import { authorText, VersionChanges } from "../components/program/version-heading.tsx";
import { versionNumber } from "../components/program/version-number.ts";
import { fill } from "../locales/words.ts";
import { viewVersion } from "../services/view-versions.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const asked = versionNumber(params["version"]);
  const view = asked === null ? null : await viewVersion(context.db, shop, asked);
  if (view === null) throw new Response(null, { status: 404 });
  return view;
}

/** One publication of the programme, with all its rules. */
export default function Version() {
  const view = useLoaderData<typeof loader>();
  const language = useLanguage();
  const { versions: words } = language.texts;
  return (
    <Page
      title={fill(words.version, { version: view.version })}
      subtitle={authorText(view, language)}
      titleMetadata={view.isInForce && <Badge tone="success">{words.inForce}</Badge>}
      backAction={{ content: words.all, url: "/app/versions" }}
      primaryAction={{ content: words.draft, url: `/app/program?from=${view.version}` }}
    >
      <BlockStack gap="400">
        {view.before !== null && (
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {fill(words.changes, { version: view.before })}
              </Text>
              <VersionChanges {...view} />
            </BlockStack>
          </Card>
        )}
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {words.rules}
            </Text>
            <TermSheets sections={view.sections} />
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
