"""Let simulated candidates hold whole interviews over the bank, kill the program at random, and check what must always hold.

`python -m evals.interviews` (200 interviews; `--count`, `--seed`, `--home`). The interviews run in a process of their own, which is killed (SIGKILL)
again and again and goes on where the store says that it was; every answer that it acknowledged is written down outside of it. What must hold:
every question is from the corpus, none comes twice, nothing of references or unhinted key points is given away while a question is open,
every answer that was acknowledged is kept as it was typed, and graded or unscored with a reason, and the report adds up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.candidates import KINDS, Kind, replies
from interviewer.app import App
from interviewer.errors import InputError
from interviewer.interview import Interview, State, final, transcript
from interviewer.report import build, read_back, write
from interviewer.schema import BANK, Item, Plan, Session, Turn
from interviewer.settings import load
from interviewer.store.tables import clean

OWNERS = ("anna", "ben", "chen", "dana", "eli")
"""Each asks for what they were never asked, so that they meet the whole bank between them, and each its topics several times."""
MOST_STEPS = 400
"""Of one interview; more means that it does not end."""


# ---------------------------------------------------------------- in the process that is killed


def conduct(app: App, kind: Kind, owner: str, number: int, log: Path) -> None:
    """Hold one interview to its end, or go on with the one that was interrupted."""
    begun = next((s for s in app.sessions(owner) if s.ended_at is None), None)
    session = begun.id if begun else app.start(_plan(kind, number), owner, random.Random(number))
    interview, draw = app.interview(session, owner), random.Random(f"{number}:{time.time_ns()}")
    state = final(interview.resume())
    for _ in range(MOST_STEPS):
        if state.phase == "over":
            return
        state = _step(interview, state, kind, draw, log)
    raise SystemExit(f"interview {session} does not end")


def _plan(kind: Kind, number: int) -> Plan:
    draw = random.Random(f"plan {number}")
    language = "en" if kind == "switching" else draw.choice(("zh", "en"))
    more = {"mode": draw.choice(("practice", "practice", "simulation")), "focus": "new", "length": draw.randint(2, 7)}
    return Plan.model_validate({"language": language, **more})


def _step(interview: Interview, state: State, kind: Kind, draw: random.Random, log: Path) -> State:
    if state.phase != "asking":
        return final(interview.retry() if draw.random() < 0.05 and state.turns else interview.proceed())
    turn = state.turns[-1]
    for verb, text in replies(kind, turn, draw):
        try:
            state = _done(interview, verb, text, turn, log)
        except InputError:
            continue
        if state.phase != "asking" or len(state.turns) - 1 != turn.number:
            return state
    return final(interview.skip())


def _done(interview: Interview, verb: str, text: str, turn: Turn, log: Path) -> State:
    if verb == "hint":
        return interview.hint()
    if verb == "speak":
        return interview.speak("zh" if text == "zh" else "en")
    if verb in ("skip", "repeat"):
        return final(getattr(interview, verb)())
    state = None
    for state in getattr(interview, verb)(text):
        now = next((one for one in state.turns if one.number == turn.number), turn)
        if now.answer is not None and turn.answer is None:
            _acknowledged(log, state.session.id, turn.number, now.answer)
            turn = now
    assert state is not None
    return state


def _acknowledged(log: Path, session: str, number: int, answer: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"session": session, "number": number, "answer": answer}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def work(count: int, log: Path) -> None:
    """Hold all interviews, one after the other; what is finished already is passed over."""
    with App(load()) as app:
        app.library.ingest_bank()
        for number in range(count):
            owner = OWNERS[number % len(OWNERS)]
            if sum(session.ended_at is not None for session in app.sessions(owner)) <= number // len(OWNERS):
                conduct(app, KINDS[number % len(KINDS)], owner, number, log)


# ---------------------------------------------------------------- outside of it


def run(count: int, home: Path, seed: int) -> tuple[int, float]:
    """Run the interviews, killing their process at random moments; return how often, and the seconds it took."""
    draw, kills, begun = random.Random(seed), 0, time.monotonic()
    command = [sys.executable, "-m", "evals.interviews", "--work", "--count", str(count), "--home", str(home)]
    while True:
        environment = {**os.environ, "INTERVIEWER_HOME": str(home), "INTERVIEWER_OFFLINE": "1"}
        process = subprocess.Popen(command, env=environment, cwd=Path(__file__).resolve().parents[1])
        try:
            code = process.wait(timeout=draw.uniform(5, 45))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            continue
        if code != 0:
            raise SystemExit(f"the interviews stopped with exit code {code}")
        return kills, time.monotonic() - begun


def faults(app: App, session: Session, acknowledged: dict[tuple[str, int], str], bank: dict[str, Item]) -> Iterator[str]:
    """Yield what must not be, in words."""
    turns = app.store.turns(session.id)
    state = State(session=session, turns=tuple(turns))
    if state.phase != "over":
        yield "it is not over"
    mains = [turn for turn in turns if turn.kind == "main"]
    asked = [turn.item.translation_of or turn.item.id for turn in mains]
    if len(set(asked)) != len(asked):
        yield "a question came twice"
    if len(mains) > session.plan.length or not mains:
        yield f"{len(mains)} questions were asked, {session.plan.length} were wanted"
    for turn in turns:
        yield from (f"turn {turn.number}: {fault}" for fault in _of_turn(turn, bank, acknowledged))
    yield from (f"given away in turn {number}: {run}" for number, run in leaks(state))
    yield from _of_report(session, turns)


def _of_turn(turn: Turn, bank: dict[str, Item], acknowledged: dict[tuple[str, int], str]) -> Iterator[str]:
    item = bank.get(turn.item.id)
    if item is None or (turn.kind in ("main", "retry") and turn.question != item.question):
        yield "the question is not from the corpus"
    told = acknowledged.get((turn.session_id, turn.number))
    if told is not None and turn.answer != clean(told):
        yield "an acknowledged answer is not kept as it was"
    if turn.answer is not None and (turn.grade is None or (turn.grade.score is None and not turn.grade.unscored)):
        yield "an answer is neither graded nor unscored with a reason"
    if turn.grade is not None:
        quotes = [quote for verdict in turn.grade.verdicts for quote in verdict.quotes]
        if any(turn.whole[quote.start : quote.end] != quote.text for quote in quotes):
            yield "a quote is not the candidate's"


def _of_report(session: Session, turns: Sequence[Turn]) -> Iterator[str]:
    report = build(session, turns)
    mains = sum(turn.kind == "main" for turn in turns)
    if report.answered + report.skipped + report.unanswered < mains:
        yield "the report does not add up"
    scored = [one.score for one in report.asked if one.score is not None]
    if scored and (report.score is None or not min(scored) - 0.06 <= report.score <= max(scored) + 0.06):
        yield "the mean of the report is none"
    if read_back(write(report, "json", "en")) != report:
        yield "the report does not come back from its JSON"


def leaks(state: State) -> Iterator[tuple[int, str]]:
    """Yield what the interviewer said of references and unhinted key points while the candidate could still answer."""
    heard: dict[int, str] = {}
    for message in transcript(state):
        if message.number >= len(state.turns):
            continue
        turn = state.turns[message.number]
        known = heard.get(message.number, "") + turn.question + turn.before
        if message.speaker == "interviewer" and message.kind in ("question", "aside"):
            secret = [*(reference.text for reference in turn.item.references), *(point.text for point in turn.item.key_points)]
            yield from ((message.number, run) for run in runs(message.text.removesuffix(turn.question), secret, known))
        heard[message.number] = known + message.text


def runs(said: str, secret: Sequence[str], known: str) -> Iterator[str]:
    """Yield each run of 12 Chinese characters or 6 English words that is in what was said and in a secret, but not known already."""
    kept = [_units(text) for text in secret]
    for size, units in ((12, re.findall(r"[\u3400-\u9fff]", said)), (6, re.findall(r"[a-z0-9]+", said.lower()))):
        for at in range(len(units) - size + 1):
            run = ("" if size == 12 else " ").join(units[at : at + size])
            if any(run in one[size == 6] for one in kept) and run not in _units(known)[size == 6]:
                yield run


def _units(text: str) -> tuple[str, str]:
    return "".join(re.findall(r"[\u3400-\u9fff]", text)), " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def check(app: App, log: Path) -> tuple[Counter[str], list[str]]:
    """Return what happened, counted, and every fault."""
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines() if line.endswith("}")]
    acknowledged = {(line["session"], line["number"]): line["answer"] for line in lines}
    bank = {item.id: item for item in app.store.items([BANK])}
    counted: Counter[str] = Counter({"acknowledged answers": len(acknowledged), "items of the bank": len(bank)})
    found, kept, seen = [], set(), set()
    for owner in OWNERS:
        for session in app.sessions(owner):
            found += [f"{owner} {session.id}: {fault}" for fault in faults(app, session, acknowledged, bank)]
            turns = app.store.turns(session.id)
            counted.update({"sessions": 1, "turns": len(turns), **Counter(turn.kind for turn in turns)})
            counted.update(
                {
                    "asides": sum(len(turn.asides) for turn in turns),
                    "unscored": sum(t.grade is not None and t.grade.score is None for t in turns),
                }
            )
            kept |= {(session.id, turn.number) for turn in turns if turn.answer is not None}
            seen |= {turn.item.id for turn in turns}
        if app.progress(owner, datetime.now(UTC)).questions > counted["turns"]:
            found.append(f"{owner}: more was practised than was asked")
    found += [f"an acknowledged answer is lost: {lost}" for lost in acknowledged.keys() - kept]
    return counted + Counter({"items asked": len(seen)}), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = wanted.home or Path(folder)
        os.environ["INTERVIEWER_HOME"] = str(home)
        log = home / "acknowledged.jsonl"
        if wanted.work:
            work(wanted.count, log)
            return
        log.touch()
        kills, seconds = run(wanted.count, home, wanted.seed)
        with App(load()) as app:
            counted, found = check(app, log)
    print(f"{wanted.count} interviews, killed {kills} times, {seconds:.0f} s")
    for what, how_many in sorted(counted.items()):
        print(f"  {what}: {how_many}")
    print("\n".join(found) or "nothing is wrong")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
