// Menus that open beside a button: shortcuts, overflow menus, people, emoji. One is open at a time.
import { h } from "./dom.js";

/** Beside `anchor`, inside the window. `popover` puts it above modals; it lives in the modal so that it is not inert. */
function openBeside(anchor, panel) {
  panel.popover = "auto";
  (anchor.closest("dialog") ?? document.body).append(panel);
  anchor.setAttribute("aria-expanded", "true");
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    panel.remove();
  });
  panel.showPopover();
  beside(anchor, panel);
}

/** Fixed under `anchor`, or above it where there is more room. */
export function beside(anchor, panel, { matchWidth = false } = {}) {
  const place = anchor.getBoundingClientRect();
  if (matchWidth) panel.style.width = `${place.width}px`;
  const below = window.innerHeight - place.bottom - 12;
  const above = place.top - 12;
  const up = panel.offsetHeight > below && above > below;
  panel.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  panel.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - panel.offsetWidth - 8))}px`;
  panel.style.top = up ? `${Math.max(8, place.top - panel.offsetHeight - 4)}px` : `${place.bottom + 4}px`;
}

function moveFocus(event, panel, selector, columns = 1) {
  const steps = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 };
  const items = [...panel.querySelectorAll(selector)];
  const at = items.indexOf(document.activeElement);
  let next = null;
  if (event.key in steps) next = items[(at + steps[event.key] + items.length) % items.length];
  else if (event.key === "Home") next = items[0];
  else if (event.key === "End") next = items.at(-1);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/**
 * `items`: {label, detail?, icon?, testid?, checked?, data?, run} or {title} for a heading. Focus goes to the first
 * (or checked) item, arrows move it, Escape and a click elsewhere close the menu and give the focus back.
 */
export function openMenu(anchor, items, { label, className = "" } = {}) {
  const panel = h("div", { class: `menu ${className}`, role: "menu", "aria-label": label, data: { testid: "menu" } });
  for (const item of items) {
    if (item.title) { panel.append(h("div", { class: "menu-title", role: "presentation" }, item.title)); continue; }
    panel.append(h("button", {
      type: "button", class: "menu-item", role: item.checked === undefined ? "menuitem" : "menuitemradio", tabindex: "-1",
      "aria-checked": item.checked === undefined ? null : String(item.checked), data: { testid: item.testid ?? "menu-item", ...item.data },
      on: { click: () => { close(); item.run(); } },
    }, item.icon, h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, item.label), item.detail && h("small", {}, item.detail))));
  }
  const close = () => { anchor.focus(); panel.hidePopover(); };
  panel.addEventListener("keydown", (event) => {
    moveFocus(event, panel, ".menu-item");
    if (event.key === "Tab") close();
  });
  openBeside(anchor, panel);
  (panel.querySelector("[aria-checked=true]") ?? panel.querySelector(".menu-item"))?.focus();
}

/** A grid of emoji; `pick` gets the shortcode. */
export function openEmoji(anchor, names, { label, show, pick }) {
  const panel = h("div", { class: "menu emoji-grid", role: "menu", "aria-label": label, data: { testid: "emoji-menu" } });
  panel.append(...names.map((name) => h("button", {
    type: "button", class: "menu-item", role: "menuitem", tabindex: "-1", title: `:${name}:`, "aria-label": name.replaceAll("_", " "),
    data: { testid: "emoji", name }, on: { click: () => { anchor.focus(); panel.hidePopover(); pick(name); } },
  }, show(name))));
  panel.addEventListener("keydown", (event) => moveFocus(event, panel, ".menu-item", 6));
  openBeside(anchor, panel);
  panel.querySelector(".menu-item")?.focus();
}
