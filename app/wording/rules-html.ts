import { textsIn, type Locale } from "../locales/texts.ts";
import { fill } from "../locales/words.ts";
import type { RuleChapter } from "./rule-book.ts";

export interface RulesPage {
  readonly locale: Locale;
  /** The shop's name; null where it was never told. */
  readonly shopName: string | null;
  /** "Version 3, in force since ..."; null where nothing is in force. */
  readonly since: string | null;
  /** None: the shop has no programme. */
  readonly chapters: readonly RuleChapter[];
  /** Where the page stands in the other languages. */
  readonly others: readonly {
    readonly locale: Locale;
    readonly name: string;
    readonly href: string;
  }[];
}

/** The rules as a page of its own: plain HTML that needs nothing else. */
export function rulesHtml({ locale, shopName, since, chapters, others }: RulesPage): string {
  const { rules } = textsIn(locale);
  const title = shopName === null ? rules.title : fill(rules.titleOf, { shop: shopName });
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${since === null ? "" : `<p class="note">${escaped(since)}</p>`}
${others.map(languageLink).join("\n")}
${chapters.length === 0 ? `<p>${escaped(rules.none)}</p>` : ""}
${chapters.map(chapterHtml).join("\n")}
</main>
</body>
</html>
`;
}

const languageLink = ({ locale, name, href }: RulesPage["others"][number]) =>
  `<p class="note"><a href="${escaped(href)}" lang="${locale}" hreflang="${locale}">${escaped(name)}</a></p>`;

function chapterHtml({ id, heading, rules, items }: RuleChapter): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escaped(heading)}</h2>
${listHtml(rules)}
${items.map(({ name, rules: own }) => `<h3>${escaped(name)}</h3>\n${listHtml(own)}`).join("\n")}
</section>`;
}

const listHtml = (rules: readonly string[]) =>
  rules.length === 0
    ? ""
    : `<ul>\n${rules.map((rule) => `<li>${escaped(rule)}</li>`).join("\n")}\n</ul>`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Merchants name their campaigns as they like. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
h3 { font-size: 1.05rem; margin-bottom: 0.25rem; }
ul { padding-inline-start: 1.25rem; margin-top: 0.25rem; }
.note { font-size: 0.9rem; }
`;
