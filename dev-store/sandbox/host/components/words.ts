import { defineComponent, isOn, setOrRemove, text, type Build } from "../element.ts";

/** An element around what the extension has put inside. */
const around =
  (name: string): Build =>
  (shadow, host) => {
    const element = document.createElement(name);
    element.append(document.createElement("slot"));
    shadow.append(element);
    return (properties) => {
      element.className = [text(properties, "type"), text(properties, "tone")].join(" ").trim();
      element.classList.toggle("subdued", text(properties, "color") === "subdued");
      const visibility = text(properties, "accessibilityVisibility");
      element.classList.toggle("exclusive", visibility === "exclusive");
      setOrRemove(host, "aria-hidden", visibility === "hidden" ? "true" : "");
    };
  };

const TONES = `
.subdued { color: var(--dim); } .critical { color: var(--bad); } .success { color: var(--good); } .warning { color: var(--warn); }
.strong { font-weight: 600; } .emphasis { font-style: italic; } .small { font-size: 13px; } .redundant { text-decoration: line-through; }
.exclusive { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
`;

/** A note of the extension's: read out as it comes, at once where it is a warning. */
const banner: Build = (shadow, host) => {
  const box = document.createElement("div");
  const heading = document.createElement("strong");
  const dismiss = document.createElement("button");
  dismiss.textContent = "×";
  dismiss.setAttribute(
    "aria-label",
    document.documentElement.lang === "ru" ? "Закрыть" : "Dismiss",
  );
  const content = document.createElement("div");
  content.append(document.createElement("slot"));
  box.append(heading, content, dismiss);
  shadow.append(box);
  dismiss.addEventListener("click", () => {
    host.hidden = true;
    host.emit("dismiss");
  });
  return (properties) => {
    const tone = text(properties, "tone");
    box.className = tone;
    const urgent = tone === "critical" || tone === "warning";
    box.setAttribute("role", urgent ? "alert" : "status");
    heading.textContent = text(properties, "heading");
    heading.hidden = heading.textContent === "";
    dismiss.hidden = !isOn(properties, "dismissible");
    if (properties.has("hidden")) host.toggleAttribute("hidden", isOn(properties, "hidden"));
  };
};

const BANNER = `
:host { display: block; }
div[role] { position: relative; border: 1px solid var(--line); border-left: 5px solid var(--link); border-radius: 6px; padding: 10px 14px; background: var(--paper); }
.critical { border-left-color: var(--bad); } .warning { border-left-color: var(--warn); } .success { border-left-color: var(--good); }
strong { display: block; margin-right: 32px; }
button { position: absolute; top: 4px; right: 4px; min-width: 32px; min-height: 32px; border: 0; background: transparent; color: inherit; font: inherit; cursor: pointer; }
`;

export function defineWords(): void {
  defineComponent("s-text", TONES, around("span"));
  defineComponent("s-paragraph", `p { margin: 0; } ${TONES}`, around("p"));
  defineComponent("s-heading", `h3 { font-size: 15px; margin: 0; } ${TONES}`, around("h3"));
  defineComponent(
    "s-badge",
    `span { border: 1px solid currentColor; border-radius: 999px; padding: 0 9px; font-size: 13px; } ${TONES}`,
    around("span"),
  );
  defineComponent("s-banner", BANNER, banner);
}
