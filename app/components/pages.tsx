import { useLocation, useSearchParams } from "@remix-run/react";
import { Box, InlineStack, Pagination } from "@shopify/polaris";

import { queryBeyond } from "./edge-address.ts";
import { useLanguage } from "./language.tsx";

interface PagesProps {
  /** The last place of this page; null where nothing older follows. */
  readonly older: string | null;
  /** The first place of this page; null where nothing newer stands before it. */
  readonly newer: string | null;
}

/** Links to the pages beside this one of a list; nothing where it is all there is. */
export function Pages({ older, newer }: PagesProps) {
  const { shell } = useLanguage().texts;
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  if (older === null && newer === null) return null;
  const address = (side: "older" | "newer", place: string | null) =>
    place === null ? "" : pathname + queryBeyond(params, side, place);
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          accessibilityLabel={shell.pages}
          accessibilityLabels={{ previous: shell.newer, next: shell.older }}
          hasPrevious={newer !== null}
          previousURL={address("newer", newer)}
          hasNext={older !== null}
          nextURL={address("older", older)}
        />
      </InlineStack>
    </Box>
  );
}
