"""What is in a queue waits for the front, which hands it to functions; moto itself would run these by Docker, at once.

A queue's redrive policy is written as SQS writes it, without spaces.
"""

import json

from moto.awslambda.models import LambdaBackend
from moto.sqs.models import Queue, sqs_backends

from .wrapping import wrap


def create_event_source_mapping(original, self, spec):
    mapping = original(self, spec)
    for queue in sqs_backends[self.account_id][self.region_name].queues.values():
        queue.lambda_event_source_mappings.clear()
    return mapping


def attributes(original):
    def written(self):
        given = original.fget(self)
        if self.redrive_policy:
            given["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return given

    return property(written)


def apply():
    Queue.attributes = attributes(Queue.attributes)
    wrap(LambdaBackend, "create_event_source_mapping", create_event_source_mapping)
