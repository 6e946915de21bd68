import { oneLine } from "../../prompt/quotation.ts";
import { firstGraphemes } from "../../text/graphemes.ts";
import type { BatchItem, StoredBatch } from "../batch.ts";
import { reportOrder, stateWords, tallyOf } from "./tally.ts";

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
        const where = [code(item.name), ...wordsOf(item)].join(", ");
        return `- ${where}: ${item.remark === undefined ? "No reason is known." : plain(item.remark)}`;
      });

  const sections = [
    `# ${plain(batch.title)}`,
    [
      `- Begun ${date(batch.createdAt)}, reported ${date(now)}`,
      `- ${counted(files, "file")}, ${counted(items.length, "answer")} wanted`,
      `- Templates: ${batch.templates.map(({ title }) => plain(title)).join(", ")}`,
      `- Models: ${batch.models.map(model).join(", ")}`,
      ...states.map(([state, count]) => `- ${number(count)} ${stateWords[state]}`),
      `- Tokens: ${number(usage.promptTokens)} of prompts, ${number(usage.completionTokens)} of answers`,
    ].join("\n"),
    ...section("Failed", reasons("failed")),
    ...section("Skipped", reasons("skipped")),
    "## All",
    tableOf(ordered.map((item) => rowOf(stored, item, model))),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${head}`, lines.join("\n")];
}

const heads = ["File", "Template", "Model", "State", "Prompt", "Answer", "Seconds", "Remark"];
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
    stateWords[item.state],
    usage === undefined ? "" : number(usage.promptTokens),
    usage === undefined ? "" : number(usage.completionTokens),
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

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}

/** In universal time: a report is read elsewhere too. */
function date(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
