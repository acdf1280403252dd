/* Text as it is compared in a page: without vowel signs, hamza forms, accents, capitals and full-width letters. */
(function () {
  "use strict";
  if (window.LubanFolding) return;

  const APART = { "œ": "oe", "æ": "ae", "ß": "ss", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": "", "’": "'", "‘": "'", "ʼ": "'" };

  // NFKD parts a letter from its marks: é is e and a mark, أ is ا and a hamza above.
  function fold(text) {
    return String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[œæßىةکیـ’‘ʼ]/g, (letter) => APART[letter])
      .replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0)
      .replace(/\s+/g, " ").trim();
  }

  // Whether `text`, folded, has each word of a question; an Arabic article in the question may be missing there.
  function has(folded, question) {
    return fold(question).split(" ").filter(Boolean).every((word) => {
      const bare = /^(?:[وفبك]?ال|لل)(?=[ء-ي]{3})/.test(word) ? word.replace(/^(?:[وفبك]?ال|لل)/, "") : word;
      return folded.includes(bare);
    });
  }

  window.LubanFolding = { fold: fold, has: has };
})();
