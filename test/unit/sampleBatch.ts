import type { Batch, BatchItem, PartAnswer } from "../../src/core/batch/batch.ts";

export function batch(id: string, changes: Partial<Batch> = {}): Batch {
  const parameters = { temperature: 0.3, thinking: false };
  const template = { name: "translate", title: "Translate", text: "译成{{language}}" };
  return {
    ...{ id, title: `About ${id}`, createdAt: 1, root: "file:///w", models: ["tibet", "general"] },
    templates: [
      { ...template, parameters, glossary: true },
      { name: "sum", title: "Summarise", text: "བསྡུས།", parameters: {}, glossary: false },
    ],
    output: { kind: "beside", suffix: "zh" },
    ...changes,
  };
}

/** The item of a batch at a position; its id is unique among batches. */
export function item(of: string, position: number, changes: Partial<BatchItem> = {}): BatchItem {
  const name = `texts/${position}.md`;
  return {
    ...{ id: `${of}-${position}`, position, uri: `file:///w/${name}`, name, template: 0 },
    ...{ model: "tibet", state: "waiting", estimate: 120 },
    ...changes,
  };
}

export function items(of: string, count: number): BatchItem[] {
  return Array.from({ length: count }, (_, position) => item(of, position));
}

export const usage = { promptTokens: 3, completionTokens: 4, totalTokens: 7 };

export function part(index: number, text: string, changes: Partial<PartAnswer> = {}): PartAnswer {
  return { index, text, terms: [], ...changes };
}
