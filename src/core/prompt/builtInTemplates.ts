import * as l10n from "@vscode/l10n";
import type { PromptTemplate } from "./promptTemplate.ts";

/**
 * The templates that come with the extension. They speak of “the text”, whether it is attached or
 * written below, and end with what the answer is to be, since models weigh the end most.
 */
export const builtInTemplates: readonly PromptTemplate[] = [
  builtIn({
    name: "translate",
    title: l10n.t("Translate"),
    description: l10n.t("Translate the text into your language, or name another one."),
    text: `Translate the text into {{language}}.
Translate everything, add nothing, and keep the meaning and the tone of the original.
Keep Markdown, code, numbers and line breaks as they are. Give personal names, place names and titles in the form that is established in {{language}}; where there is none, transliterate.
Answer with the translation only.`,
    glossary: true,
  }),
  builtIn({
    name: "summarise",
    title: l10n.t("Summarise"),
    description: l10n.t("The main points of the text, in your language."),
    text: `Summarise the text in {{language}}.
First one sentence that says what it is about, then three to seven bullet points with what matters most: who, what, when, where, and why. Use only what the text says; keep names, numbers and dates exact.
Answer with the summary only.`,
  }),
  builtIn({
    name: "explain",
    title: l10n.t("Explain"),
    description: l10n.t("What the text or code says, and its difficult words."),
    text: `Explain the text in {{language}}.
Say first in one or two sentences what it says or, if it is code, what it does. Then go through it part by part and explain difficult words, terms, names and allusions; quote each as it stands in the text. Where you are not sure, say so.
Answer with the explanation only.`,
  }),
  builtIn({
    name: "proofread",
    title: l10n.t("Proofread"),
    description: l10n.t("Correct spelling, grammar and punctuation, and nothing else."),
    text: `Proofread the text in the language it is written in.
Correct only what is wrong: spelling, grammar, punctuation and, in Tibetan, tsheg and shad. Keep the wording, the style, names, Markdown and line breaks; what is right stays as it is, to the letter.
Answer with the whole corrected text only: no heading, no quotation marks around it, no remarks. If nothing is wrong, answer with the text as it stands.`,
    target: "preview",
  }),
  builtIn({
    name: "extract",
    title: l10n.t("Extract names and dates"),
    description: l10n.t("A table of the persons, places, organisations and dates in the text."),
    text: `List all persons, places, organisations, works and dates that the text names.
Make a Markdown table with these columns, headed in {{language}}: name as it stands in the text; kind; name in {{language}}, if there is an established one; what the text says of it, in a few words. One row for each, in the order of the text. Give dates of other calendars as they stand and, only where it is certain, the year of the common era in brackets. Add nothing that the text does not say.
Answer with the table only.`,
  }),
  builtIn({
    name: "compare",
    title: l10n.t("Check translation against source"),
    description: l10n.t("Check a translation against its source, sentence by sentence."),
    text: `One of the texts is the source, the other its translation; unless it is said which is which, the first is the source.
Compare them sentence by sentence. Look for omissions, additions, mistranslations, wrong names, numbers and dates, and terms that are not translated alike throughout.
Answer in {{language}} with a Markdown table of what you found, with these columns: source; translation; kind of fault; better translation. Quote both texts exactly. Leave out sentences that are right. Below the table, one sentence on the translation as a whole; if you found nothing, only that sentence.`,
  }),
];

function builtIn(template: Omit<PromptTemplate, "id" | "parameters" | "source">): PromptTemplate {
  return { id: `builtIn:${template.name}`, ...template, parameters: {}, source: "builtIn" };
}
