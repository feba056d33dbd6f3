import type { AppSide, BarButton, FrameWords, SaveBarState } from "../../contract.ts";
import { askToDiscard, askToLeave } from "./dialog.ts";
import { part } from "./part.ts";

/** The bar over the page that has unsaved changes; while it is there, nobody leaves unasked. */
export function saveBar(app: AppSide, words: FrameWords) {
  const bar = part("save-bar");
  const [save, discard] = ["save", "discard"].map((which) => {
    const button = document.createElement("button");
    button.className = which === "save" ? "main" : "";
    return button;
  }) as [HTMLButtonElement, HTMLButtonElement];
  let state: SaveBarState | null = null;
  bar.append(discard, save);
  save.addEventListener("click", () => void app.pressSaveBar("save"));
  discard.addEventListener("click", () => {
    void (async () => {
      if (state?.discardConfirmation === true && !(await askToDiscard(words))) return;
      await app.pressSaveBar("discard");
    })();
  });
  addEventListener("beforeunload", (event) => {
    if (state !== null) event.preventDefault();
  });
  return {
    show(next: SaveBarState | null): void {
      state = next;
      bar.hidden = next === null;
      document.body.classList.toggle("unsaved", next !== null);
      paint(save, next?.save ?? null, words.save);
      paint(discard, next?.discard ?? null, words.discard);
    },
    /** Whether to leave the page. After a yes there is nothing to ask about any more. */
    async mayLeave(): Promise<boolean> {
      if (state === null) return true;
      const leaves = await askToLeave(words);
      if (leaves) this.show(null);
      return leaves;
    },
  };
}

function paint(element: HTMLButtonElement, button: BarButton | null, label: string): void {
  element.hidden = button === null;
  if (button === null) return;
  element.textContent = button.label === "" ? label : button.label;
  element.setAttribute("aria-busy", String(button.loading));
  // A disabled button would lose the focus of whoever has just pressed it.
  element.disabled = button.disabled && !button.loading;
}
