import { defineComponent, isOn, setOrRemove, text, type Build } from "../element.ts";

/** A button, or where it has an address, a link that looks like one. */
const button: Build = (shadow, host) => {
  const native = document.createElement("button");
  const link = document.createElement("a");
  native.append(document.createElement("slot"));
  shadow.append(native);
  native.type = "button";
  native.addEventListener("click", (event) => {
    // It keeps the focus while it waits, so the browser would still press it.
    if (native.getAttribute("aria-disabled") === "true") event.stopImmediatePropagation();
  });
  return (properties) => {
    const href = text(properties, "href");
    const shown = href === "" ? native : link;
    if (shown.parentNode !== shadow) {
      shown.append(...(shadow.firstElementChild?.childNodes ?? []));
      shadow.replaceChildren(shown);
    }
    setOrRemove(link, "href", href);
    setOrRemove(link, "target", text(properties, "target") === "_blank" ? "_blank" : "");
    shown.className = `${text(properties, "variant")} ${text(properties, "tone")}`;
    setOrRemove(shown, "aria-label", text(properties, "accessibilityLabel"));
    const loading = isOn(properties, "loading");
    native.setAttribute("aria-busy", String(loading));
    setOrRemove(native, "aria-disabled", loading ? "true" : "");
    native.disabled = isOn(properties, "disabled");
    native.style.width = text(properties, "inlineSize") === "fill" ? "100%" : "";
    host.style.display = native.style.width === "" ? "" : "block";
  };
};

const BUTTON = `
:host { display: inline-block; }
button, a { display: inline-block; font: inherit; color: inherit; text-decoration: none; padding: 7px 14px; min-height: 40px; border: 1px solid var(--line); border-radius: 5px; background: var(--soft); cursor: pointer; }
.primary { background: var(--link); border-color: var(--link); color: var(--paper); } .critical { color: var(--bad); border-color: var(--bad); }
.tertiary { background: transparent; } [disabled], [aria-disabled] { opacity: .6; cursor: default; } [aria-busy=true]::after { content: " …"; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
@media (max-width: 720px) { button, a { min-height: 44px; } }
`;

/** A link in a text; without an address it is a button that looks like one. */
const link: Build = (shadow) => {
  const anchor = document.createElement("a");
  anchor.append(document.createElement("slot"));
  shadow.append(anchor);
  anchor.addEventListener("keydown", (event) => {
    if (anchor.getAttribute("role") === "button" && event.key === "Enter") anchor.click();
  });
  return (properties) => {
    const href = text(properties, "href");
    setOrRemove(anchor, "href", href);
    setOrRemove(anchor, "role", href === "" ? "button" : "");
    setOrRemove(anchor, "tabindex", href === "" ? "0" : "");
    setOrRemove(anchor, "target", text(properties, "target") === "_blank" ? "_blank" : "");
    setOrRemove(anchor, "aria-label", text(properties, "accessibilityLabel"));
  };
};

export function definePressed(): void {
  defineComponent("s-button", BUTTON, button);
  defineComponent(
    "s-link",
    "a { color: var(--link); text-decoration: underline; cursor: pointer; } :focus-visible { outline: 3px solid var(--link); }",
    link,
  );
}
