import { defineComponent, text, type Build } from "../element.ts";

const spinner: Build = (shadow, host) => {
  const wheel = document.createElement("span");
  shadow.append(wheel);
  return (properties) => {
    host.setAttribute("role", "status");
    host.setAttribute("aria-label", text(properties, "accessibilityLabel") || "…");
  };
};

/** Grey bars where a text will be: nothing for those who do not see. */
const skeleton: Build = (shadow, host) => {
  const bars = ["100%", "85%", "60%"].map((width) => {
    const bar = document.createElement("span");
    bar.style.width = width;
    return bar;
  });
  shadow.append(...bars);
  return () => {
    host.setAttribute("aria-hidden", "true");
  };
};

export function defineWaiting(): void {
  defineComponent(
    "s-spinner",
    `:host { display: inline-block; } span { display: block; width: 20px; height: 20px; border: 3px solid var(--line); border-top-color: var(--link); border-radius: 50%; animation: turn 1s linear infinite; }
     @keyframes turn { to { transform: rotate(1turn); } } @media (prefers-reduced-motion: reduce) { span { animation: none; } }`,
    spinner,
  );
  defineComponent(
    "s-skeleton-paragraph",
    ":host { display: block; } span { display: block; height: 12px; margin: 6px 0; border-radius: 6px; background: var(--line); }",
    skeleton,
  );
}
