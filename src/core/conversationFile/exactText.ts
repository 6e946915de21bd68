/** How a text stands in a Markdown file: what is seen, and what else it takes to have it back. */
interface ExactText {
  /** With line feeds as its only line ends: editors change all others when they save. */
  readonly shown: string;
  readonly marks: {
    /** All its line ends were these. */
    readonly lineEnds?: "CRLF";
    /** The text itself, where its line ends are mixed or a half of a surrogate pair stands alone. */
    readonly exact?: string;
  };
}

export function showExactly(text: string): ExactText {
  const shown = shownForm(text);
  if (shown === text) return { shown, marks: {} };
  if (withCrlf(shown) === text) return { shown, marks: { lineEnds: "CRLF" } };
  return { shown, marks: { exact: text } };
}

/** The text that was shown; one that was edited since keeps its line ends if they were all alike. */
export function readExactly(shown: string, marks: Readonly<Record<string, unknown>>): string {
  const { exact, lineEnds } = marks;
  if (typeof exact === "string" && shownForm(exact) === shown) return exact;
  return lineEnds === "CRLF" ? withCrlf(shown) : shown;
}

function shownForm(text: string): string {
  return text.replace(/\r\n?/gu, "\n").toWellFormed();
}

function withCrlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}
