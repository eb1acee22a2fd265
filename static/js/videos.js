// A video of the site's own in the text that one writes: a link to it, alone in its paragraph, which
// readers get as the video itself. Its words are the caption.
"use strict";

window.placedVideos = (() => {
  const VIDEO = /\.(mp4|m4v|mov|avi|mkv|webm|wmv|flv|3gp|mpe?g|m?ts)$/i;
  const editor = () => window.CKEDITOR?.instances.id_body;

  // Where it was dropped, else where somebody writes, else at the end: text may have gone meanwhile.
  function settle(paragraph, spot) {
    const isThere = spot?.node && editor().editable().contains(spot.node);
    const { node, isBefore } = isThere ? spot : window.photoPlaces.cursor() || window.photoPlaces.end();
    if (!node) editor().editable().append(paragraph);
    else if (isBefore) paragraph.insertBefore(node);
    else paragraph.insertAfter(node);
  }

  return {
    takes: (file) => VIDEO.test(file.name),
    // The place under the pointer; null where that is not over the text.
    spot: (event) => window.photoPlaces?.under(event, false) || null,
    // One step to undo, and news to whoever keeps what is unsaved.
    put({ address, name }, spot) {
      if (!editor()?.editable() || !window.photoPlaces) return;
      const paragraph = new CKEDITOR.dom.element("p", editor().document);
      const link = new CKEDITOR.dom.element("a", editor().document);
      link.setAttributes({ href: address, "data-cke-saved-href": address });
      link.setText(name);
      paragraph.append(link);
      editor().fire("saveSnapshot");
      settle(paragraph, spot);
      editor().fire("saveSnapshot");
    },
  };
})();
