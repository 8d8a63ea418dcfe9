// Puts the page together: who acts, where they are, what the playground says they may see.
import * as api from "./api.js";
import { showBlocks } from "./blocks.js";
import { ClockBar } from "./clock.js";
import { Composer } from "./composer.js";
import { Directory } from "./directory.js";
import { h } from "./dom.js";
import { values } from "./fields.js";
import { Hints } from "./hints.js";
import { Messages } from "./messages.js";
import { Modals } from "./modal.js";
import { drawHead, drawThreadHead, drawer, joinBar, showBanner } from "./frame.js";
import { readAddress, writeAddress } from "./address.js";
import { Sidebar } from "./sidebar.js";
import { Toasts } from "./toasts.js";
import { has, speak, t } from "./words.js";

const byId = (id) => document.getElementById(id);
const LAST_PERSON = "baton-playground-person";

class App {
  async start() {
    this.who = await this.untilAnswered(() => api.who());
    this.people = new Directory(this.who);
    this.here = { channel: null, home: false };
    this.build();
    addEventListener("hashchange", () => this.follow(readAddress()));
    setInterval(() => this.lookAgain(), 5_000);
    await this.follow(readAddress());
  }

  /** The page may be opened a moment before its server is ready. */
  async untilAnswered(ask) {
    for (;;) {
      try {
        return await ask();
      } catch {
        showBanner(t("unreachable"));
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
  }

  build() {
    this.sidebar = new Sidebar(this, byId("sidebar"));
    this.clock = new ClockBar(this, byId("clock"));
    this.log = new Messages(this, byId("log"));
    this.threadLog = new Messages(this, byId("thread-log"), { inThread: true });
    this.composer = new Composer(this, { testid: "composer", send: (text) => this.say(text, null) });
    this.threadComposer = new Composer(this, { testid: "thread-composer", send: (text) => this.say(text, this.thread) });
    byId("composer").append(this.composer.node);
    byId("thread-composer").append(this.threadComposer.node);
    this.modals = new Modals((deed) => this.act(deed), (where, root) => this.contextFor(where, root));
    this.toasts = new Toasts(this);
    this.hints = new Hints(this, byId("hints"));
    this.drawer = drawer(byId("drawer-button"), byId("sidebar"));
    byId("skip").addEventListener("click", (event) => { event.preventDefault(); this.composer.box.focus(); });
  }

  place() { return this.here; }
  channel() { return this.here.channel; }
  shortcuts(type) { return this.who.shortcuts.filter((one) => one.type === type); }

  /** What blocks need to know about where they stand. */
  contextFor(where, root) {
    return {
      people: this.people,
      press: (deed) => this.act({ do: "press", where, ...deed, values: values(root) }),
      suggest: async (query) => this.act({ do: "suggest", ...(where.view ? { view: where.view } : {}), where, ...query }),
    };
  }

  // --- where one is ---

  /** The address names a person and a place; what it leaves out stays as it is. */
  async follow({ as, channel, home, thread }) {
    const wanted = this.who.people.find((one) => one.key === as || one.id === as);
    const person = wanted ?? (this.state ? this.people.byId(this.as) : this.lastPerson());
    if (person.id !== this.as) await this.become(person, { channel, home, thread });
    else this.go({ channel: this.find(channel) ?? this.here.channel, home: home ?? (channel ? false : this.here.home), thread });
  }

  lastPerson() {
    const key = localStorage.getItem(LAST_PERSON);
    return this.who.people.find((one) => one.key === key) ?? this.who.people.find((one) => one.kind === "member") ?? this.who.people[0];
  }

  find(channel) {
    if (!channel) return null;
    const other = channel.startsWith("@") && this.people.all().find((one) => one.key === channel.slice(1));
    return this.people.channels().find((one) => one.id === channel || (other ? one.with === other.id : one.kind !== "dm" && one.name === channel))?.id;
  }

  async become(person, place = {}) {
    const before = this.here.channel;
    this.unsubscribe?.();
    this.as = person.id;
    this.thread = null;
    this.here = { channel: null, home: false };
    localStorage.setItem(LAST_PERSON, person.key);
    speak(person.locale);
    this.drawer.close();
    this.toasts.forget();
    await this.refresh();
    const kept = this.people.channel(before)?.kind === "dm" ? null : this.people.channel(before)?.id;
    this.go({ channel: this.find(place.channel) ?? kept ?? this.firstChannel(), home: place.home, thread: place.thread });
    this.unsubscribe = api.subscribe(person.id, () => this.refresh(), (up) => showBanner(up ? null : t("unreachable")));
  }

  firstChannel() {
    const mine = this.people.channels().filter((one) => one.kind !== "dm" && one.member !== false);
    return (mine.find((one) => one.name.includes("support")) ?? mine[0] ?? this.people.channels()[0])?.id ?? null;
  }

  withBot() { return this.people.channels().find((one) => one.kind === "dm" && one.with === this.people.bot.id); }

  /** {channel} or {home: true}; `thread` is the time stamp of its first message. */
  go({ channel = this.here.channel, home = false, thread = null }) {
    const moved = channel !== this.here.channel || home !== this.here.home;
    this.unread = this.people.channel(channel)?.unread ?? 0;
    this.here = { channel: home ? this.withBot()?.id ?? null : channel, home };
    this.thread = thread;
    this.drawer.close();
    writeAddress(this.people, this.as, this.here, thread);
    if (moved && home) this.act({ do: "open_home" });
    else this.refresh();
    if (moved && matchMedia("(hover: hover)").matches) (home ? byId("home") : this.composer.box).focus();
  }

  openThread(ts) {
    this.go({ ...this.here, thread: ts });
    this.threadComposer.box.focus();
  }

  closeThread() {
    this.go({ ...this.here, thread: null });
    this.composer.box.focus();
  }

  /** The app's Messages tab: the app is told that it was opened, and the conversation is made the first time. */
  async openAppMessages() {
    await this.act({ do: "open_dm", with: this.people.bot.id });
    if (this.withBot()) this.go({ channel: this.withBot().id });
  }

  // --- doing ---

  async act(deed) {
    const as = this.as;
    const answer = await api.act(as, deed).catch(() => ({ ok: false, error: "unreachable" }));
    if (deed.do === "suggest") return answer;
    const told = this.toasts.given.length;
    if (as === this.as) await this.refresh();
    // what Slack itself says in a notice, or a modal under its fields, need not be said twice
    const said = this.toasts.given.length > told || answer.error === "validation_errors";
    if (!answer.ok && !said) this.toasts.say(has(answer.error) ? t(answer.error) : t("failed", { error: answer.error }));
    return answer;
  }

  /** Typed text: a slash command if it begins like one, else a message. */
  async say(text, thread) {
    const command = /^\/[a-z][\w-]*/i.exec(text)?.[0];
    if (command && thread) return this.refuse(t("thread_commands"));
    if (command && !this.isCommand(command)) return this.refuse(t("not_valid_command", { command }));
    const { channel } = this.here;
    const deed = command ? { do: "command", channel, text } : { do: "post", channel, text, thread_ts: thread };
    const answer = await this.act(deed);
    (thread ? this.threadLog : this.log).toEnd();
    return answer.ok;
  }

  /** Those of the manifest, and the one of Slack's own that the playground knows. */
  isCommand(word) { return word === "/invite" || this.who.commands.some(({ command }) => command === word); }

  refuse(sentence) {
    this.toasts.say(sentence);
    return false;
  }

  async moveClock(move) {
    const answer = await api.moveClock(move).catch(() => ({ ok: false, error: "unreachable" }));
    if (answer.ok === false) this.toasts.say(t("failed", { error: answer.error }));
    await this.refresh();
  }

  // --- seeing ---

  /** Only one question at a time; what changes meanwhile is asked for once more afterwards. */
  async refresh() {
    this.again = true;
    this.asking ??= this.ask().finally(() => { this.asking = null; });
    return this.asking;
  }

  async ask() {
    while (this.again) {
      this.again = false;
      const [as, channel] = [this.as, this.here.channel];
      try {
        const state = await api.state(as, channel);
        if (as !== this.as || channel !== this.here.channel) this.again = true;
        if (as === this.as) this.render(state, channel);
      } catch (problem) {
        console.error(problem);
        showBanner(t("unreachable"));
        return;
      }
    }
  }

  async lookAgain() {
    const who = await api.who().catch(() => null);
    if (!who || JSON.stringify(who) === JSON.stringify(this.who)) return;
    this.who = who;
    this.people.who = who;
    await this.refresh();
  }

  render(state, channel) {
    this.state = state;
    this.people.update(state);
    showBanner(null);
    byId("tagline").textContent = t("tagline");
    byId("skip").textContent = t("skip");
    this.clock.show(state);
    this.sidebar.show(state);
    if (channel === this.here.channel) this.renderPlace(state);
    this.modals.show(state.modals ?? []);
    this.toasts.show(state.toasts ?? []);
    const unread = state.channels.reduce((sum, one) => sum + (one.unread ?? 0), 0);
    document.title = `${unread ? `(${unread}) ` : ""}${this.title()} · Baton playground`;
  }

  title() {
    if (this.here.home) return this.people.bot.name;
    const channel = this.people.channel(this.here.channel);
    return channel ? `${channel.kind === "dm" ? "" : "#"}${channel.name}` : "";
  }

  renderPlace(state) {
    const { home, channel } = this.here;
    const here = this.people.channel(channel);
    drawHead(this, byId("place-head"), here);
    byId("home").hidden = !home;
    byId("log").hidden = home;
    byId("main").dataset.place = home ? "home" : here?.name ?? "";
    if (home) this.renderHome(state.home);
    else this.renderChannel(state, here);
    const mayWrite = !home && here && here.member !== false;
    this.composer.node.hidden = !mayWrite;
    this.composer.show(`${this.as} ${channel}`, t("write_to", { name: this.title() }));
    joinBar(this, byId("composer"), !home && here && !mayWrite ? here : null);
    if (mayWrite) this.hints.show();
    else byId("hints").hidden = true;
  }

  renderHome(home) {
    const root = byId("home");
    if (root.dataset.view !== (home?.id ?? "")) root.replaceChildren();
    root.dataset.view = home?.id ?? "";
    root.setAttribute("aria-label", t("home"));
    if (home) showBlocks(root, home.blocks, this.contextFor({ view: home.id }, root));
    else root.replaceChildren(h("p", { class: "empty" }, t("empty_home")));
  }

  renderChannel(state, here) {
    const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts && !message.broadcast;
    const title = this.title();
    byId("log").setAttribute("aria-label", title);
    const lead = here && h("p", { class: "beginning" }, t("empty_channel", { name: title }));
    if (lead && this.lead?.textContent !== lead.textContent) this.lead = lead;
    this.log.show(state.messages.filter((message) => !isReply(message)), { where: `${this.as} ${here?.id}`, unread: this.unread, lead: this.lead });
    this.renderThread(state.messages);
  }

  renderThread(messages) {
    const shown = this.thread ? messages.filter((message) => message.ts === this.thread || message.thread_ts === this.thread) : [];
    byId("thread").hidden = !this.thread;
    document.body.classList.toggle("with-thread", Boolean(this.thread));
    if (!this.thread) return;
    byId("thread").setAttribute("aria-label", t("thread"));
    drawThreadHead(this, byId("thread-head"), this.title());
    this.threadLog.show(shown, { where: `${this.as} ${this.here.channel} ${this.thread}` });
    this.threadComposer.show(`${this.as} ${this.here.channel} ${this.thread}`, t("reply"));
  }
}

new App().start();
