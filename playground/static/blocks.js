// Block Kit's layout blocks → DOM, and the redraw that leaves everything unchanged where it is.
import { freshId, h, place as arrange } from "./dom.js";
import { renderElement } from "./elements.js";
import { memory, rememberFocus } from "./fields.js";
import { markdown } from "./markdown.js";
import { plainText, textObject } from "./mrkdwn.js";
import { richText, table } from "./richtext.js";
import { t } from "./words.js";

const named = (block, ctx, label) => ({ block, ctx, inInput: false, describe: { "aria-label": label || null } });

/** A select's placeholder is the best name it has outside an input block; a section's text the next best. */
function nameOf(element, block) {
  return plainText(element.placeholder) || plainText(block.text).replace(/[*_~`<>]/g, "").split("\n")[0];
}

function section(block, ctx) {
  const body = h("div", { class: "section-body" },
    block.text && h("div", { class: "text" }, textObject(block.text, ctx.people)),
    block.fields && h("div", { class: "fields" }, block.fields.map((entry) => h("div", { class: "text" }, textObject(entry, ctx.people)))));
  const accessory = block.accessory && h("div", { class: "accessory" }, renderElement(block.accessory, named(block, ctx, nameOf(block.accessory, block))));
  return [body, accessory];
}

function context(block, ctx) {
  return block.elements.map((element) => (element.type === "image"
    ? h("img", { class: "context-image", src: element.image_url, alt: element.alt_text, referrerpolicy: "no-referrer" })
    : h("span", { class: "text" }, textObject(element, ctx.people))));
}

function input(block, ctx) {
  const [label, hint, error] = [freshId("label"), freshId("hint"), freshId("error")];
  const describe = { "aria-labelledby": label, "aria-describedby": `${block.hint ? `${hint} ` : ""}${error}`, "aria-required": block.optional ? null : "true" };
  return [
    h("div", { class: "label", id: label }, plainText(block.label), block.optional && h("span", { class: "optional" }, ` ${t("optional")}`)),
    renderElement(block.element, { block, ctx, inInput: true, describe }),
    block.hint && h("div", { class: "hint", id: hint }, plainText(block.hint)),
    h("div", { class: "field-error", id: error, role: "alert", data: { testid: "field-error" } }),
  ];
}

function image(block) {
  const picture = h("img", { src: block.image_url ?? block.slack_file?.url, alt: block.alt_text, loading: "lazy", referrerpolicy: "no-referrer" });
  return h("figure", {}, block.title && h("figcaption", {}, plainText(block.title)), picture);
}

const BLOCKS = {
  section, context, input, image,
  header: (block) => h("h3", { class: "header-text" }, plainText(block.text)),
  divider: () => h("hr"),
  actions: (block, ctx) => block.elements.map((element) => renderElement(element, named(block, ctx, plainText(element.placeholder)))),
  rich_text: (block, ctx) => richText(block, ctx.people),
  markdown: (block, ctx) => markdown(block.text, ctx.people),
  table: (block, ctx) => table(block, ctx.people),
};

function renderBlock(block, ctx) {
  const render = BLOCKS[block.type];
  const inside = render ? render(block, ctx) : h("span", { class: "unsupported" }, t("unsupported", { type: block.type }));
  return h("div", { class: `block block-${block.type}`, data: { testid: "block", blockId: block.block_id } }, inside);
}

const drawn = new WeakMap(); // node → the JSON it was drawn from

/**
 * Make `container` show `blocks`. A block whose JSON did not change keeps its node; in one that did, what a person had
 * typed or chosen stays if its block_id and action_id are the same, as in Slack.
 */
export function showBlocks(container, blocks, ctx) {
  const spare = [...container.children].filter((node) => drawn.has(node));
  const seed = memory(container);
  const refocus = rememberFocus(container);
  const nodes = blocks.map((block) => {
    const json = JSON.stringify(block);
    const same = spare.findIndex((node) => drawn.get(node) === json);
    if (same >= 0) return spare.splice(same, 1)[0];
    const node = renderBlock(block, { ...ctx, seed });
    drawn.set(node, json);
    return node;
  });
  arrange(container, nodes);
  refocus();
}

/** Sentences under their input blocks; returns false if one of them has no block to stand under. */
export function showErrors(container, errors) {
  const unplaced = new Set(Object.keys(errors));
  for (const node of container.querySelectorAll(".block-input")) {
    const sentence = errors[node.dataset.blockId] ?? "";
    const place = node.querySelector(".field-error");
    if (place.textContent !== sentence) place.textContent = sentence;
    node.classList.toggle("wrong", Boolean(sentence));
    const control = node.querySelector("[aria-labelledby]");
    if (sentence) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    unplaced.delete(node.dataset.blockId);
  }
  return unplaced.size === 0;
}
