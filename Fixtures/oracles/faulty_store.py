"""An S3 store in memory that lies and fails as it is told: what a ledger must refuse, or survive. Says its port on a line of its own.

PUT /control?fault=NAME&times=N sets what goes wrong with the next N requests (0: all of them) for objects whose name has `match`.
"""
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

objects, lock = {}, threading.Lock()
fault = {"name": "", "left": 0, "match": "", "method": ""}


def takes(handler, *names):
    """Whether the fault is one of these, and this request is to have it."""
    with lock:
        if fault["name"] not in names or fault["match"] not in handler.path:
            return False
        if fault["method"] not in ("", handler.command):
            return False
        if fault["left"] == 1:
            fault["name"] = ""
        fault["left"] = max(fault["left"] - 1, 0)
        return True


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", tag=None, length=None):
        self.send_response(status)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.close_connection = True

    def do_GET(self):
        if takes(self, "busy"):
            return self.answer(503, b"SlowDown")
        if takes(self, "broken"):
            return self.answer(500, b"InternalError")
        if takes(self, "slow"):
            time.sleep(5)
        with lock:
            body = objects.get(self.path)
        if body is None:
            return self.answer(404, b"NoSuchKey")
        tag = '"%s"' % hashlib.md5(body).hexdigest()
        if takes(self, "cut"):
            return self.answer(200, body[: len(body) // 2], tag, len(body))
        if takes(self, "halved"):
            return self.answer(200, body[: len(body) // 2], tag)
        if takes(self, "flipped"):
            body = bytearray(body)
            body[len(body) // 2] ^= 1
            return self.answer(200, bytes(body), tag)
        self.answer(200, body, tag)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/control"):
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            with lock:
                fault.update(
                    name=asked.get("fault", ""), left=int(asked.get("times", 0)), match=asked.get("match", ""),
                    method=asked.get("method", ""))
            return self.answer(200)
        if takes(self, "busy"):
            return self.answer(503, b"SlowDown")
        if takes(self, "broken"):
            return self.answer(500, b"InternalError")
        if takes(self, "slow"):
            time.sleep(5)
        with lock:
            there = objects.get(self.path)
            tag = '"%s"' % hashlib.md5(there).hexdigest() if there is not None else None
            match, none = self.headers.get("If-Match"), self.headers.get("If-None-Match")
            ignores = fault["name"] == "ignores-conditions" or fault["name"] == "ignores-" + ("match" if match else "none")
            refused = (match is not None and match != tag) or (none == "*" and there is not None)
        if refused and not ignores:
            return self.answer(412, b"PreconditionFailed")
        if not takes(self, "loses"):
            with lock:
                objects[self.path] = body
        # Done, and nobody is told.
        if takes(self, "done-and-broken"):
            return self.answer(500, b"InternalError")
        if takes(self, "done-and-silent"):
            self.close_connection = True
            return None
        self.answer(200, b"", '"%s"' % hashlib.md5(body).hexdigest())

    def do_DELETE(self):
        with lock:
            objects.pop(self.path, None)
        self.answer(204)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


server = Server(("127.0.0.1", 0), Handler)
print("port", server.server_port, flush=True)
server.serve_forever()
