// Block Kit's interactive elements. Each renderer takes (element, place) and returns a node.
// place: {block, ctx, describe, inInput}; describe holds the aria-* that tie the element to its label.
import { choiceElements } from "./choices.js";
import { h, icon } from "./dom.js";
import { field } from "./fields.js";
import { openMenu } from "./menus.js";
import { openLink, plainText } from "./mrkdwn.js";
import { changed, initial, press } from "./press.js";
import { epochToWall, wallToEpoch } from "./times.js";
import { t } from "./words.js";

function button(element, place) {
  const label = plainText(element.text);
  const props = { type: "button", class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label,
                  data: { testid: "block-button", actionId: element.action_id, value: element.value } };
  const node = h("button", props, label);
  node.addEventListener("click", () => {
    if (element.url) openLink(element.url);
    press(node, element, place);
  });
  if (element.url) node.setAttribute("title", element.url);
  return node;
}

function overflow(element, place) {
  const node = h("button", { type: "button", class: "button overflow", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("more_actions"),
                             data: { testid: "overflow", actionId: element.action_id } }, icon("more"));
  node.addEventListener("click", () => openMenu(node, element.options.map((option) => ({
    label: plainText(option.text), detail: option.description && plainText(option.description), testid: "overflow-option", data: { value: option.value },
    run: () => {
      if (option.url) openLink(option.url);
      press(node, element, place, option.value);
    },
  })), { label: t("more_actions") }));
  return node;
}

/** Text inputs of all kinds: one line, many lines, number, e-mail, web address. */
function textInput(kind, check) {
  return (element, place) => {
    const tag = kind === "textarea" ? "textarea" : "input";
    const node = h(tag, {
      class: "text-input", placeholder: plainText(element.placeholder), maxlength: element.max_length, ...place.describe,
      ...(tag === "input" ? { type: kind === "number" ? "text" : kind, inputmode: kind === "number" ? "decimal" : null, autocomplete: "off" } : { rows: "4" }),
      data: { testid: "input", actionId: element.action_id },
    });
    node.value = initial(element, place, element.initial_value ?? "") ?? "";
    if (element.focus_on_load) node.autofocus = true;
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || tag === "textarea") return;
      event.preventDefault(); // Enter in a field must not close a half-filled form
      if (triggers(element).includes("on_enter_pressed")) changed(node, element, place, node.value);
    });
    node.addEventListener("input", () => {
      if (triggers(element).includes("on_character_entered")) changed(node, element, place, node.value);
    });
    const read = () => node.value || null;
    return field(node, place.block.block_id, element.action_id, {
      read, check: () => (node.value.trim() ? check(node.value, element) : place.inInput && !place.block.optional ? t("required") : null),
    });
  };
}

const triggers = (element) => element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

function checkLength(value, { min_length = 0, max_length = Infinity }) {
  if (value.length < min_length) return t("too_short", { n: min_length });
  return value.length > max_length ? t("too_long", { n: max_length }) : null;
}

function checkNumber(value, { is_decimal_allowed, min_value, max_value }) {
  if (!/^-?\d+(\.\d+)?$/.test(value.trim())) return t("not_a_number");
  if (!is_decimal_allowed && value.includes(".")) return t("whole_number");
  const outside = Number(value) < Number(min_value ?? -Infinity) || Number(value) > Number(max_value ?? Infinity);
  return outside ? t("out_of_range", { min: min_value ?? "−∞", max: max_value ?? "∞" }) : null;
}

const checkEmail = (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : t("not_an_email"));
const checkUrl = (value) => (URL.canParse(value.trim()) ? null : t("not_a_url"));

/** Date and time: the browser's own pickers. A datetimepicker speaks epoch seconds, shown in the person's own zone. */
function picker(type, key, toShown = (value) => value, toValue = (shown) => shown) {
  return (element, place) => {
    const zone = place.ctx.people.time().tz;
    const node = h("input", { class: "text-input picker", type, ...place.describe, data: { testid: "input", actionId: element.action_id } });
    const first = initial(element, place, element[key] ?? null);
    node.value = first ? toShown(first, zone) : "";
    const read = () => (node.value ? toValue(node.value, zone) : null);
    node.addEventListener("change", () => changed(node, element, place, read()));
    return field(node, place.block.block_id, element.action_id, { read, check: () => (place.inInput && !place.block.optional && !node.value ? t("required") : null) });
  };
}

const image = (element) => h("img", { class: "element-image", src: element.image_url ?? element.slack_file?.url, alt: element.alt_text, loading: "lazy", referrerpolicy: "no-referrer" });

const ELEMENTS = {
  ...choiceElements,
  button, overflow, image,
  workflow_button: button,
  plain_text_input: (element, place) => textInput(element.multiline ? "textarea" : "text", checkLength)(element, place),
  rich_text_input: textInput("textarea", () => null),
  number_input: textInput("number", checkNumber),
  email_text_input: textInput("email", checkEmail),
  url_text_input: textInput("url", checkUrl),
  datepicker: picker("date", "initial_date"),
  timepicker: picker("time", "initial_time"),
  datetimepicker: picker("datetime-local", "initial_date_time", epochToWall, wallToEpoch),
};

export function renderElement(element, place) {
  const render = ELEMENTS[element.type];
  if (!render) return h("span", { class: "unsupported" }, t("unsupported", { type: element.type }));
  return render(element, place);
}
