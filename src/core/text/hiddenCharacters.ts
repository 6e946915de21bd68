import * as l10n from "@vscode/l10n";
import { listText } from "./listText.ts";

/**
 * What a text may hide: `bidi` turns its direction, `tag` spells what nobody sees, `zeroWidth` has no
 * width, `variation` picks a form of the character before it, `control` drives a terminal.
 */
type HiddenKind = "bidi" | "tag" | "zeroWidth" | "variation" | "control";

export interface HiddenCount {
  readonly kind: HiddenKind;
  readonly count: number;
}

/**
 * Counts the characters that a reader cannot see and that the text has no need of. Those it needs do
 * not count: joiners in emoji and in scripts that join, direction marks beside scripts that run from
 * right to left, a break after a Tibetan or Thai syllable, the flags' tags, a mark of byte order.
 *
 * @returns the kinds that occur, the most dangerous first.
 */
export function hiddenCharacters(text: string): readonly HiddenCount[] {
  const counts = new Map<HiddenKind, number>();
  const withoutTags = text.replace(tagFlag, "\u{1F3F4}");
  for (const { 0: character, index } of withoutTags.matchAll(invisible)) {
    const kind = kindOf(character);
    if (isNeeded(withoutTags, index, character, kind)) continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return kinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

/** The same in words, e.g. "1 × direction mark, 2 × tag character"; undefined where there are none. */
export function describeHidden(text: string): string | undefined {
  const hidden = hiddenCharacters(text).map(({ kind, count }) => `${count} × ${kindNames[kind]}`);
  return hidden.length === 0 ? undefined : listText(hidden);
}

const kindNames: Readonly<Record<HiddenKind, string>> = {
  bidi: l10n.t("direction mark"),
  tag: l10n.t("tag character"),
  zeroWidth: l10n.t("character without width"),
  variation: l10n.t("variation selector"),
  control: l10n.t("control character"),
};

const kinds: readonly HiddenKind[] = ["bidi", "tag", "zeroWidth", "variation", "control"];

const invisible = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|(?![\t\n\v\f\r\x85])\p{Cc}/gu;

function kindOf(character: string): HiddenKind {
  if (/\p{Bidi_Control}/u.test(character)) return "bidi";
  if (/\p{Variation_Selector}/u.test(character)) return "variation";
  if (/[\u{E0000}-\u{E007F}]/u.test(character)) return "tag";
  return /\p{Cc}/u.test(character) ? "control" : "zeroWidth";
}

/** Whether the characters beside it explain it. */
function isNeeded(text: string, index: number, character: string, kind: HiddenKind): boolean {
  const before = characterBefore(text, index);
  const after = characterAt(text, index + character.length);
  switch (kind) {
    case "bidi":
      return directionMark.test(character) && (rightToLeft.test(before) || rightToLeft.test(after));
    case "variation":
      return takesVariation(before, character);
    case "zeroWidth":
      return isNeededZeroWidth(character, before, after, index);
    case "tag":
    case "control":
      return false;
  }
}

const directionMark = /[\u061C\u200E\u200F]/u;
const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;

/** Scripts whose letters join or stack, so that a joiner changes what is seen. */
const joining =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Newa}]/u;

/** Scripts without spaces between words, where a break of no width is put in by hand. */
const breaking = /[\p{sc=Tibt}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

const pictograph = /\p{Extended_Pictographic}/u;

function isNeededZeroWidth(
  character: string,
  before: string,
  after: string,
  index: number,
): boolean {
  switch (character) {
    case "\uFEFF":
      return index === 0;
    case "\u200B":
      return breaking.test(before);
    case "\u200C":
      return joining.test(before);
    case "\u200D":
      return (
        joining.test(before) ||
        (pictograph.test(after) &&
          /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u.test(before))
      );
    case "\u00AD":
      return /\p{L}/u.test(before) && /\p{L}/u.test(after);
    case "\u180E":
      return /\p{sc=Mong}/u.test(before);
    case "\u034F":
      return /\p{M}/u.test(before) && /\p{M}/u.test(after);
    case "\u17B4":
    case "\u17B5":
      return /\p{sc=Khmr}/u.test(before);
    case "\u115F":
    case "\u1160":
      return /[\u1100-\u115F]/u.test(before) || /[\u1160-\u11A7]/u.test(after);
    default:
      return false;
  }
}

/** One selector behind a character that has forms; more in a row carry something else. */
function takesVariation(before: string, selector: string): boolean {
  if (/[\u180B-\u180D\u180F]/u.test(selector)) return /\p{sc=Mong}/u.test(before);
  if (/[\uFE0E\uFE0F]/u.test(selector)) return /\p{Emoji}/u.test(before) || pictograph.test(before);
  if (/[\u{E0100}-\u{E01EF}]/u.test(selector)) return /\p{sc=Han}/u.test(before);
  return /[\p{sc=Han}\p{sc=Phag}\p{sc=Mymr}\p{sc=Mani}\p{Sm}\p{P}\p{N}]/u.test(before);
}

/** The flags of England, Scotland and Wales are spelled in tags; no other emoji is. */
const tagFlag =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function characterBefore(text: string, index: number): string {
  const isPair = index >= 2 && (text.codePointAt(index - 2) ?? 0) > 0xffff;
  return characterAt(text, index - (isPair ? 2 : 1));
}
