// What every interactive element does when a person uses it: ask "are you sure?" if it must, and tell the bot.
import { confirmFirst } from "./dialogs.js";

/** A press goes to the bot at once, after the element's own "are you sure?"; the node is busy until the bot has answered. */
export async function press(node, element, { block, ctx }, value = null) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await confirmFirst(node, element.confirm, ctx.people))) return;
  node.setAttribute("aria-busy", "true");
  try {
    await ctx.press({ block_id: block.block_id, action_id: element.action_id, value, confirmed: Boolean(element.confirm) });
  } finally {
    node.removeAttribute("aria-busy");
  }
}

/** In an input block a change is sent only if it asks for that; elsewhere always. */
export function changed(node, element, place, value) {
  if (!place.inInput || place.block.dispatch_action) press(node, element, place, value);
}

/** What stood here before the last redraw, or else `value`. */
export function initial(element, { block, ctx }, value) {
  const seed = ctx.seed(block.block_id, element.action_id);
  return seed === undefined ? value : seed;
}
