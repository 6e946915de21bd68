/** What is measured together, by the name that `--only` takes. */
export const groups = {
  package: "the package",
  activation: "activation, and the panel's first paint",
  memory: "memory of the extension host",
  latency: "the ways of a question, of the first word and of Stop",
  stream20: "20 kB at 100 tokens/s",
  burst20: "20 kB as fast as the server can",
  stream100: "100 kB at 500 tokens/s",
  burst100: "100 kB as fast as the server can",
  frames: "frames at 2,000 tokens/s",
  editor: "insertion into a document",
  drawing: "drawing alone, in a bare Chromium",
} as const;
export type Group = keyof typeof groups;

export type Unit = "MB" | "ms" | "s" | "/s" | "%" | "";

export interface FigureKind {
  readonly group: Group;
  readonly label: string;
  readonly unit: Unit;
  /** What it is to reach: at most this much. */
  readonly most?: number;
  /** What it is to reach: at least this much. */
  readonly least?: number;
  /** Whether it is read from `/proc`, which only Linux has. */
  readonly needsProc?: true;
  /** The figure of the same run that it is compared with, the floor of what a page can do. */
  readonly floor?: string;
  /** The most that it may be of the floor. */
  readonly mostOfFloor?: number;
}

function kinds<Name extends string>(table: Readonly<Record<Name, FigureKind>>): typeof table {
  return table;
}

/** 1 kB are 1,000 UTF-16 code units, and a token is four of them. */
export const figures = kinds({
  packageSize: { group: "package", label: "Package", unit: "MB", most: 0.7 },
  activation: { group: "activation", label: "Activation, cold", unit: "ms", most: 15 },
  paintFloor: {
    ...{ group: "activation", label: "Click to a webview with one word (the floor)", unit: "ms" },
  },
  paintEmpty: {
    ...{ group: "activation", label: "Click to panel", unit: "ms", most: 150 },
    floor: "paintFloor",
  },
  paintStored: {
    ...{ group: "activation", label: "Click to stored conversation", unit: "ms", most: 250 },
    floor: "paintFloor",
  },
  hostMemory: {
    ...{ group: "memory", label: "Extension host over its idle, view open", unit: "MB", most: 20 },
    needsProc: true,
  },
  enterToRequest: { group: "latency", label: "Enter to request at server", unit: "ms", most: 15 },
  enterFirst: { group: "latency", label: "… of the first question in a window", unit: "ms" },
  firstText: { group: "latency", label: "First chunk to text on the page", unit: "ms", most: 10 },
  firstTextAtOnce: {
    ...{ group: "latency", label: "… from a server that answers at once", unit: "ms" },
  },
  stop: { group: "latency", label: "Stop to closed connection", unit: "ms", most: 30 },
  plain20: {
    ...{ group: "stream20", label: "20 kB as plain text in a view: main thread (the floor)" },
    unit: "s",
  },
  busy20: {
    ...{ group: "stream20", label: "20 kB at 100 tokens/s: main thread", unit: "s", most: 4 },
    floor: "plain20",
  },
  lag20: {
    group: "burst20",
    label: "20 kB at once: last chunk to last text",
    unit: "ms",
    most: 300,
  },
  plain100: {
    ...{ group: "stream100", label: "100 kB as plain text in a view: main thread (the floor)" },
    unit: "s",
  },
  busy100: {
    ...{ group: "stream100", label: "100 kB at 500 tokens/s: main thread", unit: "s", most: 4 },
    floor: "plain100",
  },
  lag100: { group: "stream100", label: "… last chunk to last text", unit: "ms", most: 50 },
  hostCpu100: {
    ...{ group: "stream100", label: "… CPU of the extension host", unit: "s", most: 1.5 },
    needsProc: true,
  },
  heap100: { group: "stream100", label: "… heap of the page, grown by", unit: "MB", most: 40 },
  burst100: {
    ...{ group: "burst100", label: "100 kB at once: last chunk to whole text", unit: "ms" },
    most: 1000,
  },
  longestTask: {
    ...{ group: "frames", label: "Longest task of 50 ms or more (0: none)", unit: "ms", most: 50 },
  },
  framesInTime: { group: "frames", label: "Frames within 20 ms", unit: "%", least: 95 },
  framesAtRest: { group: "frames", label: "… of a window at rest", unit: "%" },
  editRate: { group: "editor", label: "Edits in any second", unit: "/s", most: 30 },
  undoSteps: { group: "editor", label: "Steps of undo", unit: "", most: 1 },
  editorCost: {
    ...{ group: "editor", label: "100 kB into 1 MB: CPU of host and page", unit: "s" },
    needsProc: true,
  },
  editorExponent: {
    needsProc: true,
    ...{ group: "editor", label: "Cost of 20, 100, 400 kB: exponent", unit: "", most: 1.1 },
  },
  floor20: { group: "drawing", label: "20 kB as plain text (the floor)", unit: "s" },
  reply20: {
    group: "drawing",
    label: "20 kB as this extension draws it",
    unit: "s",
    floor: "floor20",
  },
  whole20: { group: "drawing", label: "20 kB drawn anew each frame", unit: "s", floor: "floor20" },
  floor100: { group: "drawing", label: "100 kB as plain text (the floor)", unit: "s" },
  reply100: {
    ...{ group: "drawing", label: "100 kB as this extension draws it", unit: "s" },
    ...{ floor: "floor100", mostOfFloor: 1.5 },
  },
  whole100: {
    group: "drawing",
    label: "100 kB drawn anew each frame",
    unit: "s",
    floor: "floor100",
  },
  drawingExponent: {
    ...{ group: "drawing", label: "Drawing 20, 100, 400 kB: exponent", unit: "", most: 1.1 },
  },
});
export type FigureName = keyof typeof figures;

export const figureNames = Object.keys(figures) as FigureName[];

/** Figures of one run, in their units. */
export type Readings = Partial<Record<FigureName, number>>;
