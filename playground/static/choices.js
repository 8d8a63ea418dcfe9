// The elements one chooses from: selects with options, people, channels or the app's own search; boxes and circles.
import { freshId, h } from "./dom.js";
import { field } from "./fields.js";
import { plainText, textObject } from "./mrkdwn.js";
import { changed, initial } from "./press.js";
import { filter, Select } from "./select.js";
import { t } from "./words.js";

const toOption = (option, group) => ({ value: option.value, label: plainText(option.text), detail: option.description && plainText(option.description), group });

const flat = ({ options = [], option_groups = [] }) =>
  [...options.map((option) => toOption(option)), ...option_groups.flatMap((group) => group.options.map((option) => toOption(option, plainText(group.label))))];

const person = (one) => ({ value: one.id, label: one.name, detail: one.title });
const channel = (one) => ({ value: one.id, label: one.kind === "dm" ? one.name : `#${one.name}` });

/** Which conversations the element's own filter lets through. */
function admitted({ filter: rule = {} }) {
  const kinds = { channel: "public", private: "private", dm: "im", shared: "public" };
  return (one) => (!rule.include || rule.include.includes(kinds[one.kind])) && !(rule.exclude_external_shared_channels && one.kind === "shared");
}

/** Where each kind of select takes its options from: (element, place) → query → options. */
const SOURCES = {
  static: (element) => (query) => filter(flat(element), query),
  external: (element, { block, ctx }) => async (query) => {
    if (query.length < (element.min_query_length ?? 3)) return [];
    return flat(await ctx.suggest({ block_id: block.block_id, action_id: element.action_id, query }));
  },
  users: (_, { ctx }) => (query) => filter(ctx.people.all().map(person), query),
  conversations: (element, { ctx }) => (query) => filter(ctx.people.channels().filter(admitted(element)).map(channel), query),
  channels: (_, { ctx }) => (query) => filter(ctx.people.channels().filter((one) => one.kind === "channel" || one.kind === "shared").map(channel), query),
};

/** The options an element says are chosen from the start: whole options for static and external, ids for the rest. */
function chosenFirst(element, source, { ctx }) {
  const whole = element.initial_options ?? (element.initial_option ? [element.initial_option] : []);
  if (source === "static" || source === "external") return whole.map((option) => toOption(option));
  const noun = source.slice(0, -1);
  const ids = element[`initial_${source}`] ?? (element[`initial_${noun}`] ? [element[`initial_${noun}`]] : []);
  const known = source === "users" ? ctx.people.all().map(person) : ctx.people.channels().map(channel);
  return ids.map((id) => known.find((option) => option.value === id) ?? { value: id, label: id });
}

function select(source, multiple) {
  return (element, place) => {
    const { block, inInput } = place;
    const value = (options) => (multiple ? options.map((option) => option.value) : options[0]?.value ?? null);
    const widget = new Select({
      find: SOURCES[source](element, place), multiple, max: element.max_selected_items ?? Infinity,
      chosen: initial(element, place, chosenFirst(element, source, place)),
      placeholder: plainText(element.placeholder), describe: place.describe, clearable: inInput && block.optional,
      changed: (options) => changed(widget.node, element, place, value(options)),
    });
    widget.node.dataset.testid = "select";
    widget.node.dataset.actionId = element.action_id;
    return field(widget.node, block.block_id, element.action_id, {
      read: () => value(widget.picked), keep: () => widget.picked,
      check: () => (inInput && !block.optional && !widget.picked.length ? t("required") : null),
    });
  };
}

/** Checkboxes and radio buttons: texts and descriptions may be mrkdwn. */
function boxes(type) {
  return (element, place) => {
    const { block, ctx, inInput } = place;
    const name = freshId("choice");
    const first = (element.initial_options ?? (element.initial_option ? [element.initial_option] : [])).map((option) => option.value);
    const chosen = initial(element, place, first) ?? [];
    const node = h("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", ...place.describe, data: { testid: "choices", actionId: element.action_id } });
    const picked = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
    const read = () => (type === "radio" ? picked()[0] ?? null : picked());
    node.append(...element.options.map((option) => {
      const input = h("input", { type, name, checked: chosen.includes(option.value), on: { change: () => changed(node, element, place, read()) } });
      input.value = option.value;
      return h("label", { class: "choice" }, input, h("span", {}, textObject(option.text, ctx.people),
        option.description && h("small", {}, textObject(option.description, ctx.people))));
    }));
    return field(node, block.block_id, element.action_id, { read, keep: picked, check: () => (inInput && !block.optional && !picked().length ? t("required") : null) });
  };
}

export const choiceElements = {
  static_select: select("static", false), multi_static_select: select("static", true),
  external_select: select("external", false), multi_external_select: select("external", true),
  users_select: select("users", false), multi_users_select: select("users", true),
  conversations_select: select("conversations", false), multi_conversations_select: select("conversations", true),
  channels_select: select("channels", false), multi_channels_select: select("channels", true),
  checkboxes: boxes("checkbox"), radio_buttons: boxes("radio"),
};
