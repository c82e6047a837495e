"""Testing a connection: which step works, and which one failed."""

from dataclasses import dataclass

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import ApiError, Failure, Kind
from deeptrin_desktop.core.message import Role
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Api
from deeptrin_desktop.core.request import Endpoint, Request, Turn


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a test of a connection found. Without a failure, the address and the key are good."""

    base_url: str
    """As resolved from what the person wrote."""
    models: tuple[str, ...] = ()
    key_unchecked: bool = False
    """True where the server lists no models: only a message would show whether the key is good."""
    failure: Failure | None = None


async def check(api: Api, connection: Connection, key: str) -> CheckResult:
    """Asks for the list of models; sends no message."""
    try:
        models = await api.models(connection, key)
    except ApiError as error:
        if error.failure.kind is Kind.NO_MODEL_LIST:
            return CheckResult(connection.base_url, key_unchecked=True)
        return CheckResult(connection.base_url, failure=error.failure)
    return CheckResult(connection.base_url, models=models)


async def check_with_message(api: Api, connection: Connection, key: str, *, model: str) -> CheckResult:
    """Sends a message that asks for one token, which may cost a little."""
    request = Request(
        Endpoint.CHAT,
        model,
        messages=(Turn(Role.USER, "Hi"),),
        parameters=Parameters(max_tokens=1),
        stream=False,
    )
    try:
        async for _ in api.reply(connection, key, request):
            pass
    except ApiError as error:
        return CheckResult(connection.base_url, failure=error.failure)
    return CheckResult(connection.base_url)
