import * as l10n from "@vscode/l10n";
import { oneLine } from "../../prompt/quotation.ts";
import { firstGraphemes } from "../../text/graphemes.ts";
import { listText } from "../../text/listText.ts";
import type { BatchItem, ItemState, StoredBatch } from "../batch.ts";
import { reportOrder, tallyOf } from "./tally.ts";
import { groupedNumber } from "../../text/groupedNumber.ts";

/** Longest title or remark, in graphemes. */
const longestText = 300;

/**
 * A batch as a Markdown page: totals, then what failed and what was skipped with the reasons, then
 * a table of all items. Names, remarks and titles show as they are: nothing in them is Markdown.
 *
 * @param labels of the models by their keys; a key without one stands for itself.
 * @param now milliseconds since the epoch.
 */
export function reportMarkdown(
  stored: StoredBatch,
  labels: ReadonlyMap<string, string>,
  now: number,
): string {
  const { batch, items } = stored;
  const { files, states, usage } = tallyOf(stored);
  const model = (key: string) => plain(labels.get(key) ?? key);
  const ordered = reportOrder(items);
  const wordsOf = (item: BatchItem) => [
    ...(batch.templates.length > 1 ? [plain(batch.templates[item.template]?.title ?? "")] : []),
    ...(batch.models.length > 1 ? [model(item.model)] : []),
  ];
  const reasons = (state: BatchItem["state"]) =>
    ordered
      .filter((item) => item.state === state)
      .map((item) => {
        const where = listText([code(item.name), ...wordsOf(item)]);
        const reason =
          item.remark === undefined ? l10n.t("No reason is known.") : plain(item.remark);
        return `- ${l10n.t("{where}: {reason}", { where, reason })}`;
      });

  const sections = [
    `# ${plain(batch.title)}`,
    [
      l10n.t("Begun {0}, reported {1}", date(batch.createdAt), date(now)),
      listText([filesText(files), answersText(items.length)]),
      l10n.t("Templates: {0}", listText(batch.templates.map(({ title }) => plain(title)))),
      l10n.t("Models: {0}", listText(batch.models.map(model))),
      ...states.map(([state, count]) =>
        l10n.t("{count} {state}", { count: groupedNumber(count), state: stateWord(state) }),
      ),
      l10n.t(
        "Tokens: {0} of prompts, {1} of answers",
        ...[groupedNumber(usage.promptTokens), groupedNumber(usage.completionTokens)],
      ),
    ]
      .map((line) => `- ${line}`)
      .join("\n"),
    ...section(l10n.t("Failed"), reasons("failed")),
    ...section(l10n.t("Skipped"), reasons("skipped")),
    `## ${l10n.t("All")}`,
    tableOf(ordered.map((item) => rowOf(stored, item, model))),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${head}`, lines.join("\n")];
}

const heads = [
  ...[l10n.t("File"), l10n.t("Template"), l10n.t("Model"), l10n.t("State")],
  ...[l10n.t("Prompt"), l10n.t("Answer"), l10n.t("Seconds"), l10n.t("Remark")],
];
const rule = ["---", "---", "---", "---", "---:", "---:", "---:", "---"];

function tableOf(rows: readonly (readonly string[])[]): string {
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf({ batch }: StoredBatch, item: BatchItem, model: (key: string) => string): string[] {
  const { usage, elapsed, remark } = item;
  return [
    cellCode(item.name),
    plain(batch.templates[item.template]?.title ?? ""),
    model(item.model),
    stateWord(item.state),
    usage === undefined ? "" : groupedNumber(usage.promptTokens),
    usage === undefined ? "" : groupedNumber(usage.completionTokens),
    elapsed === undefined ? "" : (elapsed / 1000).toFixed(1),
    remark === undefined ? "" : plain(remark),
  ];
}

/** A text that no Markdown renderer takes for anything but text, in one line. */
function plain(text: string): string {
  const line = visible(oneLine(text)).trim();
  const kept = firstGraphemes(line, longestText);
  const shown = kept === line ? line : `${kept.trimEnd()}…`;
  return shown.replace(/[\\`*_[\]<>|~&$#]/gu, "\\$&").replace(/:\/\//gu, ":\\//");
}

/** A name between backticks, as many as it takes. */
function code(name: string): string {
  const text = visible(oneLine(name));
  const longest = (text.match(/`+/gu) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(longest + 1);
  const space = /^[`\s]|[`\s]$/u.test(text) || text === "" ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/** In a table a bar ends a cell even in code, unless it is escaped; there the escape does not show. */
function cellCode(name: string): string {
  return code(name).replace(/\|/gu, "\\|");
}

/** Without what turns the direction of the line. */
function visible(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, "");
}

function filesText(count: number): string {
  return count === 1 ? l10n.t("1 file") : l10n.t("{0} files", groupedNumber(count));
}

function answersText(count: number): string {
  return count === 1
    ? l10n.t("1 answer wanted")
    : l10n.t("{0} answers wanted", groupedNumber(count));
}

function stateWord(state: ItemState): string {
  switch (state) {
    case "waiting":
      return l10n.t("waiting");
    case "asking":
      return l10n.t("being asked");
    case "answered":
      return l10n.t("answered, not written");
    case "done":
      return l10n.t("done");
    case "failed":
      return l10n.t("failed");
    case "skipped":
      return l10n.t("skipped");
    case "cancelled":
      return l10n.t("cancelled");
  }
}

/** In universal time: a report is read elsewhere too. */
function date(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
