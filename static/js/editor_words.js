// CKEditor's own Vietnamese has gaps and slips; these words of this site stand in their place.
"use strict";

CKEDITOR.on("instanceCreated", ({ editor }) => {
  const words = {
    application: "Khung soạn bài",
    editor: "Khung soạn bài",
    editorPanel: "Bảng chọn của khung soạn bài",
    basicstyles: { bold: "Chữ đậm", italic: "Chữ nghiêng" },
    clipboard: {
      pasteNotification: "Hãy bấm %1 để dán; trình duyệt không cho dán bằng nút này.",
      pasteMsg: "Dán vào khung dưới đây rồi bấm Đồng ý.",
      fileFormatNotSupportedNotification: "Không nhận tệp loại ${formats}.",
      fileWithoutFormatNotSupportedNotification: "Không nhận tệp loại này.",
    },
    common: { url: "Địa chỉ", cssLengthTooltip: "Một số, ví dụ 100 hoặc 50%.", editorHelp: "Bấm Alt + 0 để xem cách dùng", cancel: "Thôi" },
    format: { tag_p: "Đoạn văn", tag_h2: "Đầu mục lớn", tag_h3: "Đầu mục vừa", tag_h4: "Đầu mục nhỏ" },
    link: {
      displayText: "Chữ hiện ra",
      noTel: "Hãy gõ số điện thoại",
      phoneNumber: "Số điện thoại",
      toPhone: "Điện thoại",
      toUrl: "Địa chỉ trang",
      errorWhitespace: "Tên điểm neo không có dấu cách",
    },
    notification: { closed: "Đã đóng lời báo." },
    pastetext: { pasteNotification: "Hãy bấm %1 để dán; trình duyệt không cho dán bằng nút này." },
    table: { heightUnit: "đơn vị chiều cao", cell: { columnHeader: "Đầu cột", rowHeader: "Đầu hàng" } },
    toolbar: { toolbarExpand: "Mở rộng thanh công cụ", toolbarGroups: { clipboard: "Dán, hoàn tác" } },
    widget: { label: "Khung %1" },
    uploadwidget: {
      abort: "Đã dừng gửi tệp.",
      doneOne: "Đã gửi xong tệp.",
      doneMany: "Đã gửi xong %1 tệp.",
      uploadOne: "Đang gửi tệp ({percentage}%)…",
      uploadMany: "Đang gửi tệp, xong {current} trong {max} ({percentage}%)…",
    },
  };

  function say(given, own) {
    for (const [name, word] of Object.entries(own)) {
      if (typeof word === "object") say(given[name] || {}, word);
      else given[name] = word;
    }
  }

  editor.on("langLoaded", () => say(editor.lang, words));
  // Read aloud before the notice itself; CKEditor has its kind there, "info" or "warning".
  editor.on("notificationShow", ({ data }) => data.notification.element.setAttribute("aria-label", "Lời báo"));
});
