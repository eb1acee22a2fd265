// Photos on an article's page in the newsroom: many at once, dropped or chosen, each sent by itself
// and refused by itself. Where in the text they stand is photo_widget.js's to know. Without this script
// the form's own file fields do the same.
"use strict";

const form = document.querySelector("#article_form, #page_form");
const drop = document.querySelector(".drop");
const { group, make, field, set, say } = window.photoRows;
const places = window.photoPlaces; // none where there is no text to write
const waiting = [];
let isSending = false;

// The cookie's rather than the form's: it is still right after signing in again in another tab.
function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
}

// --- many at once

// What comes from outside stands at that spot in the text from the start, so that one writes on around
// it; without a spot it takes the first place that waits for its photo, or the next number.
function receive(files, spot) {
  let next = spot;
  for (const file of files) {
    const row = next && addRow(nextNumber());
    if (row) {
      row.dataset.fresh = "";
      say(row, `${file.name}: đang chờ`);
      next = places.put(Number(field(row, "order").value), next);
    }
    enqueue([file], { row });
  }
}

// A file without a row of its own takes the first one that a pasted text has left waiting, or a new
// one, of that number.
function enqueue(files, { row = null, number = 0 } = {}) {
  for (const file of files) {
    const line = addLine(file.name);
    const bar = make("progress", "drop__bar");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Tải lên ${file.name}`);
    line.querySelector(".drop__name").after(bar);
    waiting.push([file, line, { row, number }]);
  }
  sendNext();
}

function addLine(name) {
  const line = make("li", "drop__file");
  line.append(make("span", "drop__name", name), make("span", "drop__said", "đang chờ"));
  drop.querySelector(".drop__files").append(line);
  return line;
}

// One after the other: the numbers follow the order of the files, and a small server draws one
// picture at a time.
async function sendNext() {
  if (isSending || !waiting.length) return;
  isSending = true;
  const [file, line, aim] = waiting.shift();
  try {
    if (file.size > Number(drop.dataset.mostBytes)) {
      closeLine(line, "không nhận: ảnh lớn hơn 30 MB. Hãy thu nhỏ ảnh rồi tải lại.", "refused");
      if (aim.row) giveUp(aim.row);
    } else {
      finish(await send(file, line, aim.row), file, line, aim);
    }
  } finally {
    isSending = false;
    sendNext();
  }
}

function send(file, line, row) {
  return new Promise((done) => {
    const bar = line.querySelector("progress");
    const tell = (text) => {
      line.querySelector(".drop__said").textContent = text;
      if (row) say(row, `${file.name}: ${text}`);
    };
    const request = new XMLHttpRequest();
    request.open("POST", drop.dataset.address);
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      tell(`đang tải ${Math.round(100 * bar.value)}%`);
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      tell("đang xử lý");
    });
    request.addEventListener("loadend", () => done(request));
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

const REASONS = {
  408: "mạng chậm hoặc ngắt quãng",
  413: "ảnh lớn hơn mức máy chủ nhận",
  503: "máy chủ đang bận, hãy thử lại sau nửa phút",
  507: "ổ đĩa của máy chủ sắp đầy, hãy báo cho người quản trị",
};

function finish(request, file, line, aim) {
  const answer = read(request);
  if (request.status === 201 && answer) {
    const place = aim.row || (!aim.number && group.querySelector("[data-wanted]")) || addRow(aim.number || numberForFile());
    const warning = answer.warning ? `. ${answer.warning}` : "";
    closeLine(line, `đã thêm thành [ảnh ${fill(place, answer)}]${warning}`, "taken");
  } else if (request.status === 422 && answer) {
    if (aim.row) giveUp(aim.row);
    closeLine(line, `không nhận: ${answer.reason}`, "refused");
  } else if ([200, 401, 403].includes(request.status)) {
    closeLine(line, "chưa tải được: phiên đăng nhập đã hết, hoặc bạn không có quyền thêm ảnh. Hãy đăng nhập lại ở một thẻ khác.", "refused");
    offerAgain(file, line, aim);
  } else if (request.status === 0) {
    closeLine(line, "chưa tải được: mất kết nối.", "refused");
    offerAgain(file, line, aim);
  } else {
    const why = (answer && answer.reason) || REASONS[request.status] || `máy chủ báo lỗi ${request.status}`;
    closeLine(line, `chưa tải được: ${why}.`, "refused");
    offerAgain(file, line, aim);
  }
}

function read(request) {
  try { return JSON.parse(request.responseText); } catch { return null; }
}

// The row was made for a file that is no picture: it goes, unless somebody has written in it; one with
// a picture keeps that, any other waits for another file.
function giveUp(row) {
  say(row, "");
  if (window.photoRows.pictureOf(row)) return;
  const isWritten = ["caption", "credit", "alt"].some((name) => field(row, name).value);
  if ("fresh" in row.dataset && !isWritten) {
    places.takeBack(Number(field(row, "order").value));
    row.querySelector(".inline-deletelink").click();
  } else row.dataset.wanted = "";
}

function closeLine(line, text, how) {
  line.querySelector("progress")?.remove();
  line.querySelector(".drop__said").textContent = text;
  line.classList.add(`drop__file--${how}`);
}

function offerAgain(file, line, aim) {
  if (aim.row) say(aim.row, line.querySelector(".drop__said").textContent);
  const again = make("button", "drop__again", "Thử lại");
  again.type = "button";
  again.addEventListener("click", () => {
    line.remove();
    enqueue([file], aim);
  });
  line.append(again);
}

function rows() {
  return [...group.querySelectorAll(".dynamic-photos")];
}

function numbersOfRows() {
  return rows().map((row) => Number(field(row, "order").value));
}

// The n of every [ảnh n] in the text as it stands in the editor.
function numbersInText() {
  const text = window.CKEDITOR?.instances.id_body?.getData() ?? form.elements.body?.value ?? "";
  return [...text.matchAll(/\[\s*ảnh\s*(\d{1,3})\s*\]/gi)].map((mark) => Number(mark[1]));
}

// The first place in the text that waits for its photo, else the number after the last.
function numberForFile() {
  const taken = numbersOfRows();
  const waitingPlaces = numbersInText().filter((number) => number && !taken.includes(number));
  return waitingPlaces.length ? Math.min(...waitingPlaces) : Math.max(0, ...taken) + 1;
}

function nextNumber() {
  return Math.max(0, ...numbersOfRows(), ...numbersInText()) + 1;
}

// A row of Django's own formset, with that number.
function addRow(number) {
  group.querySelector(".add-row a").click();
  const row = rows().at(-1);
  field(row, "order").value = number;
  return row;
}

// The row gets its picture; returns its number.
function fill(row, answer) {
  delete row.dataset.wanted;
  delete row.dataset.fresh;
  row.querySelector(".form-row.field-file").hidden = true;
  const picture = make("span", "focus");
  const image = make("img", "thumbnail");
  image.src = answer.thumbnail;
  image.dataset.large = answer.picture;
  image.alt = "";
  picture.append(image);
  row.querySelector(".field-picture .readonly").replaceChildren(picture);
  window.showFocus(row);
  set(field(row, "upload"), answer.name);
  say(row, "");
  return field(row, "order").value;
}

// For a pasted text: a row with the words that came with the picture, and its number. The picture
// follows by itself where the clipboard held it, or where it is one of this site's; else the row waits
// for a file.
function addPasted({ file, src = "", caption = "", credit = "", alt = "" }) {
  const row = addRow(nextNumber());
  Object.entries({ caption, credit, alt }).forEach(([name, words]) => {
    field(row, name).value = words.slice(0, field(row, name).maxLength > 0 ? field(row, name).maxLength : undefined);
  });
  if (file) enqueue([file], { row });
  else if (isOwn(src)) fetchPicture(src, row);
  else row.dataset.wanted = "";
  return field(row, "order").value;
}

// A photo from the library, with the words that it had. It stands where one writes.
function use(answer) {
  const spot = spotInText();
  const row = group.querySelector("[data-wanted]") || addRow(spot ? nextNumber() : numberForFile());
  for (const name of ["caption", "credit", "alt"]) {
    if (!field(row, name).value) set(field(row, name), answer[name]);
  }
  if (spot) places.put(Number(field(row, "order").value), spot);
  closeLine(addLine("Ảnh từ thư viện"), `đã thêm thành [ảnh ${fill(row, answer)}]`, "taken");
}

function isOwn(address) {
  return URL.canParse(address) && new URL(address).origin === location.origin;
}

async function fetchPicture(address, row) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) row.dataset.wanted = "";
  else enqueue([new File([await answer.blob()], `Ảnh ${field(row, "order").value}`)], { row });
}

// A folder comes as a file, too, and could not be read.
function filesOf(transfer) {
  const folders = [...transfer.items].filter((item) => item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile()?.name);
  for (const name of folders) {
    closeLine(addLine(name || "Thư mục"), "không nhận: đây là một thư mục. Hãy mở ra rồi kéo các ảnh trong đó vào.", "refused");
  }
  return [...transfer.files].filter((file) => !folders.includes(file.name));
}

// Where the text does not wait for photos, they go where somebody writes.
function spotInText() {
  const isAwaited = group.querySelector("[data-wanted]") || numbersInText().some((number) => number && !numbersOfRows().includes(number));
  return isAwaited ? null : places?.cursor();
}

function bringsFiles(event) {
  return event.dataTransfer?.types.includes("Files") && !event.target.closest?.("input[type=file]");
}

if (form && group && drop) {
  window.articlePhotos = { add: addPasted, send: enqueue, isOwn, use, token };
  drop.hidden = false;
  const choose = drop.querySelector(".drop__input");
  choose.addEventListener("change", () => {
    receive([...choose.files], spotInText());
    choose.value = "";
  });
  // On the whole page and before the editor: a photo dropped beside the form would otherwise
  // open in its place, and the text would be gone.
  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    drop.classList.add("drop--over");
    places?.under(event, true);
  }, true);
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget) return;
    drop.classList.remove("drop--over");
    places?.hideLine();
  }, true);
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    drop.classList.remove("drop--over");
    const files = filesOf(event.dataTransfer).filter((file) => !window.attachedDocuments?.takes(file));
    places?.hideLine();
    if (!files.length) return;
    const number = places?.waiting(event.target);
    const spot = places?.under(event, false);
    if (number) enqueue(files.splice(0, 1), { number, row: window.photoRows.byNumber().get(number) });
    receive(files, spot || spotInText());
    if (!spot) drop.scrollIntoView({ block: "nearest" });
  }, true);
  form.addEventListener("submit", (event) => {
    const isPreview = event.submitter?.formTarget === "_blank";
    if (isSending && !isPreview && !confirm("Còn ảnh đang tải lên. Lưu ngay thì các ảnh đó không vào bài.")) {
      event.preventDefault();
    }
  });
}
