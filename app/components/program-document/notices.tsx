import { useRevalidator } from "@remix-run/react";
import { Banner } from "@shopify/polaris";

import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

/** What came of the last attempt to publish. */
export type PublishAnswer =
  | { readonly kind: "published"; readonly version: number }
  | { readonly kind: "stale"; readonly current: number }
  | { readonly kind: "wrong_currency"; readonly shopCurrency: string }
  | { readonly kind: "invalid" };

interface NoticesProps {
  readonly data: {
    readonly current: { readonly version: number } | null;
    readonly draft: number | null;
  };
  readonly answer: PublishAnswer | null;
}

/** What is to be known before the document is read. */
export function Notices({ data: { current, draft }, answer }: NoticesProps) {
  const { document: words } = useLanguage().texts;
  const { state, revalidate } = useRevalidator();
  const version = current?.version ?? 0;
  return (
    <>
      {answer?.kind === "stale" && answer.current > version && (
        <Banner
          tone="critical"
          title={fill(words.stale.title, { version: answer.current })}
          action={{
            content: fill(words.stale.action, { version: answer.current }),
            loading: state === "loading",
            onAction: revalidate,
          }}
        >
          <p>{words.stale.text}</p>
        </Banner>
      )}
      {answer?.kind === "wrong_currency" && (
        <Banner tone="critical">
          <p>{fill(words.wrongCurrency, { currency: answer.shopCurrency })}</p>
        </Banner>
      )}
      {answer?.kind === "invalid" && (
        <Banner tone="critical">
          <p>{words.failed}</p>
        </Banner>
      )}
      {current === null && (
        <Banner tone="warning" title={words.none.title}>
          <p>{words.none.text}</p>
        </Banner>
      )}
      {draft !== null && draft !== version && (
        <Banner tone="info" title={fill(words.draft.title, { version: draft })}>
          <p>{words.draft.text}</p>
        </Banner>
      )}
    </>
  );
}
