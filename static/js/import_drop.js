// Word files, or a .zip of them, dropped on the list of articles are read, and looked at before they
// become drafts.
"use strict";

(() => {
  const form = document.querySelector(".import-drop");
  if (!form) return;
  const said = form.querySelector(".import-drop__said");
  const WORD = /\.(docx?|zip|docm|rtf|odt)$/i; // the server says what to do with all but the first two

  const bringsFiles = (event) => event.dataTransfer?.types.includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    form.hidden = false;
    said.textContent = "Thả tệp Word vào đây để tạo bản thảo.";
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    const { files } = event.dataTransfer;
    if (![...files].every((file) => WORD.test(file.name))) {
      said.textContent = "Ở đây chỉ thả được tệp Word (.docx) và tệp .zip.";
      return;
    }
    said.textContent = "Đang gửi tệp…";
    form.elements.file.files = files;
    form.submit();
  });
})();
