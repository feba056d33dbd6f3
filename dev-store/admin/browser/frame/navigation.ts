import type { AppSide, NavLink } from "../../contract.ts";
import { part } from "./part.ts";

/** The app's own links, below its name in the admin's navigation. */
export function appNavigation(
  app: AppSide,
  addressOf: (path: string) => string,
  mayLeave: () => Promise<boolean>,
) {
  const list = part("app-nav");
  let current = "";
  let links: readonly NavLink[] = [];

  const paint = () => {
    const items = links.map(({ text, href }) => {
      const link = document.createElement("a");
      link.href = addressOf(href);
      link.textContent = text;
      if (leadsTo(href, current, links)) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        void mayLeave().then((leaves) => (leaves ? app.navigate(href) : undefined));
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    list.replaceChildren(...items);
  };
  return {
    menu(next: readonly NavLink[]): void {
      if (JSON.stringify(next) === JSON.stringify(links)) return;
      links = next;
      paint();
    },
    arrived(path: string): void {
      current = path.split("?")[0] ?? path;
      paint();
    },
  };
}

/** The link that is nearest to the page: `/app/members` for `/app/members/7`. */
function leadsTo(href: string, current: string, links: readonly NavLink[]): boolean {
  const fits = (each: string) => current === each || current.startsWith(`${each}/`);
  const best = links
    .map((link) => link.href.split("?")[0] ?? "")
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
  return best !== undefined && best === href.split("?")[0];
}
