// The acting person's stack of modals. Only the top one is seen; those below keep what was typed into them.
import { showBlocks, showErrors } from "./blocks.js";
import { freshId, h, icon, place } from "./dom.js";
import { problems, values } from "./fields.js";
import { plainText } from "./mrkdwn.js";
import { t } from "./words.js";

export class Modals {
  /** `act(deed)` tells the playground; `contextFor(where)` gives the blocks' surroundings. */
  constructor(act, contextFor) {
    Object.assign(this, { act, contextFor });
    this.panes = new Map(); // view id → {node, body, view}
    this.titleId = freshId("modal");
    this.dialog = h("dialog", { class: "modal", "aria-labelledby": this.titleId, data: { testid: "modal" } });
    // Escape (and Android's back) close the top view; the dialog itself goes when the playground says the stack is empty.
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.close();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.target.closest("[popover]")) return;
      event.preventDefault(); // a second Escape would close a dialog without asking
      if (!this.dialog.querySelector("[popover]:popover-open")) this.close();
    });
    document.body.append(this.dialog);
  }

  show(views) {
    const top = views.at(-1);
    for (const id of this.panes.keys()) if (!views.some((view) => view.id === id)) this.panes.delete(id);
    if (!top) return this.hide();
    for (const view of views) this.draw(view);
    const before = this.top;
    this.top = top.id;
    const { node } = this.panes.get(top.id);
    if (before !== top.id) {
      place(this.dialog, [node]);
      for (const title of this.dialog.querySelectorAll(".modal-title")) title.id = this.titleId;
    }
    if (!this.dialog.open) {
      this.opener = document.activeElement;
      this.dialog.showModal();
    }
    if (before !== top.id) this.focusFirst(node);
    return undefined;
  }

  hide() {
    this.top = undefined;
    if (!this.dialog.open) return;
    this.dialog.close();
    this.dialog.replaceChildren();
    if (this.opener?.isConnected) this.opener.focus();
  }

  draw(view) {
    let pane = this.panes.get(view.id);
    if (!pane) {
      pane = { body: h("div", { class: "modal-body", tabindex: "-1" }) };
      pane.title = h("h2", { class: "modal-title", data: { testid: "modal-title" } });
      pane.foot = h("div", { class: "modal-foot" });
      const shut = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), data: { testid: "modal-x" }, on: { click: () => this.close() } }, icon("close"));
      pane.node = h("form", { class: "modal-pane", novalidate: true, on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
        h("div", { class: "modal-head" }, pane.title, shut), pane.body, pane.foot);
      this.panes.set(view.id, pane);
    }
    const json = JSON.stringify(view);
    if (pane.json === json) return;
    pane.json = json;
    pane.title.textContent = plainText(view.title);
    pane.node.dataset.viewId = view.id;
    pane.node.dataset.callbackId = view.callback_id ?? "";
    this.drawFoot(pane, view);
    showBlocks(pane.body, view.blocks, this.contextFor({ view: view.id }, pane.body));
    showErrors(pane.body, view.errors ?? {});
    if (Object.keys(view.errors ?? {}).length) this.focusWrong(pane.body);
  }

  drawFoot(pane, view) {
    const labels = JSON.stringify([view.submit, view.close]);
    if (pane.labels === labels) return;
    pane.labels = labels;
    const submit = view.submit && h("button", { type: "submit", class: "button primary", data: { testid: "modal-submit" } }, plainText(view.submit));
    const close = h("button", { type: "button", class: "button", data: { testid: "modal-close" }, on: { click: () => this.close() } },
      plainText(view.close) || t(view.submit ? "cancel" : "close"));
    place(pane.foot, submit ? [close, submit] : [close]);
  }

  async submit() {
    const pane = this.panes.get(this.top);
    if (!pane || pane.busy) return;
    const wrong = problems(pane.body);
    showErrors(pane.body, wrong);
    if (Object.keys(wrong).length) { this.focusWrong(pane.body); return; }
    pane.json = undefined; // the same errors given again must be drawn again
    await this.busy(pane, { do: "submit", view: this.top, values: values(pane.body) });
  }

  async close() {
    const pane = this.panes.get(this.top);
    if (pane && !pane.busy) await this.busy(pane, { do: "close", view: this.top });
  }

  async busy(pane, deed) {
    pane.busy = true;
    pane.node.setAttribute("aria-busy", "true");
    try {
      await this.act(deed);
    } finally {
      pane.busy = false;
      pane.node.removeAttribute("aria-busy");
    }
  }

  focusFirst(node) {
    const first = node.querySelector("[autofocus]") ?? node.querySelector(".modal-body :is(input, textarea, select, button):not([disabled])");
    (first ?? node.querySelector(".modal-foot button")).focus({ preventScroll: true });
    node.querySelector(".modal-body").scrollTop = 0;
  }

  focusWrong(body) {
    body.querySelector(".wrong :is(input, textarea)")?.focus();
    body.querySelector(".wrong")?.scrollIntoView({ block: "nearest" });
  }
}
