// The left bar: who one is, the channels, the conversations, the app.
import { avatar } from "./avatar.js";
import { h, icon, keyed } from "./dom.js";
import { openMenu } from "./menus.js";
import { city, clockTime } from "./times.js";
import { t } from "./words.js";

const KINDS = { guest: "guest", stranger: "stranger", bot: "bot" };
const STATUSES = [["on_vacation", ":palm_tree:"], ["out_sick", ":face_with_thermometer:"], ["no_status", ""]];
const SIGNS = { channel: "hash", private: "lock", shared: "share" };

/** "Seoul 15:04 · away" */
function whereabouts(person, people) {
  const { locale, now } = people.time();
  return [`${city(person.tz)} ${clockTime(now, person.tz, locale)}`, person.away && t("away"), person.status].filter(Boolean).join(" · ");
}

const describe = (person, people) => [person.title, whereabouts(person, people)].filter(Boolean).join(" · ");

export class Sidebar {
  /** `app`: {people, become(person), go(place), act, place()}. */
  constructor(app, root) {
    this.app = app;
    this.switcher = h("button", { type: "button", class: "switcher", "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "person-switcher" }, on: { click: () => this.choosePerson() } });
    this.lists = Object.fromEntries(["channels", "direct", "apps"].map((name) => [name, h("ul", { class: "places" })]));
    this.titles = Object.fromEntries(["channels", "direct", "apps"].map((name) => [name, h("h2", { class: "places-title" })]));
    this.newDm = h("button", { type: "button", class: "icon-button", data: { testid: "new-dm" }, on: { click: () => this.chooseDm() } }, icon("plus"));
    root.append(this.switcher, h("div", { class: "scroll" },
      this.titles.channels, this.lists.channels,
      h("div", { class: "places-head" }, this.titles.direct, this.newDm), this.lists.direct,
      this.titles.apps, this.lists.apps));
  }

  show(state) {
    const { people } = this.app;
    const me = people.byId(state.me.id) ?? state.me;
    this.switcher.replaceChildren(avatar(me), h("span", { class: "menu-text" },
      h("span", { class: "menu-label" }, me.name, badge(me)), h("small", {}, me.title), h("small", {}, whereabouts(me, people))), icon("down"));
    this.switcher.setAttribute("aria-label", `${t("acting_as")}: ${me.name}. ${t("switch_person")}`);
    this.switcher.title = t("switch_person");
    this.newDm.setAttribute("aria-label", t("new_dm"));
    this.newDm.title = t("new_dm");
    for (const [name, title] of Object.entries(this.titles)) title.textContent = t(name);
    const channels = people.channels();
    const withBot = channels.find((one) => one.kind === "dm" && one.with === people.bot.id);
    this.fill("channels", channels.filter((one) => one.kind !== "dm"));
    this.fill("direct", channels.filter((one) => one.kind === "dm" && one !== withBot));
    this.fill("apps", [{ id: "app", kind: "app", name: people.bot.name, connected: people.bot.connected, unread: withBot?.unread ?? 0, channel: withBot?.id ?? null }]);
  }

  fill(name, places) {
    const here = this.app.place();
    const current = (one) => (one.kind === "app" ? here.home || here.channel === one.channel : one.id === here.channel);
    keyed(this.lists[name], places.map((one) => ({ ...one, current: Boolean(current(one)), spoken: document.documentElement.lang })), (one) => one.id, (one) => this.entry(one));
  }

  entry(one) {
    const { people } = this.app;
    const other = one.kind === "dm" ? people.byId(one.with) : null;
    const sign = one.kind === "app" ? avatar(people.byId(people.bot.id), "small") : other ? avatar(other, "small") : icon(SIGNS[one.kind] ?? "hash");
    const classes = ["place", one.current && "current", one.unread && "unread", one.member === false && "outside"].filter(Boolean).join(" ");
    return h("li", {}, h("button", {
      type: "button", class: classes, "aria-current": one.current ? "page" : null, data: { testid: one.kind === "app" ? "app" : "channel", name: one.name, id: one.id },
      on: { click: () => this.app.go(one.kind === "app" ? { home: true } : { channel: one.id }) },
    }, sign, h("span", { class: "place-name" }, one.name), other && badge(other),
    one.kind === "app" && !one.connected && h("span", { class: "badge warn" }, t("not_connected")),
    one.unread > 0 && h("span", { class: "count", data: { testid: "unread" }, "aria-label": `${one.unread} ${t("unread")}` }, String(one.unread))));
  }

  choosePerson() {
    const { people } = this.app;
    openMenu(this.switcher, people.actors().map((person) => ({
      label: labelled(person), detail: describe(person, people), icon: avatar(person), testid: "person", data: { key: person.key },
      checked: person.id === people.me, run: () => this.app.become(person),
    })).concat([{ title: t("my_status") }, ...STATUSES.map(([name, emoji]) => ({
      label: emoji ? `${emoji} ${t(name)}` : t(name), testid: "set-status", data: { name },
      run: () => this.app.act({ do: "profile", changes: { status_emoji: emoji, status_text: emoji ? t(name) : "", status_expiration: 0 } }),
    }))]), { label: t("switch_person"), className: "people" });
  }

  chooseDm() {
    const { people } = this.app;
    openMenu(this.newDm, people.actors().filter((person) => person.id !== people.me).map((person) => ({
      label: labelled(person), detail: describe(person, people), icon: avatar(person, "small"), testid: "dm-person", data: { key: person.key },
      run: async () => {
        const answer = await this.app.act({ do: "open_dm", with: person.id });
        const made = answer.channel?.id ?? answer.channel ?? people.channels().find((one) => one.with === person.id)?.id;
        if (made) this.app.go({ channel: made });
      },
    })), { label: t("new_dm"), className: "people" });
  }
}

export const badge = (person) => (KINDS[person.kind] ? h("span", { class: `badge ${person.kind}` }, t(KINDS[person.kind])) : null);
const labelled = (person) => h("span", {}, person.name, badge(person));
