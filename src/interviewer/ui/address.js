// The address names the session, the tab that is looked at and what is open in it, so that a refresh, a link and the back button lead there
// again. How far one had scrolled stands beside it in the browser's history.
(() => {
  const NAMES = ["session", "tab", "shown", "q", "only", "page", "doc", "first", "line", "item", "from"];
  const asked = () => new URLSearchParams(location.search);
  const shown = () => { // what is looked at, in an address's words; null while it comes
    const session = document.querySelector("#place [data-session]")?.dataset.session;
    const tab = document.querySelector("#tabs [role=tab][aria-selected=true]")?.dataset.tabId;
    const mark = document.querySelector(`#${tab} [data-address]`);
    if (session === undefined || !tab || (!mark && ["library", "item"].includes(tab))) return null;
    const now = new URLSearchParams(mark?.dataset.address ?? "");
    if (session) now.set("session", session);
    if (tab !== "practise") now.set("tab", tab);
    return now;
  };
  const alike = (one, other, names = NAMES) => names.every((name) => (one.get(name) ?? "") === (other.get(name) ?? ""));
  const write = (how, now) => {
    const at = new URL(location.href);
    for (const name of NAMES) {
      at.searchParams.delete(name);
      if (now.get(name)) at.searchParams.set(name, now.get(name));
    }
    history[how](how === "pushState" ? null : history.state, "", at);
  };

  // After a step in the browser's history the page follows the address, until the person does something in the page; from then on the address
  // follows the page. So what comes late, of something asked before the step, is not taken for a thing that was opened: the step is asked anew.
  const PATIENCE = 1000, SOON = 100, TRIES = 3; // milliseconds
  let acted = false; // since the last step
  let awaited = NAMES.some((name) => asked().has(name)); // what the address names is not shown yet
  let tries = TRIES, timer = null; // how often it was asked for again; of a page that was just loaded nothing can be late
  const again = () => {
    timer = null;
    const now = shown();
    if (acted || !now || alike(now, asked())) return;
    if (tries++ < TRIES) return dispatchEvent(new Event("step"));
    awaited = false;
    write("replaceState", now); // what was named is gone, or was never there
  };
  const address = () => {
    const now = shown();
    if (!now) return;
    if (alike(now, asked())) {
      awaited = false;
    } else if (acted) {
      const turned = !alike(now, asked(), ["tab"]);
      awaited = false;
      write("pushState", now);
      if (turned) scrollTo({ top: 0, behavior: "instant" }); // another tab is read from its head
    } else {
      timer ??= setTimeout(again, awaited ? PATIENCE : SOON);
    }
  };
  for (const kind of ["click", "change", "drop"]) addEventListener(kind, (event) => { acted ||= event.isTrusted; }, true);
  addEventListener("keydown", (event) => { acted ||= event.isTrusted && event.key === "Enter"; }, true);

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
    clearTimeout(timer);
    [acted, awaited, tries, timer] = [false, true, 0, null];
    [wanted, from] = [event.state, 0];
    dispatchEvent(new Event("step")); // address.py hears it
  });

  let due = false;
  const soon = () => {
    if (!due) requestAnimationFrame(() => { due = false; address(); restore(); });
    due = true;
  };
  new MutationObserver(soon).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-address", "aria-selected"] });
})();
