import { plainTextOf } from "./plainText.ts";

/** Formulas are copied as the TeX they came from; what a browser makes of their signs is no text. */
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || event.clipboardData === null) return;
  const range = selection.getRangeAt(0);
  const { commonAncestorContainer: common } = range;
  const around = common instanceof Element ? common : common.parentElement;
  const formula = around?.closest("[data-tex]");
  if (formula) range.selectNode(formula);
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  if (copied.querySelector("[data-tex]") === null) return;
  event.clipboardData.setData("text/plain", plainTextOf(copied));
  event.preventDefault();
});
