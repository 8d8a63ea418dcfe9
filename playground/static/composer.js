// The box one types into: Enter sends, Shift+Enter breaks the line, arrow up brings back what was sent before.
import { freshId, h, icon } from "./dom.js";
import { openEmoji, openMenu } from "./menus.js";
import { emojiFor, QUICK } from "./emoji.js";
import { suggest } from "./suggestions.js";
import { t } from "./words.js";

const drafts = new Map(); // place → text half typed there
const sent = []; // newest last, of this visit

export class Composer {
  /** `app`: {people, shortcuts(), act}; `send(text)` resolves to false to get the text back. */
  constructor(app, { testid, send }) {
    Object.assign(this, { app, send });
    this.listId = freshId("suggestions");
    this.box = h("textarea", {
      rows: "1", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.listId, "aria-haspopup": "listbox",
      data: { testid }, on: { input: () => this.typed(), keydown: (event) => this.key(event), blur: () => this.closeList(), click: () => this.offer() },
    });
    this.list = h("div", { class: "menu suggestions", role: "listbox", id: this.listId, hidden: true, data: { testid: "suggestions" } });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.sendButton = this.tool("send", "send", `${testid}-send`, () => this.submit());
    this.node = h("form", { class: "composer", on: { submit: (event) => { event.preventDefault(); this.submit(); } } }, this.list, this.box,
      h("div", { class: "composer-tools" }, this.bolt(testid), this.smile(testid), h("span", { class: "grow" }), this.sendButton));
  }

  tool(name, word, testid, click) {
    const node = h("button", { type: "button", class: "icon-button", data: { testid, word } }, icon(name));
    node.addEventListener("click", () => click(node));
    return node;
  }

  bolt(testid) {
    return this.tool("bolt", "global_shortcuts", `${testid}-shortcuts`, (node) => openMenu(node, [
      { title: t("global_shortcuts") },
      ...this.app.shortcuts("global").map((one) => ({ label: one.name, detail: one.description, icon: icon("bolt"), testid: "shortcut", data: { callbackId: one.callback_id },
        run: () => this.app.act({ do: "shortcut", callback_id: one.callback_id }) })),
      { title: t("commands") },
      ...this.app.people.who.commands.map((one) => ({ label: one.command, detail: one.description, icon: icon("send"), testid: "command", run: () => this.fill(`${one.command} `) })),
      { label: t("hints_title"), icon: icon("react"), testid: "hints-open", run: () => this.app.hints.reveal(true) },
    ], { label: t("global_shortcuts") }));
  }

  smile(testid) {
    return this.tool("react", "emoji", `${testid}-emoji`, (node) => openEmoji(node, QUICK, { label: t("emoji"), show: emojiFor, pick: (name) => this.insert(`:${name}: `) }));
  }

  /** From now on one writes to `place`; what was half typed there comes back. */
  show(place, label) {
    this.box.placeholder = label;
    this.box.setAttribute("aria-label", label);
    for (const node of this.node.querySelectorAll("[data-word]")) {
      node.title = t(node.dataset.word);
      node.setAttribute("aria-label", node.title);
    }
    if (this.place === place) return;
    if (this.place !== undefined) drafts.set(this.place, this.box.value);
    this.place = place;
    this.set(drafts.get(place) ?? "");
  }

  set(text) {
    this.box.value = text;
    this.past = undefined;
    this.closeList();
    this.grow();
  }

  fill(text) {
    this.set(text);
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
    this.offer();
  }

  insert(text) {
    this.box.focus();
    this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
    this.typed();
  }

  typed() {
    this.past = undefined;
    this.grow();
    this.offer();
  }

  grow() {
    this.box.style.height = "auto";
    if (this.box.scrollHeight) this.box.style.height = `${Math.min(this.box.scrollHeight, 220)}px`; // 0 while it is hidden
    this.sendButton.classList.toggle("ready", Boolean(this.box.value.trim()));
  }

  key(event) {
    // Enter that ends a Hangul syllable belongs to the input method, not to us
    if (event.isComposing || event.keyCode === 229) return;
    if (this.offered && this.listKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.browse(event);
  }

  listKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.point(this.active + steps[event.key]);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) this.take(this.offered.items[this.active]);
    else if (event.key === "Escape") this.closeList();
    else return false;
    event.preventDefault();
    return true;
  }

  /** Arrow up in an empty box, and from there on through the history. */
  browse(event) {
    if (this.past === undefined && (this.box.value || event.key === "ArrowDown")) return;
    const at = (this.past ?? sent.length) + (event.key === "ArrowUp" ? -1 : 1);
    if (at < 0 || !sent.length) return;
    event.preventDefault();
    this.set(sent[at] ?? "");
    this.past = at < sent.length ? at : undefined;
  }

  async submit() {
    const text = this.box.value.trim();
    if (!text) return;
    const { place } = this;
    this.set("");
    this.box.focus();
    if (sent.at(-1) !== text) sent.push(text);
    if ((await this.send(text)) !== false) return;
    if (this.place === place && !this.box.value) this.set(text);
  }

  offer() {
    if (this.box.selectionStart !== this.box.selectionEnd) return this.closeList();
    const offered = suggest(this.box.value.slice(0, this.box.selectionStart), this.app.people);
    if (!offered) return this.closeList();
    this.offered = offered;
    this.list.replaceChildren(h("div", { class: "menu-title", role: "presentation" }, offered.title), ...offered.items.map((item, index) => h("div", {
      class: "menu-item", role: "option", id: `${this.listId}-${index}`, data: { testid: "suggestion" }, on: { click: () => this.take(item) },
    }, item.mark, h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, item.label), item.detail && h("small", {}, item.detail)))));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.active = 0;
    return this.point(0);
  }

  point(index) {
    const rows = this.list.querySelectorAll("[role=option]");
    rows[this.active]?.setAttribute("aria-selected", "false");
    this.active = (index + rows.length) % rows.length;
    rows[this.active].setAttribute("aria-selected", "true");
    rows[this.active].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", rows[this.active].id);
  }

  take(item) {
    const { start, query } = this.offered;
    this.box.setRangeText(item.insert, start, start + query.length, "end");
    this.closeList();
    this.grow();
  }

  closeList() {
    this.offered = undefined;
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}
