import {
  defineComponent,
  isOn,
  setOrRemove,
  text,
  type Build,
  type Properties,
  type ShopifyElement,
} from "../element.ts";

const FIELD = `
:host { display: block; }
label span { display: block; font-size: 13px; color: var(--dim); } label span.exclusive { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.line { display: flex; gap: 8px; align-items: center; }
input, select { font: inherit; color: inherit; width: 100%; min-height: 40px; padding: 7px 9px; border: 1px solid var(--dim); border-radius: 5px; background: var(--paper); }
[aria-invalid=true] { border-color: var(--bad); } .error { color: var(--bad); font-size: 13px; margin: 4px 0 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
@media (max-width: 720px) { input, select { min-height: 44px; } }
`;

/** Label, field, what stands before and after it, and what is wrong with it, tied together. */
function labelled(shadow: ShadowRoot, field: HTMLInputElement | HTMLSelectElement) {
  const [label, words, line] = ["label", "span", "span"].map((name) =>
    document.createElement(name),
  ) as [HTMLLabelElement, HTMLSpanElement, HTMLSpanElement];
  const [before, after] = [document.createElement("span"), document.createElement("span")];
  const error = document.createElement("p");
  line.className = "line";
  error.className = "error";
  error.id = "error";
  field.id = "field";
  label.htmlFor = field.id;
  label.append(words);
  line.append(before, field, after);
  shadow.append(label, line, error);
  return (properties: Properties) => {
    words.textContent = text(properties, "label");
    words.className =
      text(properties, "labelAccessibilityVisibility") === "exclusive" ? "exclusive" : "";
    before.textContent = text(properties, "prefix");
    after.textContent = text(properties, "suffix");
    before.hidden = before.textContent === "";
    after.hidden = after.textContent === "";
    error.textContent = text(properties, "error");
    error.hidden = error.textContent === "";
    setOrRemove(field, "aria-describedby", error.hidden ? "" : error.id);
    setOrRemove(field, "aria-invalid", error.hidden ? "" : "true");
    field.disabled = isOn(properties, "disabled");
    field.required = isOn(properties, "required");
    field.name = text(properties, "name");
  };
}

/** Tells the extension what is in the field; the field's own events end here. */
function tell(host: ShopifyElement, field: HTMLInputElement | HTMLSelectElement) {
  let told = field.value;
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    host.emit("input", { value: field.value });
  });
  field.addEventListener("change", (event) => {
    event.stopPropagation();
    if (field.value === told) return;
    told = field.value;
    host.emit("change", { value: field.value });
  });
  for (const name of ["focus", "blur"]) {
    field.addEventListener(name, (event) => {
      event.stopPropagation();
      host.emit(name, { value: field.value });
    });
  }
  return (value: string) => {
    told = value;
    if (field.value !== value) field.value = value;
  };
}

/** The property that has last been set, so that no other change writes over what was typed. */
function setsValue(set: (value: string) => void, byDefault: boolean) {
  let before: unknown;
  return (properties: Properties) => {
    const value = properties.get("value");
    if (value === before) return;
    const first = before === undefined;
    before = value;
    const start = first && byDefault ? text(properties, "defaultValue") : "";
    set(properties.has("value") && value != null ? text(properties, "value") : start);
  };
}

const inputField =
  (type: "text" | "number"): Build =>
  (shadow, host) => {
    const field = document.createElement("input");
    const paint = labelled(shadow, field);
    const setValue = setsValue(tell(host, field), true);
    let started = false;
    return (properties) => {
      field.type = type;
      paint(properties);
      for (const name of ["min", "max", "step", "placeholder", "autocomplete"]) {
        setOrRemove(field, name, text(properties, name));
      }
      setOrRemove(field, "inputmode", text(properties, "inputMode"));
      field.readOnly = isOn(properties, "readOnly");
      if (!started && properties.has("defaultValue") && !properties.has("value")) {
        started = true;
        field.value = text(properties, "defaultValue");
      }
      setValue(properties);
    };
  };

const select: Build = (shadow, host) => {
  const field = document.createElement("select");
  const paint = labelled(shadow, field);
  const set = tell(host, field);
  const options = () => {
    const placeholder = text(host.properties, "placeholder");
    const natives = [...host.querySelectorAll("s-option")].map((option) => {
      const native = new Option(
        option.textContent.trim(),
        String(Reflect.get(option, "value") ?? ""),
      );
      native.disabled = Reflect.get(option, "disabled") === true;
      return native;
    });
    field.replaceChildren(...(placeholder === "" ? [] : [new Option(placeholder, "")]), ...natives);
    set(text(host.properties, "value"));
  };
  new MutationObserver(options).observe(host, {
    childList: true,
    subtree: true,
    characterData: true,
  });
  host.addEventListener("option-changed", options);
  return (properties) => {
    paint(properties);
    options();
  };
};

/** Never shown itself: its select shows it. */
const option: Build = (_, host) => () => {
  host.closest("s-select")?.dispatchEvent(new Event("option-changed"));
};

const checkbox: Build = (shadow, host) => {
  const label = document.createElement("label");
  const field = document.createElement("input");
  const words = document.createElement("b");
  field.type = "checkbox";
  label.append(field, words);
  shadow.append(label);
  field.addEventListener("change", (event) => {
    event.stopPropagation();
    host.emit("change", { checked: field.checked });
  });
  return (properties) => {
    words.textContent = text(properties, "label");
    setOrRemove(field, "aria-label", text(properties, "accessibilityLabel"));
    if (properties.has("checked")) field.checked = isOn(properties, "checked");
    field.disabled = isOn(properties, "disabled");
  };
};

export function defineFields(): void {
  defineComponent("s-number-field", FIELD, inputField("number"));
  defineComponent("s-text-field", FIELD, inputField("text"));
  defineComponent("s-select", FIELD, select);
  defineComponent("s-option", ":host { display: none; }", option);
  defineComponent(
    "s-checkbox",
    "label { display: flex; gap: 8px; align-items: center; min-height: 32px; } b { font-weight: inherit; } :focus-visible { outline: 3px solid var(--link); }",
    checkbox,
  );
}
