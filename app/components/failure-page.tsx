import { useLocation, useNavigate } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";

import { useLanguage } from "./language.tsx";

/** A page that is not there, or that could not be made, with the ways on from it. */
export function FailurePage({ isMissing }: { readonly isMissing: boolean }) {
  const { error } = useLanguage().texts;
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const retry = () => {
    navigate(pathname + search, { replace: true });
  };
  return (
    <Page title={isMissing ? error.notFoundTitle : error.failedTitle} narrowWidth>
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Card>
          <BlockStack gap="400">
            <div role="alert">
              <Text as="p">{isMissing ? error.notFound : error.failed}</Text>
            </div>
            <InlineStack gap="200">
              {!isMissing && (
                <Button variant="primary" onClick={retry}>
                  {error.retry}
                </Button>
              )}
              <Button url="/app">{error.home}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
      </Box>
    </Page>
  );
}
