// The "are you sure?" of Block Kit's `confirm` objects.
import { freshId, h } from "./dom.js";
import { plainText, textObject } from "./mrkdwn.js";
import { t } from "./words.js";

/** Resolves to whether the person agreed. The focus goes back to `anchor` afterwards. */
export function confirmFirst(anchor, confirm, people) {
  const [title, text] = [freshId("confirm"), freshId("confirm")];
  const agree = h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, data: { testid: "confirm-yes" } }, plainText(confirm.confirm) || t("yes"));
  const deny = h("button", { type: "button", class: "button", data: { testid: "confirm-no" } }, plainText(confirm.deny) || t("no"));
  const dialog = h("dialog", { class: "modal confirm", role: "alertdialog", "aria-labelledby": title, "aria-describedby": text, data: { testid: "confirm" } },
    h("h2", { id: title, class: "modal-title" }, plainText(confirm.title)),
    h("div", { id: text, class: "modal-body" }, textObject(confirm.text, people)),
    h("div", { class: "modal-foot" }, deny, agree));
  (anchor.closest("dialog") ?? document.body).append(dialog);
  return new Promise((resolve) => {
    agree.addEventListener("click", () => dialog.close("yes"));
    deny.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      anchor.focus();
      resolve(dialog.returnValue === "yes");
    });
    dialog.addEventListener("cancel", (event) => event.stopPropagation());
    dialog.showModal();
    deny.focus();
  });
}
