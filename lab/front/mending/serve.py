"""Serves the mended moto on a free loopback port and prints that port as one JSON line.

It ends when its standard input does: the front holds the other end, so however the front dies, moto goes with it.
"""

import json
import os
import sys
import threading

# The folder of this file's package, so that `mending` is found whatever the working folder is.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True


def end_with_standard_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    threading.Thread(target=end_with_standard_input, daemon=True).start()

    from werkzeug.serving import make_server

    from mending import apply_all
    from mending.lab_calls import serving
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app

    class QuietRequestHandler(MotoRequestHandler):
        def log_request(self, *arguments):
            """Errors are worth a line in the log, each request is not."""

    apply_all()
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, serving(application), threaded=True, request_handler=QuietRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
