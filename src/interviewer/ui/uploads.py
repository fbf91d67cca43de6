"""Files on their way into the library: what the browser does with folders and what is too large, and what is told of an upload."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer import preview
from interviewer.i18n import say
from interviewer.library import Ingested
from interviewer.schema import Language

MOST_NAMED = 5
"""Names and remarks that are told at once; a document's own page has all of its."""
FILES = """
const most = Number(element.querySelector("[data-most]").dataset.most);
const give = (files) => {
  if (!files.length) return;
  const held = new DataTransfer(), input = document.querySelector("#upload input[type=file]");
  files.forEach((file) => held.items.add(file));
  input.files = held.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};
const inside = async (reader) => {
  const found = [];
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return found;
    found.push(...some);
  }
};
const files = async (entry) => {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) return new Promise((done) => entry.file((file) => done([file]), () => done([])));
  return (await Promise.all((await inside(entry.createReader())).map(files))).flat();
};
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("#upload input[type=file]")) return;
  const chosen = [...event.target.files], large = chosen.filter((file) => file.size > most);
  if (!large.length) return;
  event.stopImmediatePropagation();
  trigger("click", { large: large.map((file) => file.name).join("\\n") });
  give(chosen.filter((file) => file.size <= most));
}, true);
document.addEventListener("drop", async (event) => {
  if (!event.target.closest?.("#upload")) return;
  const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!dropped.some((entry) => entry.isDirectory) && ![...event.dataTransfer.files].some((file) => file.size > most)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true }));
  const found = (await Promise.all(dropped.map(files))).flat();
  if (found.length) give(found);
  else trigger("click", { large: "" });
}, true);
"""
"""A folder that is dropped is its files; of what is too large the page itself tells, in its own language."""


def added(done: Ingested, language: Language, names: Sequence[str] = ()) -> str:
    """Say what came of an upload: of its own files only; `names` are those that they had."""
    told = [*_read(done, language), *_renamed(done, language, names)]
    if done.skipped:
        failed = preview.skipped(language, done.skipped)
        told.append(say(language, "library.not_read", files=preview.count(language, "files", len(done.skipped)), skipped=failed))
    remarks = [f"{name}: {preview.remark(language, remark)}" for name, remark in done.remarks[:MOST_NAMED]]
    if len(done.remarks) > MOST_NAMED:
        remarks.append(say(language, "library.more_remarks", count=len(done.remarks) - MOST_NAMED))
    return "\n\n".join([plain(("" if language == "zh" else " ").join(told)), *(f"⚠ {plain(line)}" for line in remarks)])


def _read(done: Ingested, language: Language) -> list[str]:
    """Say how many documents were read, how many questions they hold, and how much of it was there before."""
    if not done.read:
        return (
            [say(language, "library.all_known", documents=preview.count(language, "documents", done.unchanged))] if done.unchanged else []
        )
    asked = sum(line.questions for line in done.documents)
    new = "none" if not asked else "old" if not done.new_items else "new" if done.new_items >= asked else "some"
    questions, documents = (
        preview.count(language, what, n) for what, n in (("questions", asked), ("documents", done.read + done.unchanged))
    )
    told = [say(language, f"library.added_{new}", documents=documents, questions=questions, new=done.new_items)]
    return [*told, say(language, "library.known", count=done.unchanged)] if done.unchanged else told


def _renamed(done: Ingested, language: Language, names: Sequence[str]) -> list[str]:
    """Say which files go by another name now: another file had theirs."""
    others = [line.path for line in done.documents if line.kind != "skipped" and line.path not in names] if names else []
    return [say(language, "library.renamed", names=("、" if language == "zh" else ", ").join(others[:MOST_NAMED]))] if others else []


def step_told(name: str, done: int, total: int, language: Language) -> str:
    """Say how far the reading is."""
    key = "library.indexing" if name.startswith("indexing") else f"library.{name}"
    return say(language, key, done=done, total=total)


def plain(text: str) -> str:
    """Keep names of files from being Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)
