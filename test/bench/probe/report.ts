/** What the probe tells. */
export interface ProbeReport {
  /** When files were changed since the last `DELETE`, in milliseconds since 1970. */
  readonly edits: readonly number[];
  /** Of the text in the active editor, in UTF-16 code units. */
  readonly length: number;
}

/** A text for the probe's view, which a `POST` sends. */
export interface PlainText {
  readonly text: string;
  /** Of a piece, in UTF-16 code units. */
  readonly size: number;
  /** From one piece to the next, in milliseconds. */
  readonly pause: number;
}

/** The view with next to nothing in it: its icon in the activity bar, and the class of what it shows. */
export const probeView = { id: "bench.empty", title: "Bench Probe", mark: "bench-mark" } as const;

/** A page that appends what it is sent to its text and shows the end of it. */
export const plainPage = `<!DOCTYPE html>
<style>
  body { height: 100vh; overflow: auto; margin: 0; white-space: pre-wrap; }
</style>
<script>
  addEventListener("message", ({ data }) => {
    document.body.append(data);
    document.body.scrollTop = document.body.scrollHeight;
  });
  addEventListener("load", () => acquireVsCodeApi().postMessage("ready"));
</script>`;

/** Environment variable that names the file for the probe's address. */
export const probeVariable = "TIBET_CHAT_BENCH_PROBE";
