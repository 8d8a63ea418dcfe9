// Slack's mrkdwn → DOM nodes. https://docs.slack.dev/messaging/formatting-message-text
// Nothing here uses innerHTML: a message can never become markup of the page.
import { h } from "./dom.js";
import { EMOJI, emojify } from "./emoji.js";
import { slackDate } from "./times.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
/** Slack knows exactly these three. */
export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** Only addresses that cannot run anything become links. */
export function safeLink(url, label) {
  const address = unescape(url);
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return document.createTextNode(label ?? address);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label ?? address.replace(/^mailto:|^tel:/, ""));
}

/** A button's own address, opened beside the page. */
export function openLink(url) {
  if (/^(https?:|mailto:)/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

export function mention(id, people, label) {
  const person = people.byId(id);
  return h("span", { class: id === people.me ? "mention mine" : "mention", data: { user: id } }, `@${person?.name ?? label ?? id}`);
}

export function channelMention(id, people, label) {
  const channel = people.channel(id);
  const name = channel?.name ?? label;
  if (!name) return h("span", { class: "mention" }, "#private-channel");
  return h("a", { class: "mention", href: `#channel=${id}`, data: { channel: id } }, `#${name}`);
}

export function groupMention(id, people, label) {
  const group = people.group(id);
  return h("span", { class: group?.users?.includes(people.me) ? "mention mine" : "mention" }, group ? `@${group.handle}` : label ?? `@${id}`);
}

export const broadcast = (range) => h("span", { class: "mention mine" }, `@${range}`);

/** <…>: a link, a mention, a channel, a date or one of the special words. */
function angle(inside, people) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? unescape(rest.join("|")) : undefined;
  if (/^@[UWB]/.test(target)) return mention(target.slice(1), people, label);
  if (/^#[CGD]/.test(target)) return channelMention(target.slice(1), people, label);
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.+))?$/.exec(target);
  if (date) {
    const text = slackDate(Number(date[1]), unescape(date[2]), people.time());
    return date[3] ? safeLink(date[3], text) : h("time", { datetime: new Date(date[1] * 1000).toISOString(), title: label }, text);
  }
  if (/^!(channel|here|everyone)$/.test(target)) return broadcast(target.slice(1));
  const group = /^!subteam\^(\w+)$/.exec(target);
  if (group) return groupMention(group[1], people, label);
  if (target.startsWith("!")) return document.createTextNode(label ?? target);
  // somebody forgot to escape "<b>": show it as it stands, so that it is noticed
  return /^(https?|mailto|tel):/i.test(target) ? safeLink(target, label) : document.createTextNode(`<${inside}>`);
}

// A styled span opens after, and closes before, something that is not a letter or digit. Hangul counts as letters:
// "*김지민*님" is NOT bold in Slack either, and the page must not flatter the bot.
const BEFORE = "(?<![\\p{L}\\p{N}_])";
const AFTER = "(?![\\p{L}\\p{N}_])";
const styled = (mark) =>
  `${BEFORE}${mark}(?!\\s)([^\\n${mark}]*[^\\s${mark}])${mark}${AFTER}`;
const CODE = "`([^`\\n]+)`";
const ANGLE = "<([^<>\\n]+)>";
const SHORTCODE = ":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?";
const BARE_URL = "(https?://[^\\s<>|]+[^\\s<>|.,;:!?)\\]}'\"」』])";
const INLINE = new RegExp([CODE, ANGLE, styled("\\*"), styled("_"), styled("~"), SHORTCODE, BARE_URL].join("|"), "gu");
const STYLES = [[3, "strong"], [4, "em"], [5, "s"]];

/** One or more lines of text without block structure. */
export function inline(text, people, { verbatim = false } = {}) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    const node = piece(match, people, verbatim);
    if (node === null) continue;
    if (match.index > last) nodes.push(unescape(text.slice(last, match.index)));
    nodes.push(node);
    last = match.index + match[0].length;
  }
  if (last < text.length) nodes.push(unescape(text.slice(last)));
  return nodes;
}

function piece(match, people, verbatim) {
  if (match[1] !== undefined) return h("code", {}, literal(match[1], people));
  if (match[2] !== undefined) return angle(match[2], people);
  for (const [group, tag] of STYLES) if (match[group] !== undefined) return h(tag, {}, inline(match[group], people, { verbatim }));
  if (match[6] !== undefined) {
    const symbol = EMOJI.get(match[6]);
    return symbol ? h("span", { class: "emoji", role: "img", "aria-label": match[6].replaceAll("_", " "), title: `:${match[6]}:` }, symbol) : null;
  }
  return verbatim ? null : safeLink(match[7]);
}

/** In code only <…> and the entities mean anything. */
function literal(text, people) {
  return text.split(/(<[^<>\n]+>)/).map((part) => (/^<[^<>]+>$/.test(part) ? angle(part.slice(1, -1), people) : unescape(part)));
}

const QUOTE = /^(?:&gt;|>)(?!(?:&gt;|>)(?:&gt;|>)) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

/** Lines with "> " quotes and ">>>" (the rest of the text is a quote). */
function lines(text, people, options) {
  const nodes = [];
  const rows = text.split("\n");
  let quote = [];
  let plain = [];
  const flush = () => {
    if (plain.length) nodes.push(h("div", { class: "lines" }, inline(plain.join("\n"), people, options)));
    if (quote.length) nodes.push(h("blockquote", {}, inline(quote.join("\n"), people, options)));
    [plain, quote] = [[], []];
  };
  for (const [index, row] of rows.entries()) {
    if (QUOTE_REST.test(row)) {
      flush();
      quote = [row.replace(QUOTE_REST, ""), ...rows.slice(index + 1)];
      break;
    }
    const quoted = QUOTE.test(row);
    if (quoted ? plain.length : quote.length) flush();
    (quoted ? quote : plain).push(quoted ? row.replace(QUOTE, "") : row);
  }
  flush();
  return nodes;
}

/** A whole mrkdwn text. `people` looks up names: {me, byId, channel, group, time}. */
export function mrkdwn(text, people, options = {}) {
  const parts = text.split(/```([\s\S]+?)```/);
  return parts.flatMap((part, index) => {
    if (index % 2) return [h("pre", {}, literal(part.replace(/^\n|\n$/g, ""), people))];
    const trimmed = part.replace(index ? /^\n/ : /^/, "").replace(index < parts.length - 1 ? /\n$/ : /$^/, "");
    return trimmed ? lines(trimmed, people, options) : [];
  });
}

/** A text object of Block Kit, either kind. */
export function textObject(object, people) {
  if (!object) return [];
  if (typeof object === "string") return [emojify(object)];
  if (object.type === "mrkdwn") return mrkdwn(object.text, people, { verbatim: object.verbatim });
  return [object.emoji === false ? object.text : emojify(object.text)];
}

/** The words of a text object without any styling, for accessible names and titles. */
export const plainText = (object) => (object ? emojify(typeof object === "string" ? object : object.text) : "");
