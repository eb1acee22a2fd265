// What other programs say by styles, said by elements before the styles go: Google Docs writes bold,
// italic, super- and subscript as spans, and wraps everything in a <b> that is not bold.
"use strict";

const pasteMeaning = (() => {
  const SAID = [
    ["strong", (style) => /^(?:bold|bolder|[6-9]00)$/.test(style.fontWeight), "h1, h2, h3, h4, h5, h6, th"],
    ["em", (style) => /^(?:italic|oblique)/.test(style.fontStyle), null],
    ["sup", (style) => style.verticalAlign === "super", "a"],
    ["sub", (style) => style.verticalAlign === "sub", null],
    ["s", (style) => style.textDecorationLine.includes("line-through") || style.textDecoration.includes("line-through"), "s"],
  ];

  function byElements(html) {
    const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
    for (const bold of parsed.body.querySelectorAll("b[style], strong[style]")) {
      if (/^(?:normal|[1-5]00)$/.test(bold.style.fontWeight)) bold.replaceWith(...bold.childNodes);
    }
    for (const strike of parsed.body.querySelectorAll("strike")) {
      const struck = parsed.createElement("s");
      struck.append(...strike.childNodes);
      strike.replaceWith(struck);
    }
    for (const span of parsed.body.querySelectorAll("span[style], font[style]")) {
      if (!span.textContent.trim()) continue;
      for (const [name, fits, within] of SAID) {
        if (!fits(span.style) || (within && span.closest(within)) || span.querySelector("p, div, ul, ol, table")) continue;
        const element = parsed.createElement(name);
        element.append(...span.childNodes);
        span.append(element);
      }
    }
    for (const paragraph of parsed.body.querySelectorAll("li > p:only-child")) {
      paragraph.replaceWith(...paragraph.childNodes);
    }
    return parsed.body.innerHTML;
  }

  return { byElements };
})();
