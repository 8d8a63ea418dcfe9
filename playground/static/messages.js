// The list of messages of a channel or of one thread. A message whose content did not change is not touched.
import { avatar } from "./avatar.js";
import { showBlocks } from "./blocks.js";
import { h, icon, place } from "./dom.js";
import { emojiFor, QUICK } from "./emoji.js";
import { openEmoji, openMenu } from "./menus.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { clockTime, dayTitle, fromTs, fullTime, localDay } from "./times.js";
import { t } from "./words.js";

const SAME_BREATH = 5 * 60; // seconds within which a person's next message goes without a new head

export class Messages {
  /** `app`: {people, act, contextFor, openThread, shortcuts()}. */
  constructor(app, container, { inThread = false } = {}) {
    Object.assign(this, { app, container, inThread });
    this.rows = new Map();
    this.marks = new Map();
    this.followEnd();
  }

  /** Whoever reads the newest stays with it when a picture arrives or the window gets smaller. */
  followEnd() {
    this.pinned = true;
    const follow = () => this.pinned && this.toEnd();
    let top = 0;
    this.container.addEventListener("scroll", () => {
      // only moving up is a wish to leave the end; growing content or a smaller window is not
      if (this.atEnd()) this.pinned = true;
      else if (this.container.scrollTop < top - 1) this.pinned = false;
      top = this.container.scrollTop;
    }, { passive: true });
    this.container.addEventListener("load", follow, true);
    new ResizeObserver(follow).observe(this.container);
  }

  /** `where` names what is listed: when it changes the list starts anew, at its end. */
  show(messages, { where, unread = 0, lead }) {
    const fresh = this.where !== where;
    if (fresh) this.reset(where, messages, unread);
    this.pinned ||= fresh;
    const nodes = lead ? [lead] : [];
    let before = null;
    messages.forEach((message) => {
      const day = localDay(fromTs(message.ts), this.app.people.time().tz);
      if (!this.inThread && day !== before?.day) nodes.push(this.mark(day, () => this.dayMark(message)));
      if (message.ts === this.firstUnread) nodes.push(this.mark("new", () => h("div", { class: "new-mark" }, h("span", {}, t("new_messages")))));
      nodes.push(this.row(message, continues(message, before, day)));
      before = { message, day };
    });
    const shown = new Set(messages.map(keyOf));
    for (const key of this.rows.keys()) if (!shown.has(key)) this.rows.delete(key);
    place(this.container, nodes);
    if (this.pinned) this.toEnd();
    this.container.setAttribute("aria-busy", "false");
  }

  /** A change of place must not be read out message by message. */
  reset(where, messages, unread) {
    this.where = where;
    this.rows.clear();
    this.marks.clear();
    this.container.setAttribute("aria-busy", "true");
    this.container.replaceChildren();
    const others = messages.filter((message) => message.user !== this.app.people.me);
    this.firstUnread = unread && others.length > unread ? others.at(-unread)?.ts : undefined;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.container;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  toEnd() {
    this.pinned = true;
    this.container.scrollTop = this.container.scrollHeight;
  }

  mark(key, draw) {
    if (!this.marks.has(key)) this.marks.set(key, draw());
    return this.marks.get(key);
  }

  dayMark(message) {
    const { tz, locale, now } = this.app.people.time();
    return h("div", { class: "day-mark", role: "separator" }, h("span", {}, dayTitle(fromTs(message.ts), now, tz, locale)));
  }

  row(message, compact) {
    const key = keyOf(message);
    let row = this.rows.get(key);
    if (!row) {
      row = { body: h("div", { class: "message-body" }), head: h("div", { class: "message-head" }), side: h("div", { class: "message-side" }), foot: h("div", { class: "message-foot" }) };
      row.node = h("article", { class: "message", data: { testid: "message" } }, row.side, h("div", { class: "message-main" }, row.head, row.body, row.foot), this.toolbar(row));
      this.rows.set(key, row);
    }
    const json = JSON.stringify([message, compact, this.app.people.who.people.length]);
    if (row.json !== json) this.draw(row, message, compact);
    row.json = json;
    return row.node;
  }

  draw(row, message, compact) {
    const { people } = this.app;
    const author = people.byId(message.user) ?? { id: message.user, name: message.name, app: false };
    const { tz, locale } = people.time();
    const date = fromTs(message.ts);
    row.message = message;
    Object.assign(row.node.dataset, { ts: message.ts, user: message.user, ephemeral: String(Boolean(message.ephemeral)) });
    row.node.classList.toggle("compact", compact);
    row.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    row.node.classList.toggle("mentions-me", JSON.stringify([message.text, message.blocks]).includes(people.me) && message.user !== people.me);
    const time = h("time", { datetime: date.toISOString(), title: fullTime(date, tz, locale) }, clockTime(date, tz, locale));
    row.node.setAttribute("aria-label", `${message.name}, ${time.textContent}`);
    row.node.querySelector(".toolbar").hidden = Boolean(message.ephemeral); // Slack has neither shortcuts nor reactions there
    row.side.replaceChildren(compact ? time : avatar(author));
    row.head.replaceChildren(...[
      message.ephemeral && h("span", { class: "only-you" }, icon("eye"), t("only_you")),
      !compact && h("span", { class: "author" }, message.name),
      !compact && message.is_bot && h("span", { class: "badge" }, t("app")),
      !compact && time.cloneNode(true),
    ].filter(Boolean));
    this.drawBody(row, message);
    row.foot.replaceChildren(...this.reactions(message), ...this.threadLink(message));
  }

  drawBody(row, message) {
    const { people } = this.app;
    const where = { channel: this.app.channel(), ts: message.ts };
    if (message.blocks?.length) showBlocks(row.body, message.blocks, this.app.contextFor(where, row.body));
    else row.body.replaceChildren(h("div", { class: "text" }, mrkdwn(message.text ?? "", people)));
    for (const item of message.attachments ?? []) {
      const box = h("div", { class: "attachment", style: { "--bar": /^#?[0-9a-f]{6}$/i.test(item.color ?? "") ? `#${item.color.replace("#", "")}` : "var(--line)" } });
      if (item.blocks) showBlocks(box, item.blocks, this.app.contextFor(where, box));
      else box.append(...textObject({ type: "mrkdwn", text: [item.pretext, item.title && `*${item.title}*`, item.text ?? item.fallback].filter(Boolean).join("\n") }, people));
      row.body.append(box);
    }
    for (const file of message.files ?? []) row.body.append(this.file(file));
    if (message.edited) row.body.append(h("span", { class: "edited" }, `(${t("edited")})`));
  }

  /** A picture, or the name of any other file; both open in a tab of their own. */
  file(file) {
    const address = `/page/file/${encodeURIComponent(file.id)}?${new URLSearchParams({ as: this.app.people.me })}`;
    const inside = file.mimetype.startsWith("image/") ? h("img", { src: address, alt: file.alt_txt || file.title }) : file.name;
    return h("figure", { class: "file", data: { testid: "file" } }, h("figcaption", {}, file.title), h("a", { href: address, target: "_blank", rel: "noopener" }, inside));
  }

  reactions(message) {
    const { people } = this.app;
    if (!message.reactions?.length) return [];
    return [h("div", { class: "reactions" }, message.reactions.map(({ name, users }) => {
      const mine = users.includes(people.me);
      const label = t("reacted", { people: users.map((id) => people.byId(id)?.name ?? id).join(", "), name: `:${name}:` });
      return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), title: label, "aria-label": label,
                           data: { testid: "reaction", name }, on: { click: () => this.react(message, name, !mine) } }, `${emojiFor(name)} `, h("span", {}, String(users.length)));
    }))];
  }

  react(message, name, on) {
    return this.app.act({ do: "react", channel: this.app.channel(), ts: message.ts, name, on });
  }

  threadLink(message) {
    if (this.inThread || !message.reply_count) return [];
    const label = message.reply_count === 1 ? t("replies_1") : t("replies_n", { n: message.reply_count });
    return [h("button", { type: "button", class: "thread-link", data: { testid: "thread-open" }, on: { click: () => this.app.openThread(message.ts) } }, icon("reply"), label)];
  }

  toolbar(row) {
    const tool = (name, label, testid, click) => {
      const node = h("button", { type: "button", class: "icon-button", title: label, "aria-label": label, data: { testid } }, icon(name));
      node.addEventListener("click", () => click(node));
      return node;
    };
    const react = tool("react", t("add_reaction"), "react", (node) => openEmoji(node, QUICK, {
      label: t("add_reaction"), show: emojiFor, pick: (name) => this.react(row.message, name, true) }));
    const reply = tool("reply", t("reply_in_thread"), "reply-in-thread", () => this.app.openThread(row.message.thread_ts ?? row.message.ts));
    const more = tool("more", t("more_actions"), "message-menu", (node) => openMenu(node, [
      { title: t("message_shortcuts") },
      ...this.app.shortcuts("message").map((shortcut) => ({
        label: shortcut.name, detail: shortcut.description ?? this.app.people.bot.name, icon: icon("bolt"), testid: "shortcut", data: { callbackId: shortcut.callback_id },
        run: () => this.app.act({ do: "shortcut", callback_id: shortcut.callback_id, channel: this.app.channel(), ts: row.message.ts }),
      })),
    ], { label: t("more_actions") }));
    return h("div", { class: "toolbar", role: "toolbar", "aria-label": t("more_actions") }, react, !this.inThread && reply, more);
  }
}

const keyOf = (message) => `${message.ts}${message.ephemeral ? "e" : ""}`;

function continues(message, before, day) {
  if (!before || before.day !== day || message.ephemeral || before.message.ephemeral) return false;
  return before.message.user === message.user && Number(message.ts) - Number(before.message.ts) < SAME_BREATH;
}
