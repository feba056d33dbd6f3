import type { FrameWords } from "../../contract.ts";

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** Asks in a dialog of the admin's; Escape means no. */
export function ask({ title, text, yes, no }: Question): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", title);
  const heading = document.createElement("h2");
  heading.textContent = title;
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "row end-of-dialog";
  form.append(answer(no, "no", ""), answer(yes, "yes", "danger"));
  dialog.append(heading, paragraph, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

export function answer(label: string, value: string, kind: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.textContent = label;
  button.value = value;
  button.className = kind;
  return button;
}

export const askToLeave = (words: FrameWords) =>
  ask({ title: words.leaveTitle, text: words.leaveText, yes: words.leave, no: words.stay });

export const askToDiscard = (words: FrameWords) =>
  ask({ title: words.discardTitle, text: words.discardText, yes: words.discard, no: words.stay });
