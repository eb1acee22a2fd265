// What a pasted text brings along that an article does not keep, in plain Vietnamese, to be named to
// whoever pasted it. Reads the clipboard's own HTML in a document that loads and runs nothing.
"use strict";

const pasteRemoved = (() => {
  // Black and white are what paper has: nobody chose them.
  const NO_COLOUR = /^(?:windowtext|black|white|auto|inherit|initial|currentcolor|transparent|none|#000(?:000)?|#fff(?:fff)?|rgb\(\s*0,\s*0,\s*0\)|rgb\(\s*255,\s*255,\s*255\)|rgba\(\s*0,\s*0,\s*0,.*)$/i;
  const SHAPE = /<v:(shape|rect|line|oval|roundrect|polyline|curve|arc|group)\b(?:[^>"']|"[^"]*"|'[^']*')*?(?:\/>|>[\s\S]*?<\/v:\1>)/gi;
  const STYLES = [
    ["màu chữ", (style) => has(style, "color", (value) => !NO_COLOUR.test(value))],
    ["màu nền", (style) => has(style, "(?:background|background-color|mso-highlight)", (value) => !NO_COLOUR.test(value))],
    ["phông chữ", (style) => has(style, "font-family", () => true)],
    ["cỡ chữ", (style) => has(style, "font-size", () => true)],
    ["canh lề", (style) => has(style, "text-align", (value) => /^(?:center|right|justify)/i.test(value))],
    ["gạch chân", (style) => has(style, "text-decoration(?:-line)?", (value) => /underline/i.test(value))],
  ];
  const ELEMENTS = [
    ["màu chữ", "font[color]"],
    ["phông chữ", "font[face]"],
    ["gạch chân", "u"],
  ];
  const COUNTED = [
    ["khung nhúng (iframe)", "iframe, embed, object"],
    ["đoạn phim", "video"],
    ["đoạn âm thanh", "audio"],
    ["hình vẽ (SVG)", "svg"],
    ["ô điền", "input:not([type=hidden]), select, textarea"],
  ];

  function has(style, name, fits) {
    const found = style.match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"));
    return Boolean(found) && fits(found[1].trim());
  }

  // Word keeps drawings and formulas in comments, for programs that know them.
  function inComments(html) {
    const comments = (html.match(/<!--\[if[\s\S]*?<!\[endif\]-->/gi) || []).join("\n");
    const shapes = comments.match(SHAPE) || [];
    return {
      shapes: shapes.filter((shape) => !/<v:imagedata/i.test(shape)).length,
      formulas: (html.match(/<m:oMath[\s>]/gi) || []).length,
    };
  }

  // The names of all that is lost, the pictures aside: those are in other hands.
  function named(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const names = new Set();
    for (const element of parsed.body.querySelectorAll("[style]")) {
      if (!element.textContent.trim()) continue;
      // Word underlines its links by itself.
      const isLink = element.closest("a") || element.querySelector("a");
      for (const [name, fits] of STYLES) {
        if (!(isLink && (name === "gạch chân" || name === "màu chữ")) && fits(element.getAttribute("style"))) names.add(name);
      }
    }
    for (const [name, selector] of ELEMENTS) {
      if ([...parsed.body.querySelectorAll(selector)].some((element) => element.textContent.trim() && !element.closest("a") && !element.querySelector("a"))) names.add(name);
    }
    const { shapes, formulas } = inComments(html);
    const counts = COUNTED.map(([name, selector]) => [name, parsed.body.querySelectorAll(selector).length]);
    counts.push(["hình vẽ (shape)", shapes], ["công thức", formulas]);
    return [...names, ...counts.filter(([, count]) => count).map(([name, count]) => `${count} ${name}`)];
  }

  return { named };
})();
