// Building DOM nodes without innerHTML: whatever a person or the bot wrote only ever becomes a text node.

/**
 * h("button", {class: "primary", on: {click}, data: {testid: "send"}, "aria-label": "Send"}, "Send")
 * Children may be strings, nodes, arrays of them, null or false (left out).
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, dropEmpty(value));
    else if (name === "style") for (const [key, entry] of Object.entries(value)) node.style.setProperty(key, entry);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

function dropEmpty(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

export function append(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** The few line icons of the page, drawn on a 20 × 20 grid; decoration only, so hidden from screen readers. */
const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3 10l14-6-5 13-3-5.5zM9 11.5L17 4",
  bolt: "M11 2L4 11h5l-1 7 7-9h-5z",
  react: "M17.5 10a7.5 7.5 0 1 1-7.5-7.5M7 8v.5M12.5 8v.5M6.8 12c1.7 2 4.7 2 6.4 0M16 2v5M13.5 4.5h5",
  reply: "M4 4h12v9H9l-3.5 3V13H4z",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  lock: "M5.5 9h9v7h-9zM7 9V6.5a3 3 0 0 1 6 0V9",
  share: "M6.5 6.5a3 3 0 1 1 0 7a3 3 0 1 1 0-7M13.5 6.5a3 3 0 1 1 0 7a3 3 0 1 1 0-7",
  hash: "M7.5 3l-2 14M14.5 3l-2 14M3.5 7.5h14M2.5 12.5h14",
  down: "M5 8l5 5 5-5",
  plus: "M10 4v12M4 10h12",
  clock: "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15M10 6v4.3l3 1.7",
  home: "M3 9.5L10 3.5l7 6M5 8.5V16.5h10V8.5",
  eye: "M2 10c3.5-6 12.5-6 16 0c-3.5 6-12.5 6-16 0M10 7.7a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 1 1 0-4.6",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Make `parent` hold exactly `nodes`, touching only what moved: a node that stays keeps its focus, its scroll
 * position and what was typed into it.
 */
export function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

let counter = 0;
/** An id no other element of the page has, for labels and descriptions. */
export const freshId = (prefix) => `${prefix}-${++counter}`;

const drawnFrom = new WeakMap(); // node → the JSON of its item

/**
 * Show one node per item, drawn again only when the item's JSON changed. `key` must be unique. A focused button that
 * is drawn again keeps the focus.
 */
export function keyed(parent, items, key, draw) {
  const old = new Map([...parent.children].filter((node) => node.dataset.key).map((node) => [node.dataset.key, node]));
  const focused = document.activeElement?.closest?.("[data-key]");
  place(parent, items.map((item) => {
    const name = String(key(item));
    const json = JSON.stringify(item);
    const before = old.get(name);
    if (before && drawnFrom.get(before) === json) return before;
    const node = draw(item);
    node.dataset.key = name;
    drawnFrom.set(node, json);
    return node;
  }));
  if (focused && !focused.isConnected) {
    const again = parent.querySelector(`[data-key="${CSS.escape(focused.dataset.key)}"]`);
    (again?.matches("button, a") ? again : again?.querySelector("button, a"))?.focus();
  }
}
