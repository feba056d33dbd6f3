/** Calls `changed` once per turn while an element's content changes; returns what ends it. */
export function observed(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(element, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  return () => observer.disconnect();
}

/**
 * What speaks to the admin is not shown in the page. By a style sheet, because an attribute of
 * their own would be in the way of React, which finds its elements as it has written them.
 */
export function hideElements(names: readonly string[]): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${names.join(", ")} { display: none; }`);
  document.adoptedStyleSheets.push(sheet);
}

const isOn = (element: Element, name: string) =>
  element.hasAttribute(name) && element.getAttribute(name) !== "false";

/** A button as the bars of the admin show it. */
export function barButton(element: Element) {
  return {
    label: element.textContent.trim(),
    disabled: isOn(element, "disabled"),
    loading: isOn(element, "loading"),
  };
}
