// The clock bar: the playground's time, how far it is ahead, and the buttons that move it.
import { h, icon } from "./dom.js";
import { city, clockTime, span, weekdayTime } from "./times.js";
import { t } from "./words.js";

const MOVES = [["plus_15", "clock-15", { forward_seconds: 900 }], ["plus_60", "clock-60", { forward_seconds: 3600 }], ["tonight", "clock-tonight", { to: "tonight" }]];

export class ClockBar {
  /** `app`: {people, moveClock(move)}. */
  constructor(app, root) {
    this.app = app;
    this.time = h("time", { data: { testid: "clock" } });
    this.mine = h("span", { class: "clock-mine" });
    this.offset = h("span", { class: "clock-offset", data: { testid: "clock-offset" } });
    this.buttons = MOVES.map(([word, testid, move]) => {
      const node = h("button", { type: "button", class: "button small", data: { testid, word } });
      node.addEventListener("click", async () => {
        node.setAttribute("aria-busy", "true");
        await app.moveClock(move);
        node.removeAttribute("aria-busy");
      });
      return node;
    });
    this.root = root;
    root.append(icon("clock"), h("span", { class: "clock-text" }, this.time, this.mine, this.offset), h("span", { class: "clock-buttons" }, this.buttons));
    setInterval(() => this.tick(), 1000);
  }

  show(state) {
    const ahead = state.clock.offset_seconds;
    const units = { days: t("days"), hours: t("hours"), minutes: t("minutes") };
    this.offset.textContent = ahead >= 30 ? t("ahead", { span: span(ahead, units) }) : t("real_clock");
    this.offset.classList.toggle("moved", ahead >= 30);
    this.root.setAttribute("aria-label", t("workspace_time"));
    for (const node of this.buttons) node.textContent = t(node.dataset.word);
    this.tick();
  }

  tick() {
    const { people } = this.app;
    if (!people?.state) return;
    const { tz, locale, now } = people.time();
    const zone = people.who.workspace?.time_zone ?? tz;
    write(this.time, `${weekdayTime(now, zone, locale)} ${city(zone)}`);
    write(this.mine, zone === tz ? "" : `${city(tz)} ${clockTime(now, tz, locale)}`);
    this.time.dateTime = now.toISOString();
  }
}

/** Writing the same text again would make screen readers and selections restless. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
