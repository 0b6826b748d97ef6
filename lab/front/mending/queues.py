"""What is in a queue waits for the front, which hands it to functions; moto itself would run these by Docker, at once."""

from moto.awslambda.models import LambdaBackend
from moto.sqs.models import sqs_backends

from .wrapping import wrap


def create_event_source_mapping(original, self, spec):
    mapping = original(self, spec)
    for queue in sqs_backends[self.account_id][self.region_name].queues.values():
        queue.lambda_event_source_mappings.clear()
    return mapping


def apply():
    wrap(LambdaBackend, "create_event_source_mapping", create_event_source_mapping)
