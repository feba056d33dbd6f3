import enActions from "./en/actions.json" with { type: "json" };
import enAttention from "./en/attention.json" with { type: "json" };
import enDocument from "./en/document.json" with { type: "json" };
import enError from "./en/error.json" with { type: "json" };
import enExplanation from "./en/explanation.json" with { type: "json" };
import enHome from "./en/home.json" with { type: "json" };
import enImports from "./en/imports.json" with { type: "json" };
import enLogin from "./en/login.json" with { type: "json" };
import enMember from "./en/member.json" with { type: "json" };
import enMembers from "./en/members.json" with { type: "json" };
import enOrders from "./en/orders.json" with { type: "json" };
import enProgram from "./en/program.json" with { type: "json" };
import enProof from "./en/proof.json" with { type: "json" };
import enRules from "./en/rules.json" with { type: "json" };
import enShell from "./en/shell.json" with { type: "json" };
import enTiers from "./en/tiers.json" with { type: "json" };
import enVersions from "./en/versions.json" with { type: "json" };
import ruActions from "./ru/actions.json" with { type: "json" };
import ruAttention from "./ru/attention.json" with { type: "json" };
import ruDocument from "./ru/document.json" with { type: "json" };
import ruError from "./ru/error.json" with { type: "json" };
import ruExplanation from "./ru/explanation.json" with { type: "json" };
import ruHome from "./ru/home.json" with { type: "json" };
import ruImports from "./ru/imports.json" with { type: "json" };
import ruLogin from "./ru/login.json" with { type: "json" };
import ruMember from "./ru/member.json" with { type: "json" };
import ruMembers from "./ru/members.json" with { type: "json" };
import ruOrders from "./ru/orders.json" with { type: "json" };
import ruProgram from "./ru/program.json" with { type: "json" };
import ruProof from "./ru/proof.json" with { type: "json" };
import ruRules from "./ru/rules.json" with { type: "json" };
import ruShell from "./ru/shell.json" with { type: "json" };
import ruTiers from "./ru/tiers.json" with { type: "json" };
import ruVersions from "./ru/versions.json" with { type: "json" };

/** One file per page and language; `shell` and `error` are what all pages share. */
const en = {
  actions: enActions,
  attention: enAttention,
  document: enDocument,
  error: enError,
  explanation: enExplanation,
  home: enHome,
  imports: enImports,
  login: enLogin,
  member: enMember,
  members: enMembers,
  orders: enOrders,
  program: enProgram,
  proof: enProof,
  rules: enRules,
  shell: enShell,
  tiers: enTiers,
  versions: enVersions,
};

/** Everything that the admin says, in one language. */
export type Texts = typeof en;
export type Locale = "en" | "ru";

// The compiler refuses a key that Russian lacks; test/locales.test.ts one that English lacks.
const ru: Texts = {
  actions: ruActions,
  attention: ruAttention,
  document: ruDocument,
  error: ruError,
  explanation: ruExplanation,
  home: ruHome,
  imports: ruImports,
  login: ruLogin,
  member: ruMember,
  members: ruMembers,
  orders: ruOrders,
  program: ruProgram,
  proof: ruProof,
  rules: ruRules,
  shell: ruShell,
  tiers: ruTiers,
  versions: ruVersions,
};

const TEXTS: Readonly<Record<Locale, Texts>> = { en, ru };

export const textsIn = (locale: Locale): Texts => TEXTS[locale];

/**
 * The merchant's language: Shopify's admin names it in the address of the first
 * page, the browser in every request. English where it is neither.
 */
export function localeOf(request: Request): Locale {
  const asked = new URL(request.url).searchParams.get("locale");
  const languages = [asked, ...(request.headers.get("Accept-Language") ?? "").split(",")];
  for (const language of languages) {
    const code = language?.trim().slice(0, 2).toLowerCase();
    if (code === "en" || code === "ru") return code;
  }
  return "en";
}
