// Who and what the acting person can see by name, and what time it is for them.

export class Directory {
  constructor(who) {
    this.who = who;
    this.state = null;
  }

  update(state) {
    this.state = state;
    this.readAt = performance.now();
  }

  get me() { return this.state?.me.id; }
  get bot() { return this.who.bot; }

  byId(id) { return this.all().find((one) => one.id === id); }

  /** Everybody who can be mentioned, the app among them. */
  all() {
    const people = this.who.people.filter((one) => one.id !== this.bot.id);
    return [...people, { kind: "bot", title: "", key: "bot", tz: "UTC", ...this.bot, app: true }];
  }

  /** Everybody one can act as. */
  actors() { return this.who.people.filter((one) => one.id !== this.bot.id); }
  channels() { return this.state?.channels.map((channel) => ({ ...channel, name: this.title(channel) })) ?? []; }
  channel(id) { return this.channels().find((one) => one.id === id); }
  group(id) { return this.who.groups?.find((one) => one.id === id); }

  /** A direct conversation is called after the other one. */
  title(channel) {
    if (channel.kind !== "dm") return channel.name;
    return this.byId(channel.with)?.name ?? channel.name ?? channel.with;
  }

  /** The playground's time, which runs on between two looks at the server. */
  now() {
    const { clock } = this.state;
    return new Date(Date.parse(clock.now) + performance.now() - this.readAt);
  }

  time() {
    const { tz, locale } = this.state.me;
    return { tz, locale: locale || "en-US", now: this.now() };
  }
}
