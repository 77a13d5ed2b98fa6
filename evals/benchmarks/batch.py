"""The promises of a batch, measured against the hostile endpoint on loopback.

    python evals/benchmarks/batch.py all            # every row, about an hour on two cores
    python evals/benchmarks/batch.py kill --articles 1000 --kills 10

Requests a second are in door.py.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import articles
from harness import Server, batch, without_run


def row(name: str, aim: str, measured: str) -> None:
    print(f"| {name} | {aim} | {measured} |", flush=True)


def same(one: Path, other: Path) -> bool:
    return all((one / n).read_bytes() == (other / n).read_bytes() for n in ("summaries.jsonl", "failures.jsonl"))


def kill(place: Path, count: int, kills: int) -> None:
    articles.write(place / "in", count)
    quick = {"latency": {"fixed_s": 0.05, "jitter": 0.5}}
    with Server(quick) as server:
        began = time.monotonic()
        batch(place / "in", place / "undisturbed", server.url, place / "c0", "--concurrency", "32")
        undisturbed = time.monotonic() - began
    dice = random.Random(1)
    at_risk = lost = 0
    with Server(quick) as server:
        for number in range(1, kills + 1):
            process = batch(place / "in", place / "out", server.url, place / "c", "--concurrency", "32", wait=False)
            if number % 2:  # by the number of paid answers, and by time in turns
                goal = server.stats()["billed"] + dice.randint(1, max(2, 2 * count // kills))
                deadline = time.monotonic() + 60
                while process.poll() is None and server.stats()["billed"] < goal and time.monotonic() < deadline:
                    time.sleep(0.01)
            else:
                time.sleep(dice.uniform(0.2, 2 * undisturbed / kills + 1))
            at_risk += server.stats()["in_flight"]
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        billed_before = server.stats()["billed"]
        batch(place / "in", place / "out", server.url, place / "c", "--concurrency", "32")
        billed = server.stats()["billed"]
    summaries = (place / "out" / "summaries.jsonl").read_bytes().count(b"\n")
    lost = count - summaries
    row(
        f"kill -9 at {kills} random points over {count:,} articles: lost / output differs / paid again (in flight at the kills)",
        "0 / no / at most in flight",
        f"{lost} / {'no' if same(place / 'undisturbed', place / 'out') else 'YES'} / {billed - count} ({at_risk}); "
        f"{billed_before:,} were paid before the last run",
    )


def bad_day(place: Path, count: int) -> None:
    articles.write(place / "in", count)
    with Server() as server:
        batch(place / "in", place / "clean", server.url, place / "c0", "--concurrency", "32")
    with Server("bad_day") as server:
        began = time.monotonic()
        batch(place / "in", place / "out", server.url, place / "c", "--concurrency", "64")
        seconds = time.monotonic() - began
        stats = server.stats()
    told = json.loads((place / "out" / "run.json").read_text())
    equal = without_run(place / "clean" / "summaries.jsonl") == without_run(place / "out" / "summaries.jsonl")
    row(
        f"bad_day, {count:,} articles: summarized / paid calls an article / same as on a clean day",
        "100 % / ≤ 1.10 / yes",
        f"{100 * told['finished'] / count:.2f} % ({told['failed']} failed) / {stats['billed'] / count:.3f} / "
        f"{'yes' if equal else 'no'}; {seconds:,.0f} s",
    )


def rerun(place: Path, count: int) -> None:
    articles.write(place / "in", count)
    with Server() as server:
        began = time.monotonic()
        batch(place / "in", place / "out", server.url, place / "c", "--concurrency", "32")
        first = count / (time.monotonic() - began)
        began = time.monotonic()
        batch(place / "in", place / "out", server.url, place / "c")
        again = count / (time.monotonic() - began)
        hook = place / "hook"
        hook.mkdir()
        (hook / "sitecustomize.py").write_text("import summarizer.batch.work as work\nwork.RULES = 'changed'\n")
        path = os.environ.get("PYTHONPATH", "")
        os.environ["PYTHONPATH"] = f"{hook}{os.pathsep}{path}"
        began = time.monotonic()
        batch(place / "in", place / "out", server.url, place / "c")
        judged = count / (time.monotonic() - began)
        os.environ["PYTHONPATH"] = path
        requests = server.stats()["requests"]
    row(f"first run over {count:,} articles, empty endpoint, 32 in flight", "none", f"{first:,.0f} articles a second")
    row(
        f"second run over {count:,} finished articles",
        "≥ 1,000 articles a second",
        f"{again:,.0f} (process start included)",
    )
    row(
        "the same after a change of our own rules, nothing asked", "≥ 100 articles a second",
        f"{judged:,.0f}; {requests - count} requests",
    )  # fmt: skip


def rss(pid: int) -> int:
    """Resident memory of a process and its children, MB, shared pages counted once for each."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(status.parent.name) == pid or os.getpgid(int(status.parent.name)) == pid:
                total += int(fields[21]) * resource.getpagesize()
        except OSError:
            continue
    return total // 2**20


def main_rss(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[21]) * resource.getpagesize() // 2**20


def first_request(place: Path, count: int) -> None:
    folder = place / "in"
    folder.mkdir()
    text = articles.article(1).encode()
    for number in range(count):
        with Path(folder / f"{number:07d}.txt").open("wb") as file:
            file.write(text + b"Note %d ends here.\n" % number)
    with Server({"latency": {"fixed_s": 0.02}}) as server:
        began = time.monotonic()
        process = batch(folder, place / "out", server.url, place / "c", "--concurrency", "32", wait=False)
        while not server.stats()["requests"]:
            time.sleep(0.01)
        first = time.monotonic() - began
        samples = []
        for _ in range(6):
            time.sleep(10)
            samples.append((main_rss(process.pid), rss(process.pid)))
        done = server.stats()["requests"]
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    row(f"first request after start, {count:,} files in one folder", "≤ 2 s", f"{first:.2f} s")
    row(
        f"memory over the first minute of {count:,} files ({done:,} done), every 10 s", "flat, ≤ 300 MB",
        "main process " + ", ".join(str(m) for m, _ in samples) + " MB; with both workers and the fork server "
        + ", ".join(str(a) for _, a in samples) + " MB",
    )  # fmt: skip


def memory(place: Path, count: int) -> None:
    """One .jsonl file of short articles, answered from the cache: how memory goes with their number."""
    (place / "in").mkdir()
    with Path(place / "in" / "feed.jsonl").open("w") as file:
        for number in range(count):
            text = f"Mayor Lena Ortiz opened bridge {number} on Monday. “It was late,” Ortiz said. The town was glad of it."
            file.write(json.dumps({"text": text}) + "\n")
    with Server() as server:
        process = batch(place / "in", place / "out", server.url, place / "c", "--reader", "steps", wait=False)
        samples = []
        began = time.monotonic()
        while process.poll() is None:
            time.sleep(5)
            if process.poll() is None:
                samples.append((main_rss(process.pid), rss(process.pid)))
        process.communicate()
        seconds = time.monotonic() - began
    tenth = max(1, len(samples) // 10)
    row(
        f"memory over {count:,} short articles of one .jsonl, after each tenth", "flat, ≤ 300 MB",
        "main process " + ", ".join(str(m) for m, _ in samples[::tenth]) + " MB; all processes, peak "
        + f"{max(a for _, a in samples)} MB; {count / seconds:,.0f} articles a second",
    )  # fmt: skip


def storm(place: Path, count: int) -> None:
    articles.write(place / "in", count)
    with Server("storm_429") as server:
        batch(place / "in", place / "out", server.url, place / "c", "--concurrency", "64")
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    ok = Counter(int(r["t"]) for r in lines if r["status"] == 200)
    bad = [r["t"] for r in lines if r["status"] == 429]
    start, end = int(min(bad)), 12.0  # the scenario's storm lasts from second 2 to second 12
    usual = sorted(ok[s] for s in range(1, start))[start // 2] if start > 2 else max(ok.values())
    back = next((s + 1 - end for s in range(int(end), max(ok) + 1) if ok[s] >= 0.9 * usual), None)
    row(
        "storm of 429, then quiet: back to 90 % of throughput", "within 5 s",
        f"{max(0.0, back):.1f} s after the storm, which asks for pauses of 5 s (usual {usual} a second, {len(bad)} refused)" if back is not None else "not within the run",
    )  # fmt: skip


def sixteen(place: Path, count: int) -> None:
    articles.write(place / "in", count)
    with Server({"latency": {"fixed_s": 0.1}}) as server:
        runs = [
            batch(place / "in", place / f"out{n}", server.url, place / "c", "--workers", "1", wait=False)
            for n in range(16)
        ]
        codes = [run.wait() for run in runs]
        stats = server.stats()
    equal = len({(place / f"out{n}" / "summaries.jsonl").read_bytes() for n in range(16)}) == 1
    row(
        f"16 processes, fresh cache, {count} shared articles", f"0 failures, {count} paid",
        f"{sum(c != 0 for c in codes)} failures, {stats['billed']} paid, outputs {'equal' if equal else 'DIFFER'}",
    )  # fmt: skip


def max_cost(place: Path, seeds: int) -> None:
    articles.write(place / "in", 40)
    scenario = json.loads((Path(__file__).parents[2] / "tests/faultserver/scenarios/bad_day.json").read_text())
    limit, over, stopped, share = 0.006, 0, 0, []
    for seed in range(seeds):
        with Server(scenario | {"seed": seed}) as server:
            command = [
                sys.executable, "-m", "summarizer", "batch", str(place / "in"), "-o", str(place / f"out{seed}"), "--quiet",
                "--model", "openai/gpt-4o-mini", "--max-cost", str(limit), "--concurrency", "16",
            ]  # fmt: skip
            environment = {
                **os.environ, "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": server.url,
                "SUMMARIZE_CACHE_DIR": str(place / f"c{seed}"),
            }  # fmt: skip
            code = subprocess.run(command, env=environment, capture_output=True, check=False).returncode
            records = [json.loads(line) for line in server.log.read_text().splitlines()]
        spent = sum(
            (r.get("prompt_tokens") or 0) * 0.15e-6 + (r.get("completion_tokens") or 0) * 0.6e-6
            for r in records
            if r.get("billed")
        )
        over += spent > limit
        stopped += code == 75
        share.append(spent / limit)
        shutil.rmtree(place / f"out{seed}")
    row(
        f"--max-cost overshoot over {seeds} seeds of bad_day", "0",
        f"{over}; {stopped} runs stopped at the limit, {100 * sum(share) / len(share):.0f} % of it spent on average",
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "row", choices=["all", "kill", "bad-day", "rerun", "first-request", "memory", "storm", "sixteen", "max-cost"]
    )
    parser.add_argument("--articles", type=int)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seeds", type=int, default=100)
    wish = parser.parse_args()
    rows = {
        "kill": lambda p: kill(p, wish.articles or 10_000, wish.kills),
        "bad-day": lambda p: bad_day(p, wish.articles or 10_000),
        "rerun": lambda p: rerun(p, wish.articles or 10_000),
        "first-request": lambda p: first_request(p, wish.articles or 1_000_000),
        "memory": lambda p: memory(p, wish.articles or 100_000),
        "storm": lambda p: storm(p, wish.articles or 4_000),
        "sixteen": lambda p: sixteen(p, wish.articles or 200),
        "max-cost": lambda p: max_cost(p, wish.seeds),
    }
    chosen = list(rows) if wish.row == "all" else [wish.row]
    print("| | aim | measured |\n|---|---|---|", flush=True)
    for name in chosen:
        with tempfile.TemporaryDirectory() as place:
            rows[name](Path(place))


if __name__ == "__main__":
    main()
