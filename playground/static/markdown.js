// The `markdown` block: standard Markdown, a different language from mrkdwn (its escapes are shown as they stand).
import { h } from "./dom.js";
import { emojify } from "./emoji.js";
import { broadcast, channelMention, mention, safeLink } from "./mrkdwn.js";

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s](?:.*?[^*\s])?)\*|(?<![\p{L}\p{N}_])_([^_\s](?:.*?[^_\s])?)_(?![\p{L}\p{N}_])|~~(.+?)~~|!?\[([^\]]*)\]\(([^)\s]+)\)|<([^<>\s]+)>|(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])/gu;

function span(text, people) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > last) nodes.push(emojify(text.slice(last, match.index)));
    nodes.push(piece(match, people));
    last = match.index + match[0].length;
  }
  if (last < text.length) nodes.push(emojify(text.slice(last)));
  return nodes;
}

function piece(match, people) {
  const [whole, , code, bold, bold2, italic, italic2, strike, label, url, angle, bare] = match;
  if (code !== undefined) return h("code", {}, code);
  if (bold ?? bold2) return h("strong", {}, span(bold ?? bold2, people));
  if (italic ?? italic2) return h("em", {}, span(italic ?? italic2, people));
  if (strike) return h("s", {}, span(strike, people));
  if (url) return safeLink(url, label || url);
  if (bare) return safeLink(bare);
  if (angle.startsWith("@")) return mention(angle.slice(1).split("|")[0], people);
  if (angle.startsWith("#")) return channelMention(angle.slice(1).split("|")[0], people);
  if (/^!(channel|here|everyone)$/.test(angle)) return broadcast(angle.slice(1));
  return /^(https?|mailto):/.test(angle) ? safeLink(angle) : whole;
}

const ITEM = /^(\s*)([-*+]|\d+[.)]) +(?:\[([ xX])\] )?(.*)$/;

/** Each reader takes lines from the front of `rows` and returns a node, or returns null and takes nothing. */
const READERS = [
  function blank(rows) {
    return rows[0].trim() ? null : (rows.shift(), document.createTextNode(""));
  },
  function fence(rows) {
    const open = /^\s*(```+|~~~+)/.exec(rows[0]);
    if (!open) return null;
    rows.shift();
    const inside = [];
    while (rows.length && !rows[0].trim().startsWith(open[1])) inside.push(rows.shift());
    rows.shift();
    return h("pre", {}, inside.join("\n"));
  },
  function heading(rows, people) {
    const found = /^(#{1,6})\s+(.*?)\s*#*$/.exec(rows[0]);
    if (!found) return null;
    rows.shift();
    return h("p", { class: `md-heading md-h${found[1].length}`, role: "heading", "aria-level": String(found[1].length + 2) }, span(found[2], people));
  },
  function rule(rows) {
    return /^\s*([-*_])(\s*\1){2,}\s*$/.test(rows[0]) ? (rows.shift(), h("hr")) : null;
  },
  function quote(rows, people) {
    if (!rows[0].startsWith(">")) return null;
    const inside = [];
    while (rows.length && rows[0].startsWith(">")) inside.push(rows.shift().replace(/^> ?/, ""));
    return h("blockquote", {}, markdown(inside.join("\n"), people));
  },
  function grid(rows, people) {
    if (!rows[0].includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rows[1] ?? "")) return null;
    const cells = (row) => row.trim().replace(/^\||\|$/g, "").split("|").map((text) => text.trim());
    const head = cells(rows.shift());
    rows.shift();
    const body = [];
    while (rows.length && rows[0].includes("|")) body.push(cells(rows.shift()));
    const line = (texts, tag) => h("tr", {}, texts.map((text) => h(tag, {}, span(text, people))));
    return h("div", { class: "table-scroll" }, h("table", {}, h("thead", {}, line(head, "th")), h("tbody", {}, body.map((texts) => line(texts, "td")))));
  },
  function list(rows, people) {
    if (!ITEM.test(rows[0])) return null;
    const ordered = /\d/.test(ITEM.exec(rows[0])[2]);
    const items = [];
    while (rows.length && ITEM.test(rows[0])) {
      const [, indent, , box, text] = ITEM.exec(rows.shift());
      const mark = box === undefined ? "" : box === " " ? "☐ " : "☑ ";
      items.push(h("li", { style: { "--indent": String(Math.floor(indent.length / 2)) } }, mark, span(text, people)));
    }
    return h(ordered ? "ol" : "ul", { class: "rich-list" }, items);
  },
  function paragraph(rows, people) {
    const inside = [rows.shift()];
    while (rows.length && rows[0].trim() && !/^(#{1,6}\s|>|\s*```|\s*([-*+]|\d+[.)]) )/.test(rows[0])) inside.push(rows.shift());
    return h("p", { class: "lines" }, span(inside.join("\n"), people));
  },
];

export function markdown(text, people) {
  const rows = text.split("\n");
  const nodes = [];
  while (rows.length) {
    for (const read of READERS) {
      const node = read(rows, people);
      if (node) { nodes.push(node); break; }
    }
  }
  return nodes;
}
