import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useId, useRef, type ReactNode } from "react";

import { appBridge } from "../app-bridge.ts";
import { useLanguage } from "../language.tsx";

/** What is sent when a button is pressed; all of it is text, as a form sends it. */
export type Act = Readonly<Record<string, string>> & { readonly kind: string };

export interface ItemAction {
  readonly label: string;
  readonly act: Act;
}

interface AttentionItemProps {
  readonly title: ReactNode;
  /** What it means, in plain words. */
  readonly text?: string;
  readonly details?: readonly string[];
  readonly actions?: readonly ItemAction[];
}

interface Answer {
  readonly outcome: keyof ReturnType<typeof useLanguage>["texts"]["attention"]["outcomes"];
}

/** One thing that somebody should look at, with what can be done about it. */
export function AttentionItem({ title, text, details = [], actions = [] }: AttentionItemProps) {
  return (
    <Box borderBlockStartWidth="025" borderColor="border" padding="400">
      <InlineStack align="space-between" blockAlign="start" gap="300">
        <Box maxWidth="34rem">
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            {text !== undefined && <Text as="p">{text}</Text>}
            {details.map((detail) => (
              <Text key={detail} as="p" tone="subdued" breakWord>
                {detail}
              </Text>
            ))}
          </BlockStack>
        </Box>
        <InlineStack gap="200">
          {actions.map((action) => (
            <ActButton key={action.act.kind} {...action} />
          ))}
        </InlineStack>
      </InlineStack>
    </Box>
  );
}

/** A button that does something about it at once, and says in a toast how that ended. */
export function ActButton({ label, act }: ItemAction) {
  const fetcher = useFetcher<Answer>();
  const { outcomes } = useLanguage().texts.attention;
  const { data } = fetcher;
  useEffect(() => {
    if (data === undefined) return;
    const isError = data.outcome.startsWith("not_") || data.outcome === "unavailable";
    appBridge()?.toast.show(outcomes[data.outcome], { isError });
  }, [data, outcomes]);
  const isBusy = fetcher.state !== "idle";
  const { id, pressed } = useKeptFocus(isBusy);
  return (
    <Button
      id={id}
      loading={isBusy}
      onClick={() => {
        pressed();
        fetcher.submit(act, { method: "post" });
      }}
    >
      {label}
    </Button>
  );
}

/**
 * A button that waits is disabled, and one whose item is done with is gone: either loses the
 * focus. It comes back to the button, or to the page where there is none any more.
 */
function useKeptFocus(isBusy: boolean) {
  const id = useId();
  const wasPressed = useRef(false);
  useEffect(() => {
    if (isBusy || !wasPressed.current) return;
    wasPressed.current = false;
    focusInstead(document.getElementById(id));
  }, [id, isBusy]);
  useEffect(
    () => () => {
      if (wasPressed.current) focusInstead(document.querySelector("main"));
    },
    [],
  );
  const pressed = () => {
    wasPressed.current = true;
  };
  return { id, pressed };
}

/** Unless somebody has moved on meanwhile. */
function focusInstead(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus();
}
