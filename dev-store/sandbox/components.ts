/**
 * The components that extensions may use here: those of Shopify's checkout that the dev store
 * can show, with their properties and events as `@shopify/ui-extensions` 2026-07 names them.
 */
export interface Component {
  readonly properties: readonly string[];
  readonly events: readonly string[];
}

const COMMON = ["id", "slot", "lang", "dir"] as const;

const BOX = [
  "accessibilityLabel",
  "accessibilityRole",
  "alignContent",
  "alignItems",
  "background",
  "border",
  "borderRadius",
  "columnGap",
  "direction",
  "display",
  "gap",
  "inlineSize",
  "justifyContent",
  "maxInlineSize",
  "minInlineSize",
  "padding",
  "paddingBlock",
  "paddingInline",
  "rowGap",
] as const;

const FIELD = [
  "autocomplete",
  "defaultValue",
  "disabled",
  "error",
  "icon",
  "label",
  "labelAccessibilityVisibility",
  "name",
  "placeholder",
  "prefix",
  "readOnly",
  "required",
  "suffix",
  "value",
] as const;

const FIELD_EVENTS = ["blur", "change", "focus", "input"] as const;

const component = (properties: readonly string[], events: readonly string[] = []): Component => ({
  properties: [...COMMON, ...properties],
  events,
});

export const COMPONENTS = {
  "s-badge": component(["color", "tone", "size"]),
  "s-banner": component(["collapsible", "dismissible", "heading", "hidden", "tone"], ["dismiss"]),
  "s-box": component(BOX),
  "s-button": component(
    [
      "accessibilityLabel",
      "disabled",
      "href",
      "inlineSize",
      "loading",
      "target",
      "tone",
      "type",
      "variant",
    ],
    ["click"],
  ),
  "s-checkbox": component(
    ["accessibilityLabel", "checked", "disabled", "error", "label", "name", "value"],
    ["change"],
  ),
  "s-divider": component(["direction"]),
  "s-form": component(["disabled"], ["submit"]),
  "s-grid": component([...BOX, "gridTemplateColumns", "gridTemplateRows"]),
  "s-heading": component(["accessibilityRole", "accessibilityVisibility"]),
  "s-link": component(["accessibilityLabel", "href", "target", "tone"], ["click"]),
  "s-number-field": component(
    [...FIELD, "controls", "inputMode", "max", "min", "step"],
    FIELD_EVENTS,
  ),
  "s-option": component(["disabled", "selected", "value"]),
  "s-paragraph": component(["accessibilityVisibility", "color", "tone", "type"]),
  "s-section": component(["accessibilityLabel", "heading"]),
  "s-select": component(FIELD, ["blur", "change", "focus"]),
  "s-skeleton-paragraph": component(["content"]),
  "s-spinner": component(["accessibilityLabel", "size"]),
  "s-stack": component(BOX),
  "s-text": component(["accessibilityVisibility", "color", "display", "tone", "type"]),
  "s-text-field": component(FIELD, FIELD_EVENTS),
} as const satisfies Record<string, Component>;

export type ComponentName = keyof typeof COMPONENTS;

/** What an event says of the element it happened to: its worth, which the extension then reads. */
export interface EventDetail {
  readonly value?: string;
  readonly checked?: boolean;
}
