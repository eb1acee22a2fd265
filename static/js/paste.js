// Pasting into the editor: the text keeps its shape, its pictures become photos of the article, and
// what could not be kept is named beside the editor.
"use strict";

(() => {
  const UNSEEN = /^(?:https?:)?\/\//i;

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const notice = makeNotice(editor);
    let pasted = null;

    // The first of all listeners: CKEditor's would refuse pictures. It runs again where the filters for
    // Word had to be fetched before.
    editor.on("paste", ({ data }) => {
      const transfer = data.dataTransfer;
      pasted = null;
      if (!transfer || transfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
      pasted = {
        html: transfer.getData("text/html", true) || data.dataValue || "",
        rtf: transfer.getData("text/rtf", true) || "",
        files: filesOf(transfer),
        pictures: [],
        wholePictures: [],
        isMarked: false,
      };
      if (!pasted.html && pasted.files.length && !transfer.getData("text/plain")) {
        data.dataValue = pasted.files.map(() => "<img src=\"tep:\">").join("");
        data.type = "html";
      }
    }, null, null, 0);

    // Word's text is cleaned from the clipboard's own HTML, any other from what has become of it.
    editor.on("pasteFromWord", ({ data }) => {
      if (!pasted) return;
      pastePictures.mark(data.dataValue, pasted.wholePictures);
      data.dataValue = pastePictures.mark(pasteHidden.without(data.dataValue).html, pasted.pictures);
      pasted.isMarked = true;
    });
    editor.on("paste", ({ data }) => {
      const transfer = data.dataTransfer;
      if (!pasted || pasted.isMarked || (data.type === "text" && !transfer.getData("text/html"))) return;
      const seen = pasteHidden.without(data.dataValue, pasted.html).html;
      data.dataValue = data.type === "text" ? seen : pasteMeaning.byElements(pastePictures.mark(seen, pasted.pictures));
    }, null, null, 5);

    editor.on("paste", ({ data }) => {
      if (!pasted || !data.dataValue) return;
      const { html, rtf, files, pictures, wholePictures } = pasted;
      pasted = null;
      if (pictures.length && pictures.every((picture) => picture.src === "tep:")) {
        pictures.forEach((picture, place) => { picture.file = files[place]; });
      } else {
        pastePictures.read(pictures, wholePictures, rtf, files);
      }
      const photos = window.articlePhotos;
      data.dataValue = pastePictures.place(data.dataValue, pictures, (picture) => photos && photos.add(picture));
      const hidden = data.type === "text" && !data.dataTransfer.getData("text/html") ? { html, names: [] } : pasteHidden.without(html);
      notice.say([...hidden.names, ...pasteRemoved.named(hidden.html)], picturesLost(pictures, photos));
    }, null, null, 8);
  });

  function filesOf(transfer) {
    const files = [];
    for (let place = 0; place < transfer.getFilesCount(); place += 1) {
      const file = transfer.getFile(place);
      if (/^image\/(?:jpeg|png|gif|webp)$/.test(file.type)) files.push(file);
    }
    return files;
  }

  function picturesLost(pictures, photos) {
    if (!pictures.length) return [];
    if (!photos) return [`${pictures.length} ảnh không đưa vào đây được.`];
    const unread = pictures.filter((picture) => !picture.file && !photos.isOwn(picture.src));
    const elsewhere = unread.filter((picture) => UNSEEN.test(picture.src)).length;
    const said = [];
    if (unread.length - elsewhere) said.push(`${unread.length - elsewhere} ảnh không đọc được từ bộ nhớ tạm: hãy kéo tệp ảnh vào ô Ảnh; ảnh kéo vào sẽ lần lượt đứng đúng chỗ đã đánh dấu.`);
    if (elsewhere) said.push(`${elsewhere} ảnh nằm ở trang khác: hãy tải ảnh về máy rồi kéo vào ô Ảnh.`);
    return said;
  }

  function makeNotice(editor) {
    const box = document.createElement("div");
    box.className = "pasted";
    box.setAttribute("role", "status");
    editor.container.$.before(box);

    function say(losses, sentences) {
      const lines = losses.length ? [`Đã bỏ: ${losses.join(", ")}.`, ...sentences] : sentences;
      box.replaceChildren();
      if (!lines.length) return;
      for (const line of lines) {
        const paragraph = document.createElement("p");
        paragraph.className = "pasted__line";
        paragraph.textContent = line;
        box.append(paragraph);
      }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pasted__close";
      button.textContent = "Đã xem";
      button.addEventListener("click", () => box.replaceChildren());
      box.append(button);
    }
    return { say };
  }
})();
