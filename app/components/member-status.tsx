import { Badge } from "@shopify/polaris";

import { useLanguage } from "./language.tsx";

const TONES = {
  guest: "read-only",
  active: "success",
  opted_out: "info",
  frozen: "warning",
  erased: "read-only",
} as const;

/** Where a member stands with the programme, in a word. */
export function MemberStatusBadge({ status }: { readonly status: keyof typeof TONES }) {
  const { statuses } = useLanguage().texts.members;
  return <Badge tone={TONES[status]}>{statuses[status]}</Badge>;
}
