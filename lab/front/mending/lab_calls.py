"""The lab's own calls to moto, beside AWS's: what changed by itself, and what becomes of an instance.

`GET /_lab/changes` → `{"changes": N}`; `POST /_lab/instances/ID` with `{"state": "powered-off" | "impaired"}`.
"""

import json

from moto.ec2.models import ec2_backends

from .changes import changed
from . import changes
from .group_capacity import something_happened
from .instance_life import impair, power_off

STATES = {"powered-off": power_off, "impaired": impair}


def find_instance(instance_id):
    for _account, _region, backend in list(ec2_backends.iter_backends()):
        instance = backend.get_instance_by_id(instance_id)
        if instance:
            return instance
    return None


def set_state(instance_id, body):
    state = json.loads(body or b"{}").get("state")
    if state not in STATES:
        return 400, {"message": f"state: got {state}, expected one of {', '.join(STATES)}"}
    instance = find_instance(instance_id)
    if instance is None:
        return 404, {"message": f"there is no instance {instance_id}"}
    STATES[state](instance)
    changed()
    something_happened.set()
    return 200, {"instance": instance_id, "state": instance.state}


def serving(application):
    """The WSGI application with the lab's calls before it."""

    def serve(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/_lab/"):
            return application(environ, start_response)
        if path == "/_lab/changes":
            status, answer = 200, {"changes": changes.count}
        elif path.startswith("/_lab/instances/"):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            status, answer = set_state(path.rsplit("/", 1)[-1], body)
        else:
            status, answer = 404, {"message": f"there is no {path}"}
        content = json.dumps(answer).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
        start_response(f"{status} ", headers)
        return [content]

    return serve
