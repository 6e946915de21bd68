import type { MarkdownIt, StateCore } from "markdown-it";

/** Adds task lists: the `list_item_open` of a task has `meta.isDone`, its text has no brackets. */
export function addTaskItems(markdown: MarkdownIt): void {
  markdown.core.ruler.push("task_items", markTasks);
}

function markTasks({ tokens }: StateCore): void {
  for (const [index, inline] of tokens.entries()) {
    const item = tokens[index - 2];
    const text = inline.children?.[0];
    if (inline.type !== "inline" || item?.type !== "list_item_open" || text?.type !== "text")
      continue;
    // The source tells brackets that were escaped, the text those that became a link.
    const box = /^\[[ xX]\](?=\s)/u.exec(inline.content)?.[0];
    if (box === undefined || !text.content.startsWith(box)) continue;
    item.meta = { isDone: box !== "[ ]" };
    text.content = text.content.slice(box.length).trimStart();
  }
}
