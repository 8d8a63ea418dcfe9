// One combobox for every select of Block Kit: type to filter, arrows and Enter, options in groups, one or several.
import { freshId, h, icon } from "./dom.js";
import { beside } from "./menus.js";
import { t } from "./words.js";

/**
 * `find(query)` gives (a promise of) options {value, label, detail?, group?}; `chosen` are options; `changed(options)`
 * is told of every choice. The node carries `chosen()`; its input takes part in labels through `describe`.
 */
export class Select {
  constructor({ find, chosen = [], multiple = false, max = Infinity, placeholder, describe = {}, clearable = false, changed = () => {} }) {
    Object.assign(this, { find, multiple, max, clearable, changed });
    this.picked = chosen;
    this.shown = [];
    this.active = -1;
    this.asked = 0;
    this.placeholder = placeholder || t(multiple ? "choose_many" : "choose");
    this.listId = freshId("options");
    this.input = h("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", class: "select-input",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.listId, ...describe,
    });
    this.chips = h("span", { class: "chips" });
    this.node = h("div", { class: multiple ? "select multiple" : "select" }, this.chips, this.input, this.clearButton(), icon("down"));
    this.listen();
    this.draw();
  }

  clearButton() {
    this.clear = h("button", { type: "button", class: "select-clear", "aria-label": t("clear"), on: { click: () => this.choose([]) } }, icon("close"));
    return this.clear;
  }

  listen() {
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("blur", () => { this.close(); this.draw(); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("mousedown", (event) => {
      if (event.target === this.input || event.target.closest("button, [role=listbox]")) return;
      event.preventDefault();
      this.input.focus();
      this.open();
    });
  }

  key(event) {
    if (event.isComposing) return;
    const open = this.list !== undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.open();
      else this.point(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (this.shown[this.active]) this.take(this.shown[this.active]);
    } else if (event.key === "Enter") event.preventDefault();
    else if (event.key === "Escape" && open) {
      event.preventDefault(); // so that the modal around it stays
      event.stopPropagation();
      this.close();
      this.draw();
    } else if (event.key === "Backspace" && this.multiple && !this.input.value && this.picked.length) this.choose(this.picked.slice(0, -1));
  }

  async open(query = "") {
    const asked = ++this.asked;
    if (!this.list) {
      this.list = h("div", { class: "menu options", role: "listbox", id: this.listId, popover: "manual", data: { testid: "options" } });
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the input
      this.node.append(this.list);
      this.list.showPopover();
      this.follow = () => this.list && beside(this.node, this.list, { matchWidth: true });
      window.addEventListener("scroll", this.follow, true);
      this.input.setAttribute("aria-expanded", "true");
    }
    const options = await this.find(query.trim());
    if (asked !== this.asked || !this.list) return; // a later key was faster
    this.shown = this.multiple ? options.filter((option) => !this.has(option)) : options;
    this.fill();
  }

  has(option) { return this.picked.some((other) => other.value === option.value); }

  fill() {
    const nodes = [];
    this.rows = this.shown.map((option, index) => {
      if (option.group && option.group !== this.shown[index - 1]?.group) nodes.push(h("div", { class: "menu-title", role: "presentation" }, option.group));
      const row = h("div", {
        class: "menu-item", role: "option", id: `${this.listId}-${index}`, "aria-selected": String(this.has(option)),
        data: { testid: "option", value: option.value }, on: { click: () => this.take(option) },
      }, h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, option.label), option.detail && h("small", {}, option.detail)));
      nodes.push(row);
      return row;
    });
    this.list.replaceChildren(...(nodes.length ? nodes : [h("div", { class: "menu-empty" }, t("nothing_found"))]));
    this.follow();
    this.point(Math.max(0, this.shown.findIndex((option) => this.has(option))));
  }

  point(index) {
    if (!this.rows?.length) return;
    this.rows[this.active]?.classList.remove("active");
    this.active = (index + this.rows.length) % this.rows.length;
    this.rows[this.active].classList.add("active");
    this.rows[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.rows[this.active].id);
  }

  close() {
    this.asked += 1;
    this.list?.remove();
    window.removeEventListener("scroll", this.follow, true);
    this.list = undefined;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(option) {
    if (!this.multiple) this.choose([option]);
    else if (this.picked.length < this.max) this.choose([...this.picked, option]);
  }

  choose(options) {
    this.picked = options;
    this.close();
    this.draw();
    this.changed(options);
  }

  draw() {
    this.chips.replaceChildren(...(this.multiple ? this.picked.map((option) => this.chip(option)) : []));
    this.input.value = this.multiple ? "" : this.picked[0]?.label ?? "";
    this.input.placeholder = this.multiple && this.picked.length ? "" : this.placeholder;
    this.clear.hidden = !(this.clearable && this.picked.length && !this.multiple);
  }

  chip(option) {
    return h("span", { class: "chip" }, option.label, h("button", {
      type: "button", "aria-label": t("remove", { name: option.label }),
      on: { click: () => { this.choose(this.picked.filter((other) => other !== option)); this.input.focus(); } },
    }, icon("close")));
  }
}

/** Filtering as a person expects: every typed word occurs somewhere in the label, the detail or the group. */
export function filter(options, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ label, detail = "", group = "" }) => {
    const text = `${label} ${detail} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
