// The parts around the messages: head lines, tabs of the app, the drawer of small windows, the banner.
import { avatar } from "./avatar.js";
import { h, icon, place } from "./dom.js";
import { badge } from "./sidebar.js";
import { t } from "./words.js";

const byId = (id) => document.getElementById(id);

/** Drawn again only when it would say something else, so that a focused tab keeps the focus. */
function drawOnce(root, facts, draw) {
  const json = JSON.stringify(facts);
  if (root.facts === json) return;
  root.facts = json;
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  place(root, draw().filter(Boolean));
  if (focused) root.querySelector(`[data-testid="${focused}"]`)?.focus();
}

export function drawHead(app, root, channel) {
  const { people } = app;
  const isApp = app.here.home || channel?.with === people.bot.id;
  drawOnce(root, [isApp, app.here, channel?.name, channel?.kind, people.bot, document.documentElement.lang], () => {
    if (isApp) return appHead(app);
    if (!channel) return [];
    const other = channel.kind === "dm" ? people.byId(channel.with) : null;
    const sign = other ? avatar(other, "small") : icon({ private: "lock", shared: "share" }[channel.kind] ?? "hash");
    return [sign, h("h1", {}, channel.name), other && badge(other), other && h("small", {}, other.title), channel.kind === "shared" && h("span", { class: "badge stranger" }, t("shared"))];
  });
}

function appHead(app) {
  const { people, here } = app;
  const tab = (word, selected, click) => h("button", { type: "button", role: "tab", "aria-selected": String(selected), data: { testid: `tab-${word}` }, on: { click } }, t(word));
  return [
    avatar(people.byId(people.bot.id), "small"), h("h1", {}, people.bot.name), h("span", { class: "badge" }, t("app")),
    h("span", { class: people.bot.connected ? "lamp on" : "lamp", data: { testid: "bot-status" } }, t(people.bot.connected ? "connected" : "not_connected")),
    h("div", { class: "tabs", role: "tablist" },
      tab("home", here.home, () => app.go({ home: true })),
      tab("messages", !here.home, () => app.openAppMessages())),
  ];
}

export function drawThreadHead(app, root, name) {
  drawOnce(root, [name, document.documentElement.lang], () => [
    h("h2", {}, t("thread")), h("small", {}, name), h("span", { class: "grow" }),
    h("button", { type: "button", class: "icon-button", "aria-label": t("close_thread"), title: t("close_thread"), data: { testid: "thread-close" }, on: { click: () => app.closeThread() } }, icon("close")),
  ]);
}

/** Under a channel one may read but has not joined. */
export function joinBar(app, root, channel) {
  root.querySelector(".join")?.remove();
  if (!channel) return;
  root.append(h("div", { class: "join" }, h("span", {}, t("not_member")),
    h("button", { type: "button", class: "button primary", data: { testid: "join" }, on: { click: () => app.act({ do: "join", channel: channel.id }) } }, t("join", { name: `#${channel.name}` }))));
}

/** On small windows the sidebar slides in over the page. */
export function drawer(button, sidebar) {
  const veil = h("div", { class: "veil", hidden: true });
  const set = (open) => {
    const was = document.body.classList.contains("drawer-open");
    document.body.classList.toggle("drawer-open", open);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", t(open ? "close_menu" : "open_menu"));
    veil.hidden = !open;
    if (open) sidebar.querySelector("button").focus();
    else if (was) button.focus();
  };
  sidebar.after(veil);
  button.append(icon("menu"));
  button.addEventListener("click", () => set(!document.body.classList.contains("drawer-open")));
  veil.addEventListener("click", () => set(false));
  sidebar.addEventListener("keydown", (event) => { if (event.key === "Escape") set(false); });
  set(false);
  return { close: () => set(false) };
}

export function showBanner(text) {
  const banner = byId("banner");
  banner.hidden = !text;
  if (banner.textContent !== (text ?? "")) banner.textContent = text ?? "";
}
