import type { AppSide, FrameWords, Toast } from "../../contract.ts";
import { part } from "./part.ts";

/** Short notes of the app's, read out as they come; they wait while somebody is at them. */
export function toasts(app: AppSide, words: FrameWords) {
  const region = part("toasts");
  const open = new Map<string, HTMLElement>();
  const hide = (id: string) => {
    const element = open.get(id);
    if (element === undefined) return;
    element.remove();
    open.delete(id);
    void app.toastDismissed(id);
  };
  const button = (label: string, pressed: () => void) => {
    const element = document.createElement("button");
    element.textContent = label;
    element.addEventListener("click", pressed);
    return element;
  };
  return {
    show({ id, message, isError, duration, action }: Toast): void {
      const element = document.createElement("div");
      element.className = isError ? "toast bad" : "toast";
      const text = document.createElement("span");
      text.textContent = message;
      element.append(text);
      if (action !== null) element.append(button(action, () => void app.toastActed(id)));
      const close = button("×", () => hide(id));
      close.setAttribute("aria-label", words.dismiss);
      element.append(close);
      open.set(id, element);
      region.append(element);
      const end = () => {
        if (element.matches(":hover, :focus-within")) setTimeout(end, 1_000);
        else hide(id);
      };
      setTimeout(end, duration);
    },
    hide,
  };
}
