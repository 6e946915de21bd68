import { post } from "../host.ts";

/**
 * A link that does nothing by itself: it has no address that a browser would fetch in advance or
 * follow, a click asks the host to show the whole address first. Other schemes than web and mail
 * are plain text.
 */
export function drawLink(url: string): HTMLElement {
  if (!/^(?:https?|mailto):/iu.test(url)) return document.createElement("span");
  const link = document.createElement("a");
  link.role = "link";
  link.tabIndex = 0;
  link.title = url;
  const open = () => post({ type: "openLink", url });
  link.addEventListener("click", open);
  link.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open();
  });
  return link;
}
