// The address names the tab that is looked at and what is open in it, so that a refresh, a link and the back button lead there again. How
// far one had scrolled stands beside it in the browser's history. The session's own part of the address is page.js's.
(() => {
  const NAMES = ["tab", "shown", "doc", "q", "only", "page", "first", "line", "item", "from"];
  const ready = () => document.querySelector("#place [data-phase]");
  const tab = () => document.querySelector("#tabs [role=tab][aria-selected=true]")?.dataset.tabId;

  let awaited = true, since = performance.now(); // what the address names is not shown yet
  const address = () => {
    const now = tab(), mark = document.querySelector(`#${now} [data-address]`);
    if (!ready()) since = performance.now();
    if (!now || !ready() || (!mark && ["library", "item"].includes(now))) return;
    const at = new URL(location.href), before = at.href;
    NAMES.forEach((name) => at.searchParams.delete(name));
    if (now !== "practise") at.searchParams.set("tab", now);
    new URLSearchParams(mark?.dataset.address ?? "").forEach((value, name) => at.searchParams.set(name, value));
    if (at.href !== before && awaited && performance.now() - since < 4000) return;
    const turned = !awaited && new URL(before).searchParams.get("tab") !== at.searchParams.get("tab");
    if (at.href !== before) history[awaited ? "replaceState" : "pushState"](awaited ? history.state : null, "", at);
    awaited = false;
    if (turned) scrollTo({ top: 0, behavior: "instant" }); // another tab is read from its head
  };

  // ---- how far one had scrolled, in the page and in the list

  history.scrollRestoration = "manual";
  const list = () => document.querySelector("#library .rows");
  let wanted = history.state, from = 0; // from: since when what the address names is shown; it comes in several pieces
  const restore = () => {
    if (!wanted || awaited) return;
    if (!from) setTimeout(restore, 700);
    from ||= performance.now();
    if (list() && wanted.list) list().scrollTop = wanted.list;
    if (wanted.y) scrollTo(0, wanted.y);
    if (performance.now() - from > 600) wanted = null;
  };
  let waiting = null;
  const keep = () => {
    waiting = null;
    if (wanted || awaited) return;
    history.replaceState({ ...history.state, y: Math.round(scrollY), list: Math.round(list()?.scrollTop ?? 0) }, "");
  };
  addEventListener("scroll", () => { waiting ??= setTimeout(keep, 200); }, { capture: true, passive: true });
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, () => { wanted = null; }, { passive: true });

  addEventListener("popstate", (event) => {
    [awaited, since] = [true, performance.now()];
    [wanted, from] = [event.state, 0];
  });

  let due = false;
  const soon = () => {
    if (!due) requestAnimationFrame(() => { due = false; address(); restore(); });
    due = true;
  };
  new MutationObserver(soon).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-address", "aria-selected"] });
})();
