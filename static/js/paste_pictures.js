// The pictures of a pasted text: found in it, read from the clipboard, and put to their place as
// [ảnh n], each with its caption where the text makes clear which one that is.
"use strict";

const pastePictures = (() => {
  // Private letters that stand for a picture, and before a caption, while the editor cleans the text.
  const START = "\uE000", END = "\uE001", CAPTION = "\uE002";
  const PLACE = new RegExp(`${START}(\\d+)${END}`);
  const IMAGE = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
  // The editor would draw pictures anew from Word's shapes, and load what plays or embeds.
  const SHAPES = /<!--\[if gte vml[\s\S]*?<!\[endif\]-->/gi;
  const LOADING = /<(iframe|video|audio|object|svg|script)\b[\s\S]*?<\/\1>|<(?:embed|source|link)\b[^>]*>/gi;
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, blockquote, div, pre";
  const LONGEST_CAPTION = 400;
  const KINDS = { "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp" };

  function attribute(tag, name) {
    const found = tag.match(new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i"));
    const box = document.createElement("textarea");
    box.innerHTML = found ? found[1] ?? found[2] ?? found[3] : "";
    return box.value;
  }

  // A drawing or a formula comes with an image of itself for old browsers: that is no photo.
  function isDrawing(tag, html) {
    const shape = attribute(tag, "v:shapes");
    if (!shape) return false;
    const start = html.indexOf(`id="${shape.split(" ")[0]}"`);
    if (start < 0) return /^(?:Text|Rect|Straight|Line|Oval|Connector|AutoShape|Arrow|Group|Canvas|Shape)/i.test(shape);
    const end = html.indexOf("</v:", start);
    return !/<v:imagedata/i.test(html.slice(start, end < 0 ? start + 4000 : end));
  }

  // The text with a private mark for each picture, which goes onto the list. Headings move so that
  // the highest is the article's second: the first is the title.
  function mark(html, pictures) {
    const shift = /<h1[\s>]/i.test(html) ? 1 : 0;
    return html
      .replace(SHAPES, "")
      .replace(LOADING, "")
      .replace(/<!\[if\s+!msEquation\]>[\s\S]*?<!\[endif\]>/gi, "")
      .replace(/(<\/?h)([1-6])\b/gi, (all, start, level) => start + Math.min(4, Math.max(2, Number(level) + shift)))
      .replace(/<p\b[^>]*\bclass=["']?(?:MsoCaption|caption|wp-caption-text)\b[^>]*>/gi, (tag) => tag + CAPTION)
      .replace(/<figcaption\b[^>]*>/gi, `<p>${CAPTION}`)
      .replace(/<\/figcaption>/gi, "</p>")
      .replace(IMAGE, (tag) => {
        const src = attribute(tag, "src");
        // One pixel counts a reader; no source is no picture.
        if (!src || attribute(tag, "width") === "1" || isDrawing(tag, html)) return "";
        pictures.push({ src, alt: ownWords(attribute(tag, "alt")) });
        return `${START}${pictures.length - 1}${END}`;
      });
  }

  // The text as the desk reads it: each picture, which goes onto the list, named by its place there.
  function named(html, pictures) {
    const inert = document.implementation.createHTMLDocument(""); // loads nothing
    return html
      .replace(SHAPES, "")
      .replace(/<!\[if\s+!msEquation\]>[\s\S]*?<!\[endif\]>/gi, "")
      .replace(IMAGE, (tag) => {
        const src = attribute(tag, "src");
        if (!src || attribute(tag, "width") === "1" || isDrawing(tag, html)) return "";
        const alt = attribute(tag, "alt");
        // How large it was drawn says what is an emoji, and nothing of a photo.
        const names = alt && !/[\p{L}\p{N}]/u.test(alt) ? ["class", "width"] : ["class", "style"];
        pictures.push({ src, alt: ownWords(alt) });
        const image = inert.createElement("img");
        image.setAttribute("src", `anh:${pictures.length - 1}${/\/emoji/i.test(src) ? "/emoji" : ""}`);
        image.setAttribute("alt", names.includes("width") ? alt : ownWords(alt));
        for (const name of names) {
          const value = attribute(tag, name);
          if (value) image.setAttribute(name, value);
        }
        return image.outerHTML;
      });
  }

  // CKEditor's reader of RTF, which it fetches only for what it takes for Word's by itself.
  function fetchRtfReader() {
    const path = `${CKEDITOR.plugins.getPath("pastetools")}filter/`;
    const files = ["common.js", "image.js"].map((name) => CKEDITOR.getUrl(path + name));
    return new Promise((done) => {
      if (CKEDITOR.plugins.pastetools.loadFilters(files, done)) done();
    });
  }

  // Word describes pictures by itself, and names the file where it cannot.
  function ownWords(alt) {
    const words = alt.replace(/\s+/g, " ").trim();
    const isMachine = /automatically generated|tạo tự động|^(?:image|picture|hình ảnh|ảnh)?\s*\d*$|\.(?:jpe?g|png|gif|heic|webp)$/i.test(words);
    return isMachine ? "" : words.slice(0, 250);
  }

  // The bytes of each picture that the clipboard holds, as a file; null for the others. `whole` are the
  // pictures of the text before anything was left out of it.
  function read(pictures, whole, rtf, files) {
    const local = pictures.filter(isLocal);
    const held = local.length && rtf ? fromRtf(rtf) : [];
    // Which is which is known by their order alone: of another number, none is sure.
    const written = [local, whole.filter(isLocal)].find((list) => list.length === held.length) || [];
    let place = 0;
    for (const picture of written.length ? local : []) {
      while (written[place].src !== picture.src) place += 1;
      picture.file = held[place];
      place += 1;
    }
    for (const picture of pictures) {
      if (/^data:/i.test(picture.src)) picture.file = fromAddress(picture.src);
    }
    if (pictures.length === 1 && files.length === 1 && !pictures[0].file) pictures[0].file = files[0];
    pictures.forEach((picture, place) => {
      if (picture.file) picture.file = new File([picture.file], `Ảnh dán ${place + 1}.${KINDS[picture.file.type]}`, { type: picture.file.type });
    });
  }

  function isLocal(picture) {
    return /^file:/i.test(picture.src);
  }

  function fromRtf(rtf) {
    const filter = CKEDITOR.pasteFilters.image;
    if (!filter) return [];
    return filter.extractFromRtf(rtf).map(({ hex, type }) => {
      if (!hex || !KINDS[type]) return null;
      return new Blob([Uint8Array.from(CKEDITOR.tools.convertHexStringToBytes(hex))], { type });
    });
  }

  function fromAddress(address) {
    const parts = address.match(/^data:(image\/(?:jpeg|png|gif|webp));base64,([a-z0-9+/=\s]+)$/i);
    if (!parts) return null;
    try {
      const letters = atob(parts[2]);
      return new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], { type: parts[1].toLowerCase() });
    } catch { return null; }
  }

  // The cleaned text with each picture in a paragraph of its own; `take(picture)` gives its number,
  // or nothing where the article takes no pictures.
  function place(html, pictures, take) {
    const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
    const after = new Map();
    for (const text of texts(parsed.body)) {
      for (let found; (found = text.data.match(PLACE));) {
        text.data = text.data.replace(PLACE, "");
        const picture = pictures[Number(found[1])];
        if (!picture) continue;
        const paragraph = parsed.createElement("p");
        const block = text.parentElement.closest(BLOCKS);
        if (!block || !parsed.body.contains(block)) text.before(paragraph);
        else if (block.matches("li, td, th, blockquote")) block.append(paragraph);
        else (after.get(block) || block).after(paragraph);
        if (block) after.set(block, paragraph);
        picture.paragraph = paragraph;
      }
    }
    for (const block of after.keys()) {
      if (block.matches("p, div, h1, h2, h3, h4, h5, h6") && !block.textContent.trim() && !block.querySelector("p")) block.remove();
    }
    for (const picture of pictures) {
      if (picture.paragraph) Object.assign(picture, caption(picture.paragraph));
    }
    for (const picture of pictures) {
      if (!picture.paragraph) continue;
      const number = take(picture);
      if (number) picture.paragraph.textContent = `[ảnh ${number}]`;
      else picture.paragraph.remove();
    }
    return parsed.body.innerHTML.replaceAll(CAPTION, "");
  }

  function texts(body) {
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // The paragraph right under the picture, if its style or its first word says that it is a caption
  // and no second picture claims it.
  function caption(paragraph) {
    const below = paragraph.nextElementSibling;
    const above = paragraph.previousElementSibling;
    if (!below || !below.matches("p, div") || below.querySelector("p, ul, ol, table")) return {};
    if (above && !above.textContent && above.matches("p") && above.childNodes.length === 0) return {};
    const text = below.textContent.replace(/\s+/g, " ").trim();
    const isCaption = text.startsWith(CAPTION) || /^(?:ảnh|hình)\s*\d*\s*[:.]\s*\S/i.test(text) || /[.\s(](?:ảnh|hình):\s*\S[^:]{0,60}$/i.test(text);
    if (!isCaption || text.length > LONGEST_CAPTION) return {};
    below.remove();
    return parts(text.replaceAll(CAPTION, "").trim());
  }

  // "Quang cảnh đại hội. Ảnh: Trần Văn Vũ" is a caption and a name.
  function parts(text) {
    const credited = text.match(/^(.*?)[\s(–-]*(?:ảnh|hình)\s*:\s*([^:()]{2,100}?)[).\s]*$/i);
    const isName = credited && credited[2].split(" ").every((word) => /^[^a-zà-ỹ]/.test(word)) && credited[2].split(" ").length <= 6;
    if (isName) return { caption: credited[1].trim(), credit: credited[2].trim() };
    return { caption: text.replace(/^(?:ảnh|hình)\s*\d*\s*[:.]\s*/i, "") };
  }

  return { mark, named, fetchRtfReader, read, place };
})();
