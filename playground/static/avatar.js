// A person's initials on a colour of their own; the app has its baton.
import { h } from "./dom.js";

/** 김지민 → 지민, Jimin Kim → JK, robo → RO. */
export function initials(name) {
  const hangul = name.match(/[가-힣]+/)?.[0];
  if (hangul) return hangul.slice(-2);
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

function hue(id) {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

export function avatar(person, className = "") {
  const node = h("span", { class: `avatar ${className}`, "aria-hidden": "true", style: { "--hue": String(hue(person.id)) } }, initials(person.name));
  if (person.app) {
    node.classList.add("app");
    node.textContent = "";
  }
  return node;
}
