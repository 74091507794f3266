// Helpers to make elements and to save files.

/**
 * Makes an element: `make("p", { class: "x" }, "text", child)`. An attribute `on…` adds a listener;
 * `null`, `undefined` and `false` leave an attribute out.
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Saves bytes as a file in the downloads of the browser. */
export function download(name, media, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: media }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** A drop-down list with its label. */
export function choice(label, options, value, change) {
  const list = make("select", { onchange: () => change(list.value) },
    options.map(([key, text]) => make("option", { value: key, selected: key === value }, text)));
  list.value = value;
  return make("label", { class: "choice" }, `${label} `, list);
}

/** A check box with its label. */
export function tick(label, on, change) {
  const box = make("input", { type: "checkbox", checked: on, onchange: () => change(box.checked) });
  return make("label", { class: "tick" }, box, ` ${label}`);
}

/** A text as a valid file name. */
export const named = (text) => text.replace(/[/\\:*?"<>|\p{C}]/gu, "-").replace(/^[. ]+|[. ]+$/g, "") || "par-index";
