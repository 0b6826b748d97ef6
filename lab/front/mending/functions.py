"""A function keeps where its logs go."""

from moto.awslambda.models import LambdaFunction

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


def apply():
    wrap(LambdaFunction, "__init__", made)
    wrap(LambdaFunction, "get_configuration", get_configuration)
    wrap(LambdaFunction, "update_configuration", update_configuration)
