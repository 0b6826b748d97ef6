"""A function keeps where its logs go, and a mapping that is gone is said to be, in words that SDKs read."""

from moto.awslambda.exceptions import GenericResourcNotFound
from moto.awslambda.models import LambdaBackend, LambdaFunction

from .wrapping import wrap


def made(original, self, account_id, spec, *arguments, **named):
    original(self, account_id, spec, *arguments, **named)
    self.logging_config = spec.get("LoggingConfig")


def get_configuration(original, self, *arguments, **named):
    configuration = original(self, *arguments, **named)
    logging = getattr(self, "logging_config", None)
    usual = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{self.function_name}"}
    return {**configuration, "LoggingConfig": {**usual, **(logging or {})}}


def update_configuration(original, self, changes):
    self.logging_config = changes.get("LoggingConfig", getattr(self, "logging_config", None))
    return original(self, changes)


def get_event_source_mapping(original, self, uuid):
    mapping = original(self, uuid)
    if mapping is None:
        raise GenericResourcNotFound()
    return mapping


def apply():
    wrap(LambdaBackend, "get_event_source_mapping", get_event_source_mapping)
    wrap(LambdaFunction, "__init__", made)
    wrap(LambdaFunction, "get_configuration", get_configuration)
    wrap(LambdaFunction, "update_configuration", update_configuration)
