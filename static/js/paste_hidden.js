// What nobody was meant to read in a pasted text: deleted under Track Changes, comments, hidden text.
// The rules are those of richtext/hidden.py; here a document's own style sheet is at hand as well.
"use strict";

const pasteHidden = (() => {
  const DELETED = "chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes)", COMMENT = "lời bình", HIDDEN = "chỗ chữ ẩn";
  const PLACEHOLDER = "chỗ gợi ý chưa điền của mẫu";
  const MARK = "[A1]", UNNAMED = "";
  const NAMES = [
    [DELETED, ["del", "w:del", "w:deltext", "w:movefrom", "text:tracked-changes"]],
    [COMMENT, ["comment", "w:comment", "office:annotation"]],
    [UNNAMED, ["template", "noscript", "noframes", "noembed", "canvas", "datalist", "annotation", "annotation-xml", "desc", "metadata", "xml"]],
  ];
  const CLASSES = [
    [DELETED, /^(?:mso(?:del|movefrom)|ice-del|\w*track\w*delet\w*)$/i],
    [MARK, /^(?:msocommentreference|msocom(?:anchor|off))$/i],
    [COMMENT, /^(?:msocom\w*|comment(?:text|subject)char)$/i],
    [PLACEHOLDER, /^msoplaceholdertext$/i],
  ];
  // In points or pixels; in pixels.
  const SMALLEST_SIZE = 1, FAR_OUT = 999;
  const ZERO = /^[-+]?0*\.?0*(?:px|pt|pc|cm|mm|in|r?em|ex|ch|vw|vh|%)?$/;
  const CLIPPED = /^(?:rect\((?:\s*[01]?(?:px|pt)?\s*,?){4}\)|inset\((?:50|100)%.*|circle\(0.*)$/;
  const CONDITION = /<!--(\[(?:if\s[^\]]*|endif)\])-->/gi;

  // The HTML less what is hidden, and its parts by their number in words; `sheet` is the HTML whose
  // style sheets hold. What hides nothing stays as it is, to the letter.
  function without(html, sheet = html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const counts = new Map();
    styleRules(sheet).forEach(([selector, style]) => mark(parsed, selector, style));
    const removed = remove(parsed.body, NOTHING_HIDDEN, counts);
    for (const element of parsed.querySelectorAll("[data-sheet-style]")) element.removeAttribute("data-sheet-style");
    const comments = Math.max(counts.get(COMMENT) || 0, counts.get(MARK) || 0);
    if (comments) counts.set(COMMENT, comments);
    return {
      html: removed ? written(parsed, html) : html,
      names: [DELETED, COMMENT, HIDDEN, PLACEHOLDER].filter((kind) => counts.get(kind)).map((kind) => `${counts.get(kind)} ${kind}`),
    };
  }

  // Word's conditions are no comments, though a document makes them some.
  function written(parsed, html) {
    const isDocument = /<html[\s>]/i.test(html);
    return (isDocument ? parsed.documentElement.outerHTML : parsed.body.innerHTML).replace(CONDITION, "<!$1>");
  }

  function styleRules(html) {
    const sheets = html.match(/<style\b[^>]*>[\s\S]*?<\/style>/gi) || [];
    const rules = [];
    for (const text of "replaceSync" in CSSStyleSheet.prototype ? sheets : []) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text.replace(/^<style\b[^>]*>|<\/style>$/gi, "").replace(/<!--|-->/g, ""));
      for (const rule of sheet.cssRules) {
        if (rule.selectorText && (isNeverSeen(rule.style) || rule.style.visibility === "hidden")) rules.push([rule.selectorText, rule.style.cssText]);
      }
    }
    return rules;
  }

  function mark(parsed, selector, style) {
    for (const element of parsed.body.querySelectorAll(selector)) {
      element.dataset.sheetStyle = (element.dataset.sheetStyle || "") + style;
    }
  }

  const NOTHING_HIDDEN = { kind: null, size: false, visibility: false, colour: false, part: null };

  // Whether anything in the element went.
  function remove(element, around, counts) {
    let hasRemoved = false;
    for (const node of [...element.childNodes]) {
      const isText = node.nodeType === Node.TEXT_NODE;
      if (!isText && node.nodeType !== Node.ELEMENT_NODE) continue;
      if (isText) {
        if (!isConcealed(around) || !node.data.trim()) continue;
        if (!around.part.isCounted) count(counts, HIDDEN);
        around.part.isCounted = true;
        node.remove();
        hasRemoved = true;
        continue;
      }
      const kind = kindOf(node);
      if (kind === null) {
        hasRemoved = remove(node, concealing(node, around), counts) || hasRemoved;
      } else {
        if (kind === UNNAMED) remove(node, NOTHING_HIDDEN, counts);
        if (node.textContent.trim()) count(counts, kind);
        node.remove();
        hasRemoved = true;
      }
    }
    return hasRemoved;
  }

  function count(counts, kind) {
    counts.set(kind, (counts.get(kind) || 0) + 1);
  }

  function isConcealed({ size, visibility, colour }) {
    return size || visibility || colour;
  }

  // What hides the element for good, or null.
  function kindOf(element) {
    const name = element.localName;
    for (const [kind, names] of NAMES) {
      if (names.includes(name)) return kind;
    }
    for (const word of element.classList) {
      for (const [kind, pattern] of CLASSES) {
        if (pattern.test(word)) return kind;
      }
    }
    const style = element.getAttribute("style") || "";
    const part = style.match(/mso-element\s*:\s*(comment[\w-]*)/i);
    if (part) return part[1].toLowerCase() === "comment" ? COMMENT : UNNAMED;
    if (name === "a" && /^#cmnt\d+$/.test(element.getAttribute("href") || "")) return MARK;
    if (name === "div" && isDocsComment(element)) return COMMENT;
    const isClosed = name === "dialog" && !element.hasAttribute("open");
    const isHidden = isClosed || element.hasAttribute("hidden") || element.hasAttribute("popover")
      || /mso-hide\s*:\s*(?!none)/i.test(style) || isNeverSeen(declared(element));
    return isHidden ? HIDDEN : null;
  }

  // Google Docs puts a comment into a box that begins with the way back to its mark.
  function isDocsComment(element) {
    const first = element.firstElementChild;
    const link = first && (first.matches("a") ? first : first.matches("p") ? first.firstElementChild : null);
    return Boolean(link) && link.matches("a[href^='#cmnt_ref']");
  }

  // What the style sheet says, then what the element says of itself.
  function declared(element) {
    const box = document.createElement("span");
    box.style.cssText = `${element.dataset?.sheetStyle || ""};${element.getAttribute("style") || ""}`;
    return box.style;
  }

  function isNeverSeen(style) {
    return style.display === "none" || style.contentVisibility === "hidden" || isZero(style.opacity)
      || CLIPPED.test(style.clip || style.clipPath) || style.transform.startsWith("scale(0)")
      || isFolded(style) || isOutOfThePage(style);
  }

  function isZero(value) {
    return value !== "" && ZERO.test(value);
  }

  function isFolded(style) {
    const isCut = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
    return isCut && [style.height, style.maxHeight, style.width, style.maxWidth].some(isZero);
  }

  function isOutOfThePage(style) {
    return [style.textIndent, style.left, style.right, style.top, style.marginLeft, style.marginTop].some((value) => parseFloat(value) <= -FAR_OUT);
  }

  function concealing(element, around) {
    if (!element.hasAttribute("style") && !element.dataset?.sheetStyle) return around;
    const style = declared(element);
    const found = { ...around };
    const size = style.fontSize.match(/^([\d.]+)(px|pt)?(.*)$/);
    if (size && (Number(size[1]) === 0 || (size[2] && Number(size[1]) <= SMALLEST_SIZE))) found.size = true;
    else if (style.fontSize && !/%|em$|inherit|smaller|larger/.test(style.fontSize)) found.size = false;
    if (style.visibility) found.visibility = style.visibility === "hidden" || style.visibility === "collapse";
    if (style.color) found.colour = isTransparent(style.color) || asRgb(style.color) === asRgb(style.backgroundColor);
    found.part = around.part || { isCounted: false };
    return found;
  }

  function isTransparent(colour) {
    return colour === "transparent" || /^(?:rgba|hsla)\(.*,\s*0*\.?0*\)$/.test(colour);
  }

  function asRgb(colour) {
    const names = { white: "rgb(255, 255, 255)", black: "rgb(0, 0, 0)" };
    return names[colour] || colour;
  }

  return { without };
})();
