// Times as the acting person reads them. Every function takes the zone and the locale; nothing asks the browser's own.

const formats = new Map();

/** Intl formatters are slow to build and a page shows hundreds of times, so each is built once. */
function formatter(locale, options) {
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
  return formats.get(key);
}

const show = (date, tz, locale, options) => formatter(locale, { timeZone: tz, ...options }).format(date);

export const clockTime = (date, tz, locale) => show(date, tz, locale, { hour: "numeric", minute: "2-digit" });
export const weekdayTime = (date, tz, locale) =>
  show(date, tz, locale, { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
export const fullTime = (date, tz, locale) => show(date, tz, locale, { dateStyle: "full", timeStyle: "medium" });
/** "2026-02-18": what two moments must share to be on the same local day. */
export const localDay = (date, tz) => show(date, tz, "sv-SE", { dateStyle: "short" });
export const city = (tz) => tz.split("/").at(-1).replaceAll("_", " ");

export const fromTs = (ts) => new Date(Number(ts) * 1000);

function daysApart(date, now, tz) {
  return Math.round((Date.parse(localDay(date, tz)) - Date.parse(localDay(now, tz))) / 86_400_000);
}

/** "today", "yesterday", "tomorrow" in the reader's language, or null for any other day. */
export function nearDay(date, now, tz, locale) {
  const days = daysApart(date, now, tz);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function dayTitle(date, now, tz, locale) {
  const near = nearDay(date, now, tz, locale);
  return near ? capital(near) : show(date, tz, locale, { weekday: "long", month: "long", day: "numeric" });
}

const DATE_TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/**
 * What <!date^epoch^format^link|fallback> says, e.g. "{date_short_pretty} at {time}".
 * Tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackDate(epoch, format, { tz, locale, now }) {
  const date = new Date(epoch * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    if (token === "ago") return ago(date, now, locale);
    const plain = token.replace(/_pretty$/, "");
    if (plain !== token || token === "day_divider_pretty") {
      const near = nearDay(date, now, tz, locale);
      if (near) return near;
    }
    if (plain === "day_divider") return show(date, tz, locale, DATE_TOKENS.date_long);
    if (plain === "date_num") return localDay(date, tz);
    return DATE_TOKENS[plain] ? show(date, tz, locale, DATE_TOKENS[plain]) : whole;
  });
}

function ago(date, now, locale) {
  const seconds = (date - now) / 1000;
  const [unit, size] = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]]
    .find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

/** Epoch seconds → "2026-02-18T09:30", the value a datetime-local input wants, in `tz`. */
export const epochToWall = (epoch, tz) =>
  show(new Date(epoch * 1000), tz, "sv-SE", { dateStyle: "short", timeStyle: "short" }).replace(" ", "T");

/**
 * The other way round. The guess is corrected twice, because the first correction may step over a change of
 * daylight-saving time; an hour that does not exist ends one hour later.
 */
export function wallToEpoch(wall, tz) {
  const wanted = Date.parse(`${wall}Z`) / 1000;
  let epoch = wanted;
  for (let step = 0; step < 2; step += 1) epoch += wanted - Date.parse(`${epochToWall(epoch, tz)}Z`) / 1000;
  return epoch;
}

/** "+2 h 15 min": how far the playground's clock is ahead of the real one. */
export function span(seconds, words) {
  const minutes = Math.round(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  return [[days, words.days], [hours, words.hours], [rest, words.minutes]]
    .filter(([count]) => count).map(([count, unit]) => `${count}${unit}`).join(" ") || `0${words.minutes}`;
}
