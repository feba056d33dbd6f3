import { defineBoxes } from "./components/boxes.ts";
import { defineFields } from "./components/fields.ts";
import { definePressed } from "./components/pressed.ts";
import { defineWaiting } from "./components/waiting.ts";
import { defineWords } from "./components/words.ts";

/** Defines all of Shopify's components that the dev store shows, in the page. */
export function defineComponents(): void {
  defineBoxes();
  defineFields();
  definePressed();
  defineWaiting();
  defineWords();
}
