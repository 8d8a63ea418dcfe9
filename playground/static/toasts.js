// Short notices in the corner: what Slack itself says (the app did not answer) and what went wrong on this page.
import { freshId, h, icon, keyed } from "./dom.js";
import { has, t } from "./words.js";

const STAY = 12_000; // milliseconds a notice stays unless it is dismissed

export class Toasts {
  constructor(app) {
    this.app = app;
    this.own = [];
    this.given = [];
    this.root = h("div", { class: "toasts", role: "status", "aria-live": "polite", data: { testid: "toasts" } });
    document.body.append(this.root);
  }

  show(toasts) {
    const known = new Set(this.given.map((toast) => toast.id));
    for (const toast of toasts) if (!known.has(toast.id)) setTimeout(() => this.expire(toast), STAY);
    this.given = toasts;
    this.draw();
  }

  /** A notice of the page itself; it goes away on its own. */
  say(text) {
    const toast = { id: freshId("own"), text, own: true };
    this.own.push(toast);
    setTimeout(() => this.drop(toast), STAY);
    this.draw();
  }

  /** Another person is looking now. */
  forget() {
    this.own = [];
    this.show([]);
  }

  expire(toast) {
    if (this.given.some((other) => other.id === toast.id)) this.drop(toast);
  }

  drop(toast) {
    this.own = this.own.filter((other) => other.id !== toast.id);
    this.draw();
    return toast.own ? undefined : this.app.act({ do: "dismiss", toast: toast.id });
  }

  draw() {
    // what stands outside an open modal can be neither seen nor clicked
    const home = document.querySelector("dialog.modal[open]") ?? document.body;
    if (this.root.parentElement !== home) home.append(this.root);
    keyed(this.root, [...this.given, ...this.own], (toast) => toast.id, (toast) => h("div", { class: "toast", data: { testid: "toast" } },
      h("span", {}, has(toast.text) ? t(toast.text) : toast.text),
      h("button", { type: "button", class: "icon-button", "aria-label": t("dismiss"), on: { click: () => this.drop(toast) } }, icon("close"))));
  }
}
