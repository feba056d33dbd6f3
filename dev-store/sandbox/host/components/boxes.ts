import { defineComponent, setOrRemove, text, type Build, type Properties } from "../element.ts";

/** Shopify's steps of space, in pixels. */
const SPACES: Readonly<Record<string, number>> = {
  none: 0,
  "small-500": 2,
  "small-400": 4,
  "small-300": 6,
  "small-200": 8,
  "small-100": 10,
  small: 10,
  base: 14,
  large: 20,
  "large-100": 20,
  "large-200": 26,
  "large-300": 32,
  "large-400": 40,
  "large-500": 48,
};

const space = (value: string): string =>
  value
    .split(" ")
    .map((step) => `${SPACES[step] ?? 0}px`)
    .join(" ");

/** Stack, box and grid: how children stand. No role of their own unless one is asked for. */
const box =
  (display: "flex" | "block" | "grid"): Build =>
  (shadow, host) => {
    shadow.append(document.createElement("slot"));
    return (properties) => {
      paint(host, properties, display);
      const role = ROLES[text(properties, "accessibilityRole")] ?? "";
      const label = text(properties, "accessibilityLabel");
      setOrRemove(host, "role", role === "" && label !== "" ? "group" : role);
      setOrRemove(host, "aria-label", label);
    };
  };

const ROLES: Readonly<Record<string, string>> = {
  alert: "alert",
  status: "status",
  section: "region",
  navigation: "navigation",
  "ordered-list": "list",
  "unordered-list": "list",
  "list-item": "listitem",
  separator: "separator",
};

function paint(host: HTMLElement, properties: Properties, display: "flex" | "block" | "grid") {
  const inline = text(properties, "direction") === "inline";
  const gap = text(properties, "gap");
  const background = text(properties, "background");
  const border = text(properties, "border");
  Object.assign(host.style, {
    display: text(properties, "display") === "none" ? "none" : display,
    flexDirection: inline ? "row" : "column",
    flexWrap: inline ? "wrap" : "nowrap",
    rowGap: space(text(properties, "rowGap") || gap),
    columnGap: space(text(properties, "columnGap") || gap),
    padding: space(text(properties, "padding")),
    paddingBlock: text(properties, "paddingBlock") && space(text(properties, "paddingBlock")),
    paddingInline: text(properties, "paddingInline") && space(text(properties, "paddingInline")),
    justifyContent: text(properties, "justifyContent"),
    alignItems: text(properties, "alignItems"),
    alignContent: text(properties, "alignContent"),
    inlineSize: text(properties, "inlineSize"),
    minInlineSize: text(properties, "minInlineSize"),
    maxInlineSize: text(properties, "maxInlineSize"),
    gridTemplateColumns: text(properties, "gridTemplateColumns"),
    gridTemplateRows: text(properties, "gridTemplateRows"),
    background: background === "subdued" ? "var(--soft)" : "",
    border: border === "" || border.startsWith("none") ? "" : "1px solid var(--line)",
    borderRadius: text(properties, "borderRadius") === "" ? "" : "6px",
  });
}

const section: Build = (shadow, host) => {
  const heading = document.createElement("h3");
  shadow.append(heading, document.createElement("slot"));
  return (properties) => {
    heading.textContent = text(properties, "heading");
    heading.hidden = heading.textContent === "";
    const label = text(properties, "accessibilityLabel") || heading.textContent;
    setOrRemove(host, "role", label === "" ? "" : "region");
    setOrRemove(host, "aria-label", label);
  };
};

const divider: Build = (shadow) => {
  shadow.append(document.createElement("hr"));
  return () => {};
};

/** A form is what holds fields together: a submit button in it, or Enter in a field, submits it. */
const form: Build = (shadow, host) => {
  shadow.append(document.createElement("slot"));
  host.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("s-button") : null;
    if (button !== null && Reflect.get(button, "type") === "submit") host.emit("submit");
  });
  host.addEventListener("keydown", (event) => {
    const field = event.composedPath()[0];
    if (event.key !== "Enter" || !(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    // A browser tells the change before it submits.
    field.dispatchEvent(new Event("change"));
    host.emit("submit");
  });
  return () => {};
};

export function defineBoxes(): void {
  defineComponent("s-stack", "", box("flex"));
  defineComponent("s-box", "", box("block"));
  defineComponent("s-grid", "", box("grid"));
  defineComponent("s-section", "h3 { font-size: 15px; margin: 0 0 8px; }", section);
  defineComponent(
    "s-divider",
    "hr { border: 0; border-top: 1px solid var(--line); margin: 0; }",
    divider,
  );
  defineComponent("s-form", ":host { display: block; }", form);
}
