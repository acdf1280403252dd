/* Photographs are made smaller in the browser: data costs money, and what a camera writes about the place goes. */
(function () {
  "use strict";
  if (window.LubanPhotos) return;

  const LONGEST = 1600;
  const QUALITY = 0.8;
  const SMALL_PNG = 300 * 1024;

  function drawn(picture, type) {
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, type, QUALITY));
  }

  function renamed(name) {
    return name.replace(/\.[^.]*$/, "") + ".jpg";
  }

  // The file to send: a JPEG of at most 1600 px for a photograph, the file as it is for anything else.
  async function reduced(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return file;
    let picture;
    try {
      picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch (error) {
      return file; // not a picture after all: the server says so
    }
    try {
      const fits = Math.max(picture.width, picture.height) <= LONGEST;
      if (file.type === "image/png" && fits && file.size <= SMALL_PNG) return file;
      const blob = await drawn(picture, "image/jpeg");
      if (!blob || (file.type === "image/png" && blob.size >= file.size)) return file;
      return new File([blob], renamed(file.name), { type: "image/jpeg" });
    } finally {
      picture.close();
    }
  }

  window.LubanPhotos = { reduced: reduced };
})();
