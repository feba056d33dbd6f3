import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";

import { useLanguage } from "../components/language.tsx";
import { NothingHere } from "../components/nothing-here.tsx";
import {
  authorText,
  VersionChanges,
  VersionHeading,
} from "../components/program/version-heading.tsx";
import { versionNumber } from "../components/program/version-number.ts";
import { fill } from "../locales/words.ts";
import { viewVersions } from "../services/view-versions.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const before = versionNumber(new URL(request.url).searchParams.get("before"));
  return viewVersions(context.db, shop, before);
}

/** Every publication of the programme, and what each has changed. */
export default function Versions() {
  const { versions, older } = useLoaderData<typeof loader>();
  const { texts } = useLanguage();
  const { versions: words } = texts;
  return (
    <Page
      title={words.title}
      subtitle={words.help}
      backAction={{ content: texts.program.title, url: "/app/program" }}
    >
      <BlockStack gap="400">
        {versions.length === 0 && (
          <Card>
            <NothingHere {...words.none} />
          </Card>
        )}
        {versions.map((version) => (
          <VersionCard key={version.version} version={version} />
        ))}
        {older !== null && (
          <InlineStack align="center">
            <Button url={`/app/versions?before=${older}`}>{texts.shell.older}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Page>
  );
}

type Version = ReturnType<typeof useLoaderData<typeof loader>>["versions"][number];

function VersionCard({ version }: { readonly version: Version }) {
  const language = useLanguage();
  const { versions: words } = language.texts;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <VersionHeading version={version.version} isInForce={version.isInForce} />
          <Text as="p" tone="subdued">
            {authorText(version, language)}
          </Text>
        </BlockStack>
        <VersionChanges {...version} />
        <InlineStack gap="200">
          <Button
            url={`/app/versions/${version.version}`}
            accessibilityLabel={fill(words.lookAt, { version: version.version })}
          >
            {words.look}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
