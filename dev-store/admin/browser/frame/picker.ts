import type { FrameWords, PickedProduct, PickerQuestion } from "../../contract.ts";
import { answer } from "./dialog.ts";

/** The resource picker: products to search, and to choose one or several of. */
export async function pickProducts(
  question: PickerQuestion,
  words: FrameWords,
): Promise<readonly PickedProduct[] | null> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", words.pick);
  const chosen = new Map<string, PickedProduct>();
  const search = document.createElement("input");
  search.type = "search";
  search.value = question.query;
  search.setAttribute("aria-label", words.search);
  search.placeholder = words.search;
  const list = document.createElement("ul");
  list.className = "picker";
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "row end-of-dialog";
  const confirm = answer(words.add, "yes", "main");
  form.append(answer(words.cancel, "no", ""), confirm);
  const heading = document.createElement("h2");
  heading.textContent = words.pick;
  dialog.append(heading, search, list, form);

  const paint = async () => {
    const found = await products(search.value);
    const items = found.map((product) =>
      choice(product, question.most > 1, chosen.has(product.id), (on) => {
        if (question.most === 1) chosen.clear();
        if (on && chosen.size < question.most) chosen.set(product.id, product);
        else chosen.delete(product.id);
        confirm.disabled = chosen.size === 0;
      }),
    );
    list.replaceChildren(...items);
    if (items.length === 0) list.textContent = words.nothing;
  };
  for (const product of await products("")) {
    if (question.selected.includes(product.id)) chosen.set(product.id, product);
  }
  confirm.disabled = chosen.size === 0;
  search.addEventListener("input", () => void paint());
  await paint();
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve));
  dialog.remove();
  return dialog.returnValue === "yes" ? [...chosen.values()] : null;
}

async function products(query: string): Promise<PickedProduct[]> {
  const answered = await fetch(`/admin/products?${new URLSearchParams({ q: query }).toString()}`);
  return (await answered.json()) as PickedProduct[];
}

function choice(
  product: PickedProduct,
  several: boolean,
  on: boolean,
  changed: (on: boolean) => void,
): HTMLLIElement {
  const item = document.createElement("li");
  const label = document.createElement("label");
  label.className = "inline";
  const input = document.createElement("input");
  input.type = several ? "checkbox" : "radio";
  input.name = "product";
  input.checked = on;
  input.addEventListener("change", () => changed(input.checked));
  label.append(input, product.title);
  item.append(label);
  return item;
}
