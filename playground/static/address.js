// The part of the address behind "#": #as=jimin&channel=support, #as=bob&channel=@jimin, #as=bob&app=home (or messages), …&thread=<ts>

/** What the address names; what it does not name is undefined. */
export function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const app = address.get("app");
  const channel = app === "messages" ? "@bot" : address.get("channel")?.replace(/^#/, "");
  return { as: address.get("as") ?? undefined, channel: channel || undefined, home: app === "home" ? true : undefined, thread: address.get("thread") ?? undefined };
}

/** Reloading, or sending the address to a colleague on the same machine, opens the same person at the same place. */
export function writeAddress(people, as, { channel, home }, thread) {
  const address = new URLSearchParams({ as: people.byId(as)?.key ?? as });
  const here = people.channel(channel);
  if (home) address.set("app", "home");
  else if (here?.with === people.bot.id) address.set("app", "messages");
  else if (here) address.set("channel", here.kind === "dm" ? `@${people.byId(here.with)?.key}` : here.name);
  if (thread) address.set("thread", thread);
  history.replaceState(null, "", `#${address.toString().replaceAll("%40", "@")}`);
}
