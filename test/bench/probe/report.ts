/** What the probe tells. */
export interface ProbeReport {
  /** When files were changed since the last `DELETE`, in milliseconds since 1970. */
  readonly edits: readonly number[];
  /** Of the text in the active editor, in UTF-16 code units. */
  readonly length: number;
}

/** The view with next to nothing in it: its icon in the activity bar, and the class of what it shows. */
export const emptyView = { id: "bench.empty", title: "Bench Probe", mark: "bench-mark" } as const;

/** Environment variable that names the file for the probe's address. */
export const probeVariable = "TIBET_CHAT_BENCH_PROBE";
