// rich_text and table blocks. Their texts are never parsed: styling is in the data.
import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { broadcast, channelMention, groupMention, mention, safeLink } from "./mrkdwn.js";
import { slackDate } from "./times.js";

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function styledNode(element, node) {
  return Object.entries(STYLE_TAGS).reduce((inner, [name, tag]) => (element.style?.[name] ? h(tag, {}, inner) : inner), node);
}

function unicode(element) {
  if (EMOJI.has(element.name)) return EMOJI.get(element.name);
  if (!element.unicode) return `:${element.name}:`;
  return String.fromCodePoint(...element.unicode.split("-").map((code) => Number.parseInt(code, 16)));
}

const INLINE = {
  text: (element) => document.createTextNode(element.text),
  link: (element) => safeLink(element.url, element.text),
  user: (element, people) => mention(element.user_id, people),
  channel: (element, people) => channelMention(element.channel_id, people),
  usergroup: (element, people) => groupMention(element.usergroup_id, people),
  broadcast: (element) => broadcast(element.range),
  emoji: (element) => h("span", { class: "emoji", title: `:${element.name}:` }, unicode(element)),
  date: (element, people) => h("time", {}, slackDate(element.timestamp, element.format, people.time())),
  color: (element) => h("code", {}, element.value),
};

function inlineElements(elements, people) {
  return elements.map((element) => styledNode(element, INLINE[element.type]?.(element, people) ?? document.createTextNode(element.text ?? "")));
}

/** Lists of one indentation arrive one after the other; the indent is a number, not nesting. */
function list(element, people) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const props = { class: "rich-list", style: { "--indent": String(element.indent ?? 0) } };
  if (element.offset) props.start = String(element.offset + 1);
  return h(tag, props, element.elements.map((item) => h("li", {}, inlineElements(item.elements, people))));
}

const PARTS = {
  rich_text_section: (element, people) => h("div", { class: "lines" }, inlineElements(element.elements, people)),
  rich_text_list: list,
  rich_text_quote: (element, people) => h("blockquote", {}, inlineElements(element.elements, people)),
  rich_text_preformatted: (element, people) => h("pre", {}, inlineElements(element.elements, people)),
};

export function richText(block, people) {
  return block.elements.map((element) => PARTS[element.type]?.(element, people) ?? null);
}

function cell(data, people) {
  if (data?.type === "rich_text") return richText(data, people);
  return [data?.text ?? ""];
}

/** The first row is the head, as Slack draws it. */
export function table(block, people) {
  const align = (index) => ({ "text-align": block.column_settings?.[index]?.align ?? "start" });
  const row = (cells, tag) => h("tr", {}, cells.map((data, index) => h(tag, { style: align(index), scope: tag === "th" ? "col" : null }, cell(data, people))));
  const [head, ...body] = block.rows;
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "table" },
    h("table", {}, h("thead", {}, row(head ?? [], "th")), h("tbody", {}, body.map((cells) => row(cells, "td")))));
}
