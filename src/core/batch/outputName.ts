import * as l10n from "@vscode/l10n";
import type { Batch } from "./batch.ts";

/** Longest name of a file, in bytes of UTF-8: less than any file system takes, with room for ` (2)`. */
const longestName = 200;
const longestExtension = 33;
/** Longest suffix that a person types, and longest name of a template or model in one, in such bytes. */
const longestTyped = 40;
const longestPart = 30;
/** Longest suffix of all, so that all three have room. */
const longestSuffix = 112;

/**
 * The name of a result beside or away from its source: the suffix before the extension, or at the
 * end where there is none: `notes.md` and `zh` give `notes.zh.md`, `README` gives `README.zh`,
 * `.env` gives `.env.zh`. Every platform takes the name, whatever it is made of: it has at most 200
 * bytes of UTF-8, no separator, and nothing in it turns or hides another part of it.
 *
 * @param name of the source, without folders.
 * @param suffix as `suffixProblem` lets it pass; where nothing is left of it, `out`.
 */
export function outputName(name: string, suffix: string): string {
  const { stem, extension } = inParts(safeName(name));
  const middle = trimmedEnds(shortened(trimmedEnds(safeName(suffix)), longestSuffix)) || "out";
  const end = `.${middle}${extension}`;
  const kept = shortened(stem, longestName - 1 - bytesOf(end));
  return unreserved(`${kept.replace(/[. ]+$/u, "") || "_"}${end}`);
}

/**
 * The suffix of an item's result: what the person chose for the batch, and, where it has several
 * templates or models, their names, so that no two results have one place.
 *
 * @param template index into the batch's templates.
 * @param model key of the model.
 */
export function suffixFor(
  { templates, models, output }: Pick<Batch, "templates" | "models" | "output">,
  template: number,
  model: string,
): string {
  const templateNames = templates.map(({ name }) => name);
  const names = [
    ...(output.kind === "edits" ? [] : [output.suffix]),
    ...(templates.length > 1 ? [distinct(templateNames, template)] : []),
    ...(models.length > 1 ? [distinct(models, models.indexOf(model))] : []),
  ];
  return names.filter((name) => name !== "").join(".");
}

/** What is wrong with a suffix that a person types, as a sentence; undefined where it will do. */
export function suffixProblem(text: string): string | undefined {
  const suffix = text.trim();
  if (suffix === "") {
    return l10n.t("Type a suffix, such as “zh”: “notes.md” becomes “notes.zh.md”.");
  }
  if (/[/\\]/u.test(suffix)) return l10n.t("A suffix has no “/” and no “\\”.");
  if (safeName(suffix) !== suffix.normalize("NFC")) {
    return l10n.t('A suffix has none of the signs < > : " | ? * and nothing invisible.');
  }
  if (trimmedEnds(suffix) !== suffix) {
    return l10n.t("A suffix neither begins nor ends with a full stop.");
  }
  if (bytesOf(suffix) > longestTyped) return l10n.t("The suffix is too long.");
  return undefined;
}

/**
 * What a batch suggests: the language's short tag, for the languages that people here write in, by
 * its name or its tag; `out` for any other.
 */
export function defaultSuffix(language: string): string {
  const name = language.trim();
  for (const [suffix, pattern] of languages) if (pattern.test(name)) return suffix;
  return /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/iu.test(name)
    ? (name.split(/[-_]/u)[0]?.toLowerCase() ?? "out")
    : "out";
}

const languages: readonly (readonly [suffix: string, pattern: RegExp])[] = [
  ["bo", /^bo(?:[-_]|$)|tibetan|[\u0F40-\u0FBC]|[藏蔵](?:文|语|語)/iu],
  ["zh", /^zh(?:[-_]|$)|chinese|中文|[汉漢](?:文|语|語)|华语|華語|国语|國語/iu],
  ["en", /^en(?:[-_]|$)|english|英(?:文|语|語)/iu],
];

/** A name with a leading dot and no other has no extension; `tar.gz` is one of `gz`. */
function inParts(name: string): { readonly stem: string; readonly extension: string } {
  const at = name.lastIndexOf(".");
  const extension = at > 0 ? name.slice(at) : "";
  // What is as long as that, or has spaces, is the end of a sentence.
  if (!/^\.[^\s.]+$/u.test(extension) || bytesOf(extension) > longestExtension)
    return { stem: name, extension: "" };
  return { stem: name.slice(0, at), extension };
}

/** A text with nothing in it that any platform refuses in a name, or that a reader would not see. */
function safeName(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(
      /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u{E0000}-\u{E007F}\uFEFF\u200B\u2060-\u2064]/gu,
      "",
    )
    .replace(/[<>:"/\\|?*]/gu, "_");
}

function trimmedEnds(text: string): string {
  return text.replace(/^[.\s]+|[.\s]+$/gu, "");
}

/** Names that Windows keeps for devices, whatever extension they have. */
function unreserved(name: string): string {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)/iu.test(name)
    ? `_${name}`
    : name;
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The beginning of a text that has at most so many bytes of UTF-8; whole graphemes. */
function shortened(text: string, most: number): string {
  let left = most;
  for (const { index, segment } of graphemes.segment(text)) {
    left -= bytesOf(segment);
    if (left < 0) return text.slice(0, index);
  }
  return text;
}

/**
 * The name at a place, without full stops, which stand between names. Where two come to the same on
 * a disk without cases, all are numbered.
 */
function distinct(names: readonly string[], place: number): string {
  const short = names.map((name) =>
    trimmedEnds(shortened(trimmedEnds(safeName(name)), longestPart)).replaceAll(".", "-"),
  );
  const own = short[place] ?? "";
  const areDistinct = new Set(short.map((name) => name.toLowerCase())).size === short.length;
  return areDistinct ? own : `${own}-${place + 1}`;
}
