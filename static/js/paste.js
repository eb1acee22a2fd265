// Pasting into the editor: the desk reads what comes from elsewhere, or else the browser does; the text
// keeps its shape, its pictures become photos of the article, and what was changed or could not be kept
// is named beside the editor.
"use strict";

(() => {
  const UNSEEN = /^(?:https?:)?\/\//i;

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const notice = pasteNotice.over(editor);
    const address = editor.element.$.dataset.reader;
    let pasted = null;
    let reading = Promise.resolve(); // what was pasted before comes in before
    let isReading = 0;

    // The first of all listeners: CKEditor's would refuse pictures. It runs again where the filters for
    // Word had to be fetched before, and once a text has been read.
    editor.on("paste", (event) => {
      const { data } = event;
      const transfer = data.dataTransfer;
      pasted = null;
      if (data.isRead || !transfer || transfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
      pasted = data.held || {
        html: transfer.getData("text/html", true) || data.dataValue || "",
        rtf: transfer.getData("text/rtf", true) || "",
        files: filesOf(transfer),
        numbers: new Map(),
        sentences: [],
      };
      Object.assign(pasted, { pictures: [], wholePictures: [], isMarked: false });
      if (!pasted.html && pasted.files.length && !transfer.getData("text/plain")) {
        data.dataValue = pasted.files.map(() => "<img src=\"tep:\">").join("");
        data.type = "html";
      }
      if (!address || data.held || editor._.nextPasteType === "text" || !pasteReading.isForeign(pasted.html)) return;
      event.cancel();
      transfer.cacheData();
      const first = { ...data, held: pasted };
      const place = isReading ? null : pastePlace.remember(editor);
      isReading += 1;
      reading = reading.then(() => readFirst(first, place)).finally(() => { isReading -= 1; });
    }, null, null, 0);

    // A save waits for what is being read.
    editor.element.$.form?.addEventListener("submit", (event) => {
      if (!isReading) return;
      const { target, submitter } = event;
      event.preventDefault();
      event.stopImmediatePropagation();
      reading.then(() => target.requestSubmit(submitter));
    }, true);

    async function readFirst(data, place) {
      const { held } = data;
      const all = [];
      const { answer, why } = await pasteReading.ask(address, pastePictures.named(held.html, all));
      if (all.length && held.rtf) await pastePictures.fetchRtfReader();
      if (editor.status === "destroyed") return;
      if (answer?.html) {
        pastePlace.insertAt(editor, place, () => insertRead(data, answer, all));
        return;
      }
      if (why) held.sentences = [`Chưa nhờ máy chủ đọc được (${why.replace(/\.$/, "")}), nên chữ đã dán theo cách của trình duyệt: hãy so lại với bản gốc.`];
      pastePlace.insertAt(editor, place, () => editor.fire("paste", data));
    }

    function insertRead(data, answer, all) {
      const { held } = data;
      const photos = window.articlePhotos;
      const pictures = answer.photos.map((photo) => ({ ...all[Number(photo.handle.slice(4).split("/")[0])], ...photo }));
      pastePictures.read(pictures, all, held.rtf, held.files);
      const html = answer.html.replace(/<p>\uE000(\d+)\uE001<\/p>/g, (mark, number) => {
        const picture = pictures[number - 1];
        const taken = photos && add(held, picture);
        if (taken) return `<p>[ảnh ${taken}]</p>`;
        const words = [picture.caption, picture.credit].filter(Boolean).join(" ");
        return words ? `<p>${CKEDITOR.tools.htmlEncode(words)}</p>` : "";
      });
      const dataTransfer = new CKEDITOR.plugins.clipboard.dataTransfer();
      editor.fire("paste", { type: "html", dataValue: html, method: data.method, dataTransfer, dontFilter: true, isRead: true });
      const after = editor.getData();
      const dress = pasteRemoved.named(pasteHidden.without(held.html).html);
      const details = detailsOf(answer);
      notice.say({
        removed: [...answer.removed, ...dress],
        sentences: [...changesOf(answer), ...picturesLost(pictures, photos)],
        details,
        offers: answer.offers,
        undo: details.length || answer.removed.length ? () => undo(data, after) : null,
      });
    }

    // The paste once more, as the browser by itself would have it.
    function undo(data, after) {
      if (editor.getData() !== after) {
        notice.say({ sentences: ["Từ lúc dán, bài đã có chữ khác, nên không tự hoàn lại: hãy dùng Ctrl+Z, hoặc xóa chỗ đó rồi dán lại."] });
        return;
      }
      editor.execCommand("undo");
      editor.fire("paste", data);
    }

    // A picture that has come before has its number.
    function add(held, picture) {
      const known = held.numbers.get(picture.src)?.shift();
      const number = known || window.articlePhotos.add(picture);
      if (number) held.numbers.set(picture.src, [...(held.numbers.get(picture.src) || []), number]);
      return number;
    }

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
      const held = pasted;
      const { html, rtf, files, pictures, wholePictures } = held;
      pasted = null;
      if (pictures.length && pictures.every((picture) => picture.src === "tep:")) {
        pictures.forEach((picture, place) => { picture.file = files[place]; });
      } else {
        pastePictures.read(pictures, wholePictures, rtf, files);
      }
      const photos = window.articlePhotos;
      data.dataValue = pastePictures.place(data.dataValue, pictures, (picture) => photos && add(held, picture));
      const hidden = data.type === "text" && !data.dataTransfer.getData("text/html") ? { html, names: [] } : pasteHidden.without(html);
      notice.say({ removed: [...hidden.names, ...pasteRemoved.named(hidden.html)], sentences: [...held.sentences, ...picturesLost(pictures, photos)] });
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

  function changesOf({ repairs, lost }) {
    const said = [];
    if (repairs.length) said.push(`Đã đổi chữ ở ${repairs.length} chỗ (phông cũ, ký hiệu).`);
    if (lost.length) said.push(`${lost.length} dòng chữ không giữ được hết.`);
    return said;
  }

  function detailsOf({ repairs, lost, remarks }) {
    return [
      ...repairs.map(({ before, after, reason }) => `${reason}: «${before}» thành «${after}».`),
      ...lost.map((line) => `Không giữ được: ${line}.`),
      ...remarks,
    ];
  }
})();
