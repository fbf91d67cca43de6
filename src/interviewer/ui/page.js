// What only the browser can do: keep a half-typed answer over a refresh, send with Ctrl or Cmd + Enter, go to what a search found.
(() => {
  const KEY = "interviewer-draft";
  const box = () => document.querySelector("#answer textarea");
  const asked = () => document.querySelector("#question")?.innerText.trim() ?? "";
  let seen = null; // the question for which the draft was looked up

  const restore = (field, question) => {
    const draft = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (draft?.asked !== question || field.value) return;
    field.value = draft.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  let shown = null; // the place that a search led to last
  const toHit = () => {
    const hit = document.querySelector("#document-items .hit");
    if (hit && hit !== shown) hit.scrollIntoView({ block: "center" });
    shown = hit;
  };

  const follow = () => {
    toHit();
    const field = box();
    const question = asked();
    if (field && question && seen !== question) {
      seen = question;
      restore(field, question);
    } else if (!field && seen) {
      localStorage.removeItem(KEY); // the answer was taken, or the interview is over
      seen = null;
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    localStorage.setItem(KEY, JSON.stringify({ asked: asked(), text: event.target.value }));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === box()) {
      event.preventDefault();
      document.querySelector("#send")?.click();
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.closest?.("#language")) return;
    document.querySelectorAll(".toast-close").forEach((close) => close.click()); // it would stay in the language it was told in
  });
  new MutationObserver(follow).observe(document, { childList: true, subtree: true, characterData: true });
})();
