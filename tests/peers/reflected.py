"""Calls to a Kehou server by name, with nothing known of it but what it tells through gRPC reflection."""
import time

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase


def hold(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: {found!r} instead of {wanted!r}")


# What a call may come to when the server goes away.
TORN = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.CANCELLED}


class Server:
    """Calls by name, as one of the holders of tokens. A call that the server went away from is sent again, the same to the
    byte, for so many seconds."""

    def __init__(self, channel, tokens, patience=0):
        self.channel, self.tokens, self.patience = channel, tokens, patience
        self.reflected = ProtoReflectionDescriptorDatabase(channel)
        self.pool = DescriptorPool(self.reflected)

    def patiently(self, ask):
        """What is answered, asked again while the server is away."""
        until = time.monotonic() + self.patience
        while True:
            try:
                return ask()
            except grpc.RpcError as error:
                if time.monotonic() > until or error.code() not in TORN:
                    raise
                time.sleep(0.02)

    def services(self):
        def ask():
            names = [name for name in self.reflected.get_services() if name.startswith("kehou.")]
            return [self.pool.FindServiceByName(name) for name in names]

        return self.patiently(ask)

    def method(self, name):
        """The method of a name; where two services have one, `Service.Method` says which."""
        of, _, name = name.rpartition(".")
        services = [s for s in self.services() if not of or s.name == of]
        found = [s.methods_by_name[name] for s in services if name in s.methods_by_name]
        hold(f"methods called {name}", len(found), 1)
        return found[0]

    def call(self, who, name, request=None, **fields):
        """The answer; a list of them when the server streams. `request` may be a list of messages as dicts."""
        method = self.method(name)
        Request, Response = GetMessageClass(method.input_type), GetMessageClass(method.output_type)
        path = f"/{method.containing_service.full_name}/{method.name}"
        kind = ("stream" if method.client_streaming else "unary") + ("_stream" if method.server_streaming else "_unary")
        invoke = getattr(self.channel, kind)(path, request_serializer=Request.SerializeToString,
                                             response_deserializer=Response.FromString)
        sent = [Request(**part) for part in request] if method.client_streaming else Request(**fields)
        metadata = [("accept-language", "en")]
        if who:
            metadata.append(("authorization", f"Bearer {self.tokens[who]}"))

        def ask():
            answer = invoke(iter(sent) if method.client_streaming else sent, timeout=20, metadata=metadata)
            return list(answer) if method.server_streaming else answer

        return self.patiently(ask)

    def refused(self, who, name, code, request=None, **fields):
        """Holds that a call is refused with a gRPC code, and gives the stable reason."""
        try:
            answer = self.call(who, name, request, **fields)
        except grpc.RpcError as error:
            hold(f"{name} as {who}: {error.details()}", error.code().name, code)
            return self.reason_of(error)
        raise AssertionError(f"{name} as {who} was answered: {answer}")

    def reason_of(self, error):
        """The stable reason of an error; the server reflects the messages of error details too."""
        names = [f"google.rpc.{name}" for name in ("Status", "ErrorInfo")]
        Status, Info = self.patiently(lambda: [GetMessageClass(self.pool.FindMessageTypeByName(name)) for name in names])
        details = dict(error.trailing_metadata())["grpc-status-details-bin"]
        infos = [any_ for any_ in Status.FromString(details).details if any_.Is(Info.DESCRIPTOR)]
        return Info.FromString(infos[0].value).reason

    def pages(self, who, name, field, **fields):
        """Everything of a list, in the smallest pages."""
        rows, token = [], ""
        while True:
            page = self.call(who, name, page_size=1, page_token=token, **fields)
            rows.extend(getattr(page, field))
            token = page.next_page_token
            if not token:
                return rows
