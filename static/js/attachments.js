// Documents and videos on the page of an article or a static page: many at once, dropped or chosen,
// each sent by itself and refused by itself. Without this script the form's own file field does the same.
"use strict";

(() => {
  const place = document.querySelector(".attach");
  const group = place && document.querySelector(`#${place.dataset.prefix}-group`);
  if (!place || !group) return;
  const form = group.closest("form");
  const waiting = [];
  let isSending = false;

  const DOCUMENT = /\.(pdf|do[ct][xm]?|xl[st][xm]?|pp[ts][xm]?|od[tsp]|rtf)$/i;
  const REASONS = {
    408: "mạng chậm hoặc ngắt quãng",
    413: "tệp lớn hơn mức máy chủ nhận",
    503: "máy chủ đang bận, hãy thử lại sau nửa phút",
    507: "ổ đĩa của máy chủ sắp đầy, hãy báo cho người quản trị",
  };

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  // The cookie's rather than the form's: it is still right after signing in again in another tab.
  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function enqueue(files, spot = null) {
    for (const file of files) {
      const line = make("li", "attach__file");
      const bar = make("progress", "attach__bar");
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", `Gửi ${file.name}`);
      line.append(make("span", "attach__name", file.name), bar, make("span", "attach__said", "đang chờ"));
      place.querySelector(".attach__files").append(line);
      waiting.push([file, line, spot]);
    }
    sendNext();
  }

  // One after the other: rows follow the order of the files.
  async function sendNext() {
    if (isSending || !waiting.length) return;
    isSending = true;
    const [file, line, spot] = waiting.shift();
    try {
      const isVideo = window.placedVideos.takes(file);
      const most = Number(isVideo ? place.dataset.mostVideoBytes : place.dataset.mostBytes);
      if (file.size > most) closeLine(line, `không nhận: ${isVideo ? place.dataset.videoTooLarge : `tệp lớn hơn ${most >> 20} MB.`}`, "refused");
      else finish(await send(file, line), file, line, spot);
    } finally {
      isSending = false;
      sendNext();
    }
  }

  function send(file, line) {
    return new Promise((done) => {
      const bar = line.querySelector("progress");
      const said = line.querySelector(".attach__said");
      const request = new XMLHttpRequest();
      request.open("POST", place.dataset.address);
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = event.loaded / event.total;
        said.textContent = `đang gửi ${Math.round(100 * bar.value)}%`;
      });
      request.upload.addEventListener("load", () => {
        bar.removeAttribute("value");
        said.textContent = "đang kiểm tra";
      });
      request.addEventListener("loadend", () => done(request));
      const body = new FormData();
      body.append("file", file);
      request.send(body);
    });
  }

  function finish(request, file, line, spot) {
    const answer = read(request);
    if (request.status === 201 && answer) {
      fill(addRow(), answer);
      if (answer.is_video) window.placedVideos.put(answer, spot);
      closeLine(line, `đã thêm${answer.warning ? `. ${answer.warning}` : ""}`, "taken");
      return;
    }
    if (request.status === 422 && answer) {
      closeLine(line, `không nhận: ${answer.reason}`, "refused");
      return;
    }
    let why = REASONS[request.status] || `máy chủ báo lỗi ${request.status}`;
    if (request.status === 0) why = "mất kết nối";
    if ([200, 401, 403].includes(request.status)) {
      why = "phiên đăng nhập đã hết, hoặc bạn không có quyền thêm tệp. Hãy đăng nhập lại ở một thẻ khác";
    }
    closeLine(line, `chưa gửi được: ${why}.`, "refused");
    offerAgain(file, line, spot);
  }

  function read(request) {
    try { return JSON.parse(request.responseText); } catch { return null; }
  }

  function closeLine(line, text, how) {
    line.querySelector("progress").remove();
    line.querySelector(".attach__said").textContent = text;
    line.classList.add(`attach__file--${how}`);
  }

  function offerAgain(file, line, spot) {
    const again = make("button", "attach__again", "Thử lại");
    again.type = "button";
    again.addEventListener("click", () => {
      line.remove();
      enqueue([file], spot);
    });
    line.append(again);
  }

  // A row of Django's own formset, after the last.
  function addRow() {
    const rows = () => [...group.querySelectorAll(`.dynamic-${place.dataset.prefix}`)];
    const last = Math.max(0, ...rows().map((row) => Number(field(row, "order").value)));
    group.querySelector(".add-row a").click();
    const row = rows().at(-1);
    field(row, "order").value = last + 1;
    return row;
  }

  function fill(row, answer) {
    field(row, "name").value = answer.name;
    field(row, "upload").value = answer.file;
    const link = make("a", "attached", answer.about);
    link.href = answer.address;
    field(row, "file").replaceWith(link);
    row.querySelector(".field-poster").hidden = !answer.is_video;
    // A value that a script has set is news too, to whoever keeps what is unsaved.
    field(row, "upload").dispatchEvent(new Event("change", { bubbles: true }));
  }

  function bringsFiles(event) {
    return event.dataTransfer?.types.includes("Files") && !event.target.closest?.("input[type=file]");
  }

  // A Word file, or a .zip of some, may be the article itself: word_question.js asks, where that can be.
  async function receive(files, spot) {
    const own = (await window.wordQuestion?.toAttach(files)) ?? files;
    if (!own.length) return;
    enqueue(own, spot);
    place.scrollIntoView({ block: "nearest" });
  }

  place.hidden = false;
  const choose = place.querySelector(".attach__input");
  choose.addEventListener("change", () => {
    receive([...choose.files]);
    choose.value = "";
  });
  // On an article's page photos.js takes whatever is no document.
  window.attachedDocuments = {
    takes: (file) => DOCUMENT.test(file.name) || window.placedVideos.takes(file) || !!window.wordQuestion?.asksAbout(file),
  };
  document.addEventListener("dragover", (event) => {
    if (bringsFiles(event)) event.preventDefault();
  }, true);
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const own = window.articlePhotos ? files.filter(window.attachedDocuments.takes) : files;
    if (own.length) receive(own, window.placedVideos.spot(event));
  }, true);
  form.addEventListener("submit", (event) => {
    const isPreview = event.submitter?.formTarget === "_blank";
    if (isSending && !isPreview && !confirm("Còn tệp đang gửi lên. Lưu ngay thì các tệp đó không vào bài.")) {
      event.preventDefault();
    }
  });
})();
