"""Serves moto on a free loopback port, prints that port as one JSON line, and ends when its standard input does.

The front holds the other end of standard input: however the front dies, the pipe closes and moto goes with it.
"""

import json
import os
import sys
import threading

from werkzeug.serving import make_server

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app


class QuietRequestHandler(MotoRequestHandler):
    def log_request(self, *arguments):
        """Errors are worth a line in the log, each request is not."""


def end_with_standard_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


threading.Thread(target=end_with_standard_input, daemon=True).start()
server = make_server(
    "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, request_handler=QuietRequestHandler
)
os.environ["MOTO_PORT"] = str(server.server_port)
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
