// The page's conversation with the playground server: /page/* and nothing else.

async function answer(response) {
  const body = await response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
  if (!response.ok && body.ok !== false) return { ok: false, error: `http_${response.status}` };
  return body;
}

const get = async (path, params = {}) => {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value));
  const response = await fetch(`${path}?${query}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

const post = async (path, body) =>
  answer(await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));

export const who = () => get("/page/who");
export const state = (as, channel) => get("/page/state", { as, channel });
export const act = (as, deed) => post("/page/act", { as, ...deed });
export const moveClock = (move) => post("/page/clock", move);

/**
 * Call `changed` whenever something `as` may see has changed, and once after every (re)connection, because events
 * sent while the line was down are gone. Returns a function that ends the subscription.
 */
export function subscribe(as, changed, connection) {
  const source = new EventSource(`/page/events?${new URLSearchParams({ as })}`);
  source.addEventListener("changed", changed);
  source.addEventListener("open", () => { connection(true); changed(); });
  source.addEventListener("error", () => connection(false));
  return () => source.close();
}
