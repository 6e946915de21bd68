/** All that Markdown can show. */
export const everything = `# Heading with བསྒྲུབས་

Some **bold**, *italic*, ~~struck~~ text, \`inline code\`, a [link](https://example.org/a),
$E = mc^2$, \\(a^2\\), prices of $5 and $6, and bad TeX $\\frac{1$.

## Tasks

- [x] done, with a [link](https://example.org)
- [ ] open
- plain
  1. nested one
  2. nested two

     \`\`\`python
     print("nested")
     \`\`\`

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

\\[ \\begin{pmatrix} a & b \\\\[4pt] c & d \\end{pmatrix} \\boxed{x} \\cancel{y} \\pmb{z} \\fcolorbox{red}{blue}{q} \\]

| Tibetan | 中文 | English | Notes |
|:--|:-:|--:|---|
| བོད་སྐད་ | 藏语 | Tibetan | a long cell of text that does not fit |
| སྐྲུན་པ་ | 建造 | to build | \`x\` |

\`\`\`ts
export function syllables(text: string): string[] {
  return text.split("་").filter((syllable) => syllable !== "" && syllable.length < 1000000);
}
\`\`\`

\`\`\`
no language
\`\`\`

> A quotation with a note.[^1] And again.[^1]
>
> > nested

བོད་ཀྱི་རྒྱལ་རབས་གསལ་བའི་མེ་ལོང་ཞེས་བྱ་བ་བཞུགས་སོ། །

藏传佛教的历史可以追溯到公元七世纪。

---

Other[^note] end.

[^1]: The first note, with \`code\` and $x$.
[^note]: A longer note.

    With two paragraphs.
[^unused]: Never referred to.
`;

/** What would load, run or lead somewhere if it were taken for more than text. */
export const hostile = `<script>globalThis.wasRun = true</script>
<img src=x onerror="globalThis.wasRun = true"> <svg onload="globalThis.wasRun = true"></svg>

<iframe src="https://example.org/"></iframe><style>@import "https://example.org/a.css";</style>
<form action="https://example.org/"><input></form><base href="https://example.org/">

![picture](https://example.org/a.png) ![data](data:image/svg+xml,<svg/onload=alert(1)>)
[run](javascript:globalThis.wasRun=true) [command](command:workbench.action.quit)
[data](data:text/html,<script>globalThis.wasRun=true</script>) [file](file:///etc/passwd)
[vs](vscode://x.y/z) [entity](javascript&colon;alert(1)) [fine](https://example.org/b "onclick=x")
<javascript:alert(1)> <https://example.org/c> https://example.org/d [mail](mailto:a@example.org)

[ref] [^note] [<img src=x>][ref]

[ref]: javascript:alert(1) "x"
[^note]: <img src=x onerror=alert(1)> ![n](https://example.org/n.png)

| <img src=x onerror=alert(1)> | \`<b>\` |
|---|---|
| <script>alert(1)</script> | ![c](https://example.org/c.png) |

\`\`\`html"onmouseover=alert(1)
<script>alert(1)</script><img src="https://example.org/e.png">
\`\`\`

- [x] <img src=x onerror=alert(1)>

$x$ $\\href{javascript:alert(1)}{x}$ $\\url{https://example.org/f}$
$\\includegraphics{https://example.org/g.png}$ $\\htmlStyle{background:url(https://example.org/h)}{x}$
$\\htmlClass{tool}{x}$ $\\htmlId{reply}{x}$ $\\htmlData{x=y}{x}$ $\\text{<img src=x onerror=alert(1)>}$
$\\fcolorbox{red}{blue}{x}$ $\\pmb{x}$ $\\color{url(https://example.org/i)}x$
`;
