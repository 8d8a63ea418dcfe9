// Which parts of a view or message hold a value, and what they hold: Block Kit's `state.values`.

const fields = new WeakMap();

/**
 * Remember `node` as the field block_id/action_id. `read()` gives the value as the page API wants it, `keep()` what is
 * needed to draw the field again with the same content, `check()` a sentence if the content cannot be submitted.
 */
export function field(node, block_id, action_id, { read, keep = read, check = () => null }) {
  node.dataset.field = action_id;
  fields.set(node, { block_id, action_id, read, keep, check });
  return node;
}

const all = (root) => [...root.querySelectorAll("[data-field]")].map((node) => ({ node, ...fields.get(node) }));

/** {block_id: {action_id: value}} of everything below `root`. */
export function values(root) {
  const result = {};
  for (const { block_id, action_id, read } of all(root)) (result[block_id] ??= {})[action_id] = read();
  return result;
}

/** What `seed(block_id, action_id)` must answer for the fields below `root` to be drawn again as they are. */
export function memory(root) {
  const kept = new Map(all(root).map(({ block_id, action_id, keep }) => [`${block_id}\n${action_id}`, keep()]));
  return (block_id, action_id) => kept.get(`${block_id}\n${action_id}`);
}

/** Sentences for the fields that cannot be submitted as they are, by block: Slack checks these before the app sees them. */
export function problems(root) {
  const found = {};
  for (const { block_id, check } of all(root)) {
    const problem = check();
    if (problem) found[block_id] ??= problem;
  }
  return found;
}

/** Where the focus is below `root`, as a function that finds the same field in what is drawn next. */
export function rememberFocus(root) {
  const focused = document.activeElement;
  if (!root.contains(focused)) return () => {};
  const key = focused.closest("[data-field], [data-action-id]");
  const block = focused.closest("[data-block-id]")?.dataset.blockId;
  const action = key?.dataset.field ?? key?.dataset.actionId;
  const selection = typeof focused.selectionStart === "number" ? [focused.selectionStart, focused.selectionEnd] : null;
  return () => {
    if (root.contains(document.activeElement) && document.activeElement !== root) return;
    const home = [...root.querySelectorAll("[data-field], [data-action-id]")].find(
      (node) => (node.dataset.field ?? node.dataset.actionId) === action && node.closest("[data-block-id]")?.dataset.blockId === block);
    const target = home?.matches("input, textarea, button") ? home : home?.querySelector("input, textarea, button");
    target?.focus({ preventScroll: true });
    if (selection && target?.setSelectionRange && /^(text|textarea|search|url)$/.test(target.type)) target.setSelectionRange(...selection);
  };
}
