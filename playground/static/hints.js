// Shown on the first visit, and from the ⚡ menu: three things to try. A click fills the composer and sends nothing.
import { h, icon } from "./dom.js";
import { t } from "./words.js";

const HIDDEN = "baton-playground-hints-hidden";

/** Which colleague to thank in the example: somebody else, and not a guest, a stranger or a bot. */
function colleague(people) {
  return people.all().find((one) => one.id !== people.me && one.kind === "member" && !one.away)?.name ?? "";
}

const examples = (people) => [
  [t("try_escalate"), t("hint_escalate")],
  [t("try_values"), t("hint_values")],
  [t("try_kudos", { name: colleague(people) }), t("hint_kudos")],
];

export class Hints {
  constructor(app, root) {
    Object.assign(this, { app, root });
  }

  reveal(wanted) {
    localStorage.setItem(HIDDEN, wanted ? "no" : "yes");
    this.show();
  }

  show() {
    const hidden = localStorage.getItem(HIDDEN) === "yes";
    this.root.hidden = hidden;
    const drawnFor = `${document.documentElement.lang} ${this.app.people.me}`;
    if (hidden || this.drawnFor === drawnFor) return;
    this.drawnFor = drawnFor;
    const hide = h("button", { type: "button", class: "icon-button", "aria-label": t("hints_close"), title: t("hints_close"), data: { testid: "hints-close" }, on: { click: () => {
      this.reveal(false);
      this.app.composer.box.focus();
    } } }, icon("close"));
    this.root.setAttribute("aria-label", t("hints_title"));
    this.root.replaceChildren(
      h("div", { class: "hints-head" }, h("h2", {}, t("hints_title")), hide),
      h("p", {}, t("hints_intro")),
      h("ol", {}, examples(this.app.people).map(([text, why]) => h("li", {},
        h("button", { type: "button", data: { testid: "hint" }, on: { click: () => this.app.composer.fill(text) } }, h("span", { class: "example" }, text), h("small", {}, why))))));
  }
}
