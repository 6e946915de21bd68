/** Patterns of whole values by the names of attributes. */
type Attributes = Readonly<Record<string, string>>;
type Parts = Readonly<Record<string, Attributes>>;

const anything = "[^]*";
const named = (tags: string, attributes: Attributes): Parts =>
  Object.fromEntries(tags.split(" ").map((tag) => [tag, attributes]));

const lang = "bo|zh(?:-Hant)?";
/** The class of a text that needs higher lines. */
const stacks = "has-stacks";
const align = "text-align: (?:left|center|right);";
const size = "-?[\\d.]+(?:em|ex|mu|pt|px|%)?";

/** All that a reply may be made of: elements, and what their attributes may say. */
export const replyParts: Parts = {
  ...named("blockquote br em hr s strong sup table tbody thead tr ul h1 h2 h3 h4 h5 h6 p", {
    lang,
    class: stacks,
  }),
  ...named("td th", { lang, class: stacks, style: align }),
  a: {
    role: "link",
    tabindex: "0",
    title: "(?:https?|mailto):[!-~]*",
    id: "reply-\\d+-reference-\\d+-\\d+",
    class: "note-return",
    "aria-label": "Back to reference \\d+",
  },
  code: {},
  pre: { role: "group", "aria-label": `Code(?:, ${anything})?`, tabindex: "0" },
  figure: { class: "code" },
  figcaption: {},
  button: {
    type: "button",
    class: "tool",
    "aria-label": "[A-Z][a-z ]+",
    title: "[A-Z][a-z ]+",
    "aria-pressed": "true|false",
  },
  div: { class: "blocks|table", role: "group", "aria-label": "Table", tabindex: "0" },
  input: { type: "checkbox", disabled: "", checked: "", "aria-label": "Done|To do" },
  li: { class: "task", id: "reply-\\d+-note-\\d+", tabindex: "-1", lang },
  ol: { class: "notes", "aria-label": "Footnotes", start: "\\d+" },
  span: {
    class:
      "has-stacks|language|tools|math(?: display)?|codicon codicon-[\\w-]+|hljs[\\w -]*|(?:hljs-)?[\\w]+_?",
    "data-tex": anything,
    "aria-hidden": "true",
    lang,
  },
  math: { xmlns: "http://www.w3.org/1998/Math/MathML", display: "block" },
  ...named(
    "semantics mrow mi mo mn mtext msup msub msubsup mfrac msqrt mroot mspace mtable mtr mtd mover munder munderover mstyle mpadded menclose mphantom",
    {
      ...{ mathvariant: "[a-z-]+", stretchy: "true|false", fence: "true|false" },
      ...{ separator: "true|false", accent: "true|false", accentunder: "true|false" },
      ...{ scriptlevel: "\\d", displaystyle: "true|false", mathsize: size, mathcolor: "[#\\w]+" },
      ...{ width: size, height: size, depth: size, lspace: size, rspace: size, voffset: size },
      ...{ minsize: size, maxsize: size, linethickness: size, rowspacing: "[\\w. ]*" },
      ...{ columnspacing: "[\\w. ]*", columnalign: "[a-z ]+", columnlines: "[a-z ]+" },
      ...{ rowlines: "[a-z ]+", notation: "[a-z ]+", mathbackground: "[#\\w]+", class: "[\\w -]+" },
    },
  ),
};

/** All that the pages around replies may be made of. Texts of others stand in some attributes. */
export const pageParts: Parts = named(
  [
    "main footer strong h1 h2 h3 p div span section article header form ul li button details summary label bdi",
    "time mark input textarea select option fieldset legend svg path progress",
    "reply-text thinking-text message-composer vscode-button vscode-icon vscode-option",
    "vscode-single-select vscode-toolbar-button",
  ].join(" "),
  {
    ...{ class: "[\\w -]*", role: "[a-z]*", id: "[a-z][\\w-]*", style: "[a-z\\d .:;%()-]*" },
    ...{ title: anything, value: anything, label: anything, placeholder: anything },
    ...{
      "aria-label": anything,
      "aria-description": "Press Alt\\+F2 [a-z ]+\\.",
      "aria-autocomplete": "list",
      "aria-valuetext": anything,
      description: anything,
    },
    ...Object.fromEntries(
      ["activedescendant", "busy", "checked", "controls", "disabled", "expanded", "haspopup"]
        .concat(["hidden", "label", "labelledby", "live", "pressed", "selected", "valuemax"])
        .concat(["valuemin", "valuenow", "rowcount", "colcount", "rowindex", "colindex", "sort"])
        .concat(["describedby", "invalid", "multiline", "modal", "readonly", "current", "atomic"])
        .filter((name) => name !== "label")
        .map((name) => [`aria-${name}`, "[\\w -]*"]),
    ),
    ...Object.fromEntries(
      ["type", "name", "for", "tabindex", "rows", "spellcheck", "dir", "lang", "icon", "size"]
        .concat([
          "maxlength",
          "inputmode",
          "popover",
          "popovertarget",
          "autocomplete",
          "min",
          "max",
        ])
        .concat(["disabled", "hidden", "open", "secondary", "selected", "checked", "combobox"])
        .concat(["data-exchange", "data-conversation", "data-item", "data-key", "position"])
        .concat(["creatable", "invalid", "required", "focused", "autofocus", "toggleable"])
        .map((name) => [name, "[\\w .-]*"]),
    ),
    datetime: "[\\d:TZ.-]+",
  },
);
