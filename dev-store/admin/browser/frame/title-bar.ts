import type { AppSide, TitleBarState } from "../../contract.ts";
import { part } from "./part.ts";

/** The app's title bar in the admin's top bar: its title and its actions. */
export function titleBar(app: AppSide) {
  const actions = part("title-actions");
  const title = part("app-title");
  return (bar: TitleBarState | null): void => {
    title.textContent = bar?.title ?? "";
    const buttons = (bar?.actions ?? []).map((action, position) => {
      const button = document.createElement("button");
      button.textContent = action.label;
      button.className = action.critical ? "danger" : action.primary ? "main" : "";
      button.disabled = action.disabled || action.loading;
      button.addEventListener("click", () => void app.pressTitleBar(position));
      return button;
    });
    actions.replaceChildren(...buttons);
  };
}
