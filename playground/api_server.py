"""``/api/<method>``, response URLs and uploads: HTTP around the table of methods."""

import asyncio
import json
from dataclasses import dataclass
from typing import cast

from aiohttp import web

from playground.answers import Answers
from playground.faults import Fault, Faults, Pace
from playground.web_api import METHODS, Call, Services
from playground.web_api.call import Method, checked_arguments, missing_scope
from playground.wire import Json, SlackError

FROZEN_SECONDS = 60.0
"""How long an answer that never comes keeps the connection open."""
HALF_CLOSED_SECONDS = 30.0
"""How long a half-closed connection is still read from."""


@dataclass(frozen=True)
class Tokens:
    """The secrets of the one installed app."""

    bot: str
    app: str
    signing_secret: str


class ApiServer:
    """Answers calls of the bot."""

    def __init__(
        self, services: Services, answers: Answers, faults: Faults, pace: Pace, tokens: Tokens
    ) -> None:
        self._services = services
        self._answers = answers
        self._faults = faults
        self._pace = pace
        self._tokens = tokens

    def add_to(self, app: web.Application) -> None:
        """Mount the routes."""
        app.router.add_route("*", "/api/{method}", self.call)
        app.router.add_post("/response/{id}", self.response_url)
        app.router.add_post("/upload/{id}", self.upload)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of a method."""
        name = request.match_info["method"]
        args, form_like = await _arguments(request)
        fault = self._faults.next(name)
        if fault is not None and not fault.kind.endswith("_after_doing"):
            return await self._broken(request, fault, name, args)
        headers = self._scopes_of(name)
        status = 200
        try:
            answer = self._run(request, name, args, form_like=form_like)
        except SlackError as error:
            answer = error.answer()
            if error.error == "ratelimited":
                status, headers = 429, {"Retry-After": str(answer.pop("retry_after"))}
        is_late = fault is not None and fault.kind == "late_after_doing"
        self._faults.note(name, args, status if fault is None or is_late else 0, answer)
        if is_late:
            await self._faults.until_late(FROZEN_SECONDS)
        elif fault is not None:
            return await self._never_answered(request, fault)
        return web.json_response(answer, status=status, headers=headers)

    def _scopes_of(self, name: str) -> dict[str, str]:
        """As Slack tells with each answer what the token may do."""
        method = METHODS.get(name)
        if method is None:
            return {}
        known = {"bot": self._services.world.manifest.scopes, "app": frozenset({"connections:write"})}
        return {"X-OAuth-Scopes": ",".join(sorted(known[method.for_token]))}

    def _run(self, request: web.Request, name: str, given: Json, *, form_like: bool) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._authorize(request, method, given)
        args = checked_arguments(method, given if form_like or not method.reads else {})
        wait = self._pace.wait(name, str(args.get("channel", "")), method.per_minute)
        if wait:
            raise SlackError("ratelimited", retry_after=wait)
        call = Call(self._services, args, [])
        answer: Json = {"ok": True, **method.run(call)}
        if call.warnings:
            answer["warning"] = ",".join(call.warnings)
            answer.setdefault("response_metadata", {})["warnings"] = call.warnings
        return answer

    def _authorize(self, request: web.Request, method: Method, given: Json) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")
        if not token:
            raise SlackError("not_authed")
        if token not in {self._tokens.bot, self._tokens.app}:
            raise SlackError("invalid_auth")
        if token != {"app": self._tokens.app, "bot": self._tokens.bot}[method.for_token]:
            raise SlackError("not_allowed_token_type")
        manifest = self._services.world.manifest
        if method.scopes and not manifest.scopes.intersection(method.scopes):
            raise missing_scope(manifest, *method.scopes)

    async def _broken(self, request: web.Request, fault: Fault, name: str, args: Json) -> web.StreamResponse:
        if fault.kind == "drop":
            self._faults.note(name, args, 0, {})
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.kind == "half_close":
            self._faults.note(name, args, 0, {})
            return await self._half_closed(request)
        if fault.kind == "500":
            self._faults.note(name, args, 500, {})
            return web.Response(status=500, text="Internal Server Error")
        if fault.kind.startswith("429"):
            limited: Json = {"ok": False, "error": "ratelimited"}
            self._faults.note(name, args, 429, limited)
            wait = {} if fault.kind == "429_without_retry_after" else {"Retry-After": str(fault.retry_after)}
            return web.json_response(limited, status=429, headers=wait)
        answer: Json = {"ok": False, "error": fault.kind.removeprefix("error:")}
        self._faults.note(name, args, 200, answer)
        return web.json_response(answer)

    async def _half_closed(self, request: web.Request) -> web.StreamResponse:
        """Nothing more is sent; what the caller sends is still read."""
        transport = request.transport
        if transport is not None:
            cast("asyncio.WriteTransport", transport).write_eof()  # uvloop has its own class
            await self._faults.until_released(HALF_CLOSED_SECONDS)
            transport.abort()
        return web.Response()

    async def _never_answered(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "half_close_after_doing":
            return await self._half_closed(request)
        if fault.kind == "timeout_after_doing":
            await self._faults.until_released(FROZEN_SECONDS)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def response_url(self, request: web.Request) -> web.StreamResponse:
        """One use of a response URL."""
        try:
            body = json.loads(await request.text())
            self._answers.to_response_url(request.match_info["id"], body)
        except SlackError as error:
            gone = error.error in {"used_url", "expired_url", "no_such_url"}
            self._faults.note("response_url", body, 404 if gone else 400, error.answer())
            return web.json_response(error.answer(), status=404 if gone else 400)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        self._faults.note("response_url", body, 200, {"ok": True})
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, raw or as a form; as many as were announced."""
        upload = self._services.uploads.get(request.match_info["id"])
        if upload is None:
            raise web.HTTPNotFound
        fault = self._faults.next("upload")
        content = b"" if fault else await _content(request)
        if len(content) != upload.length:
            self._faults.note("upload", {"id": upload.id}, 500 if fault else 400, {})
            return web.Response(status=500 if fault else 400, text="not what was announced")
        self._faults.note("upload", {"id": upload.id}, 200, {})
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    sent = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return sent[0].file.read() if sent else b""


async def _arguments(request: web.Request) -> tuple[Json, bool]:
    """The arguments and whether they came as a form or a query."""
    args: Json = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            try:
                body = json.loads(await request.text() or "{}")
            except ValueError:
                body = {}
            return {**args, **(body if isinstance(body, dict) else {})}, not body
        args.update({name: value for name, value in (await request.post()).items() if isinstance(value, str)})
    return args, True
