// What the composer offers while one types: commands, people, channels, emoji.
import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { emojiFor, findEmoji } from "./emoji.js";
import { filter } from "./select.js";
import { t } from "./words.js";

const LIMIT = 8;

const SOURCES = [
  {
    title: "commands",
    pattern: /^(\/\S*)$/, // only the first word of a message can be a command
    find: (query, people) => people.who.commands.filter(({ command }) => command.startsWith(query.toLowerCase())).map((one) => ({
      insert: `${one.command} `, label: `${one.command} ${one.usage_hint ?? ""}`, detail: one.description, mark: icon("bolt"),
    })),
  },
  {
    title: "people",
    pattern: /(?:^|[\s(])(@[^\s@]*)$/,
    find: (query, people) => [
      ...filter(people.all().map((one) => ({ one, label: one.name, detail: `${one.title ?? ""} ${one.key}` })), query.slice(1))
        .map(({ one }) => ({ insert: `@${one.name} `, label: one.name, detail: one.title, mark: avatar(one, "small") })),
      ...filter((people.who.groups ?? []).map((one) => ({ one, label: `${one.handle} ${one.name ?? ""}` })), query.slice(1))
        .map(({ one }) => ({ insert: `@${one.handle} `, label: `@${one.handle}`, detail: one.name, mark: h("span", {}, "👥") })),
    ],
  },
  {
    title: "channels",
    pattern: /(?:^|[\s(])(#[^\s#]*)$/,
    find: (query, people) => people.channels().filter((one) => one.kind !== "dm" && one.name.includes(query.slice(1).toLowerCase()))
      .map((one) => ({ insert: `#${one.name} `, label: one.name, mark: icon(one.kind === "private" ? "lock" : "hash") })),
  },
  {
    title: "emoji",
    pattern: /(?:^|\s)(:[a-z0-9_+-]{2,})$/,
    find: (query) => findEmoji(query.slice(1), LIMIT).map((name) => ({ insert: `:${name}: `, label: `:${name}:`, mark: h("span", {}, emojiFor(name)) })),
  },
];

/** {title, start, query, items} for what stands before the caret, or null. */
export function suggest(before, people) {
  for (const { title, pattern, find } of SOURCES) {
    const query = pattern.exec(before)?.[1];
    if (query === undefined) continue;
    const items = find(query, people).slice(0, LIMIT);
    // nothing to offer, or the one thing there is has been typed already: Enter must send
    if (!items.length || (items.length === 1 && items[0].insert.trim() === query)) return null;
    return { title: t(title), start: before.length - query.length, query, items };
  }
  return null;
}
