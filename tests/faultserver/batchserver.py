#!/usr/bin/env python3
"""A stand-in for a provider's batch endpoint: files, jobs, expiry, partial failure. Standard library only.

    python batchserver.py '{"polls": 2, "expire_first": 0.4, "fail": 0.05}'

Prints {"base_url": …} and serves POST /v1/files, GET /v1/files/ID/content, POST /v1/batches, GET /v1/batches,
GET /v1/batches/ID and GET /stats. `polls`: polls until a job is over. `expire_first`: the share of the first job that is
answered before it expires. `fail`: the share of requests that end in the error file with status 500, drawn anew for each
job. `refuse_upload`: this many uploads get 503 first. `refuse`: a parameter that every request is refused for (400).
`odd`: names of files lead elsewhere, and between the answers stand lines that are none. `flag`: requests that hold this text are refused by a filter. `form`: `mistral` speaks as Mistral does, at /v1/batch/jobs.
Answers come in shuffled order.
"""

import email.parser
import email.policy
import http.server
import json
import random
import sys
import threading
import urllib.parse

import responders

settings = {"polls": 2, "expire_first": 1.0, "fail": 0.0, "refuse_upload": 0, "refuse": "", "flag": "", "odd": False, "form": "openai"} | json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}")
files, jobs, order, lock = {}, {}, [], threading.Lock()
stats = {"uploads": 0, "jobs": 0, "answered": 0, "answered_keys": {}}


ODD = [
    "[]", "5", "null", "{}", "[" * 100_000, "9" * 5000, '{"custom_id": [1]}', '{"custom_id": null, "response": []}',
    '{"custom_id": "x", "response": "y"}', '{"custom_id": "x", "response": {"status_code": "NaN", "body": 5}}',
    '{"custom_id": "x", "response": {"status_code": 1e999}}', '{"custom_id": {}}', "\x00", "\u2028",
]  # fmt: skip
"""Lines that are no answers."""


def run(job):
    """Answer a job's requests into an output and an error file."""
    dice = random.Random(len(order))
    lines = [json.loads(line) for line in files[job["input_file_id"]].splitlines()]
    dice.shuffle(lines)
    first = len(order) == 1
    share = settings["expire_first"] if first else 1.0
    out, bad = [], []
    for number, line in enumerate(lines):
        expired = number >= share * len(lines)
        if expired:
            bad.append({"custom_id": line["custom_id"], "response": None, "error": {"code": "batch_expired", "message": "expired"}})
            continue
        if dice.random() < settings["fail"]:
            body = {"error": {"code": "server_error", "message": "try again"}}
            bad.append({"custom_id": line["custom_id"], "response": {"status_code": 500, "body": body}, "error": None})
            continue
        refused = settings["refuse"] and settings["refuse"] in line["body"]
        if refused or (settings["flag"] and settings["flag"] in json.dumps(line["body"])):
            said = f"Unsupported parameter: '{settings['refuse']}'" if refused else "Your prompt was flagged"
            body = {"error": {"message": said, "code": "unsupported_parameter" if refused else "invalid_prompt",
                              "param": settings["refuse"] if refused else None}}
            bad.append({"custom_id": line["custom_id"], "response": {"status_code": 400, "body": body}, "error": None})
            stats["refused"] = stats.get("refused", 0) + 1
            continue
        content = responders.from_schema(line["body"])
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        body = {"model": line["body"].get("model") or job["model"], "usage": usage,
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}]}
        out.append({"custom_id": line["custom_id"], "response": {"status_code": 200, "body": body}, "error": None})
        stats["answered"] += 1
        stats["answered_keys"][line["custom_id"]] = stats["answered_keys"].get(line["custom_id"], 0) + 1
    for kind, records in (("output", out), ("error", bad)):
        if records:
            name = f"{'../../' * settings['odd']}file-{kind}-{job['id']}"
            lines = [json.dumps(r) for r in records]
            if settings["odd"]:
                other = json.dumps({"custom_id": "f" * 64, "response": out[0]["response"]})
                lines = [*ODD, other, *(line for pair in zip(ODD * len(lines), lines) for line in pair), lines[0][:-9]]
            files[name] = "".join(line + "\n" for line in lines).encode()
            job[f"{kind}_file_id"] = name
    job["status"] = "expired" if share < 1.0 else "completed"
    job["request_counts"] = {"total": len(lines), "completed": len(out), "failed": len(bad)}
    if settings["form"] == "mistral":
        job["status"] = "TIMEOUT_EXCEEDED" if share < 1.0 else "SUCCESS"
        job |= {"output_file": job["output_file_id"], "error_file": job["error_file_id"], "completed_requests": len(out)}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, value, status=200):
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with lock:
            if self.path == "/v1/files":
                if settings["refuse_upload"] > 0:
                    settings["refuse_upload"] -= 1
                    return self.reply({"error": {"message": "busy"}}, 503)
                head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
                parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
                part = next(p for p in parts.iter_parts() if p.get_param("name", header="content-disposition") == "file")
                name = f"file-{len(files)}"
                files[name] = part.get_payload(decode=True)
                stats["uploads"] += 1
                return self.reply({"id": name, "object": "file", "bytes": len(files[name]), "created_at": 0, "filename": "x",
                                   "purpose": "batch", "status": "processed"})
            wish = json.loads(body)
            if settings["form"] == "mistral":
                if self.path != "/v1/batch/jobs" or not wish["model"]:
                    return self.reply({"object": "error", "message": "no route"}, 404)
                wish["input_file_id"] = wish["input_files"][0]
            job = {"id": f"batch_{len(order)}", "object": "batch", "endpoint": wish["endpoint"], "created_at": 0,
                   "input_file_id": wish["input_file_id"], "completion_window": "24h", "status": "in_progress",
                   "metadata": wish.get("metadata"), "polls": 0, "output_file_id": None, "error_file_id": None,
                   "request_counts": {"total": 0, "completed": 0, "failed": 0}, "model": wish.get("model")}
            if settings["form"] == "mistral":
                job["status"] = "QUEUED"
            jobs[job["id"]] = job
            order.append(job["id"])
            stats["jobs"] += 1
            return self.reply(job)

    def do_GET(self):
        with lock:
            if self.path == "/stats":
                return self.reply(stats | {"paid_twice": sum(n > 1 for n in stats["answered_keys"].values()), "answered_keys": len(stats["answered_keys"])})
            if self.path.startswith(("/v1/batches?", "/v1/batch/jobs?")) or self.path == "/v1/batches":
                return self.reply({"object": "list", "data": [jobs[j] for j in reversed(order)], "has_more": False})
            if self.path.startswith(("/v1/batches/", "/v1/batch/jobs/")):
                job = jobs[self.path.rsplit("/", 1)[1]]
                job["polls"] += 1
                if job["status"] in ("in_progress", "QUEUED") and job["polls"] > settings["polls"]:
                    run(job)
                return self.reply(job)
            name = urllib.parse.unquote(self.path).removeprefix("/v1/files/").removesuffix("/content")
            return self.reply(files[name])


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(json.dumps({"base_url": f"http://127.0.0.1:{server.server_port}/v1"}), flush=True)
    server.serve_forever()
