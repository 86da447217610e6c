"""Forging what the worker and the grader say to each other."""

from typing import Any

from tests.attacks.model import BEFORE, Attack, answer

# The worker's own socket, the question it is answering, and the means to answer it.
_SOCKET = """
import gc, socket, struct, sys, time
from worker import codec, frames

def find():
    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("sock"), socket.socket):
        frame = frame.f_back
    return frame.f_locals["sock"], frame.f_locals["request"]["id"]

def frame(number, reply):
    data = reply if isinstance(reply, bytes) else codec.encode(reply)
    data = codec.encode([number, data], codec.ARGUMENTS)
    return struct.pack(">Q", len(data)) + data
"""


def _forged(name: str, title: str, tried: str, happens: str, reply: str, **more: Any) -> Attack:
    """An attack that sends one raw reply to the question at hand, and then takes its time."""
    body = f"sock, number = find()\nsock.sendall(frame(number, {reply}))\nwhile True: time.sleep(1)"
    return answer(name, title, tried, happens, body, _SOCKET, **more)


# After a forged reply the worker still sends its own; a forger that wants quiet replaces it.
def _instead(name: str, title: str, tried: str, happens: str, reply: str, **more: Any) -> Attack:
    """An attack that makes every reply be a forged one."""
    before = (
        "from worker import codec, load\nimport msgspec\nasked = []\n"
        "def outcome_of(action, own, *rest):\n"
        "    try:\n        value = action()\n"
        "    except BaseException as error:\n        value = error\n"
        f"    return {reply}\n"
        "load.outcome_of = outcome_of\n"
    )
    # The first call is answered by the true `outcome_of`; so that all are forged, it ends itself.
    more.setdefault("others", (BEFORE,))
    return answer(name, title, tried, happens, "return (coef, std_error)", before, **more)


ATTACKS: list[Attack] = [
    answer(
        "answers_ahead",
        "Answer the next question beforehand",
        "Find the socket and send a reply with the next number before the own one.",
        "A reply to a question that was not asked: crashed.",
        "sock, number = find()\nsock.sendall(frame(number + 1, {'value': 0}))\nreturn wrong()",
        _SOCKET,
        outcomes=("crashed",),
    ),
    answer(
        "answers_twice",
        "Answer twice",
        "Send a reply to the question at hand, and let the worker send another.",
        "The first counts, and is wrong; the second answers no question: crashed.",
        "sock, number = find()\nsock.sendall(frame(number, {'value': 7.0}))\nreturn wrong()",
        _SOCKET,
        outcomes=("wrong", "crashed"),
    ),
    answer(
        "claims_to_have_passed",
        "Send a verdict instead of an answer",
        "Send a reply that says: passed, with full points.",
        "A reply is an answer or an error; anything else is unreadable: crashed.",
        "sock, number = find()\n"
        "sock.sendall(frame(number, {'outcome': 'pass', 'score': 10}))\nreturn wrong()",
        _SOCKET,
        outcomes=("crashed",),
    ),
    answer(
        "announces_more_than_memory",
        "Announce an enormous message",
        "Send the header of a message of 2**63 bytes.",
        "Refused at the header, before a byte of it is stored: crashed.",
        "find()[0].sendall(struct.pack('>Q', 2**63))\nreturn wrong()",
        _SOCKET,
        outcomes=("crashed",),
    ),
    answer(
        "sends_garbage",
        "Send random bytes",
        "Write random bytes to every open descriptor.",
        "Unreadable: crashed.",
        """
        import os
        for number in range(3, 30):
            try:
                os.write(number, b"\\0\\0\\0\\0\\0\\0\\1\\0" + os.urandom(256))
            except OSError:
                pass
        return wrong()
        """,
        outcomes=("crashed",),
    ),
    answer(
        "sends_one_byte_a_second",
        "Answer one byte a second",
        "Send a right-looking message so slowly that every byte is in time.",
        "The limit is for the whole reply: time-out.",
        """
        sock, number = find()
        for byte in frame(number, {'value': 7.0}):
            sock.sendall(bytes([byte]))
            time.sleep(0.7)
        """,
        _SOCKET,
        outcomes=("time-out",),
    ),
    answer(
        "announces_and_falls_silent",
        "Announce a message and fall silent",
        "Send the header of a message of 500 kB, and never the message.",
        "The limit is for the whole reply: time-out.",
        "find()[0].sendall(struct.pack('>Q', 500_000))\ntime.sleep(60)",
        _SOCKET,
        outcomes=("time-out",),
    ),
    answer(
        "announces_too_much",
        "Announce a message of 60 MB",
        "Send the header of a message that is larger than any answer may be.",
        "Nothing of it is waited for or stored: crashed, at once.",
        "find()[0].sendall(struct.pack('>Q', 60 * 2**20))\ntime.sleep(60)",
        _SOCKET,
        outcomes=("crashed",),
    ),
    answer(
        "closes_the_socket",
        "Hang up on the grader",
        "Shut the socket down and go on as if nothing had happened.",
        "No answer will come any more: crashed, at once.",
        "find()[0].shutdown(socket.SHUT_RDWR)\nreturn wrong()",
        _SOCKET,
        outcomes=("crashed",),
    ),
    answer(
        "three_million_empty_lists",
        "Send a small message of millions of lists",
        "Send a message of three million empty lists, one byte each.",
        "More values than the wall lets through: crashed.",
        "sock, number = find()\n"
        "data = b'\\xdd' + struct.pack('>I', 3_000_000) + b'\\x90' * 3_000_000\n"
        "sock.sendall(frame(number, data))\nreturn wrong()",
        _SOCKET,
        outcomes=("crashed",),
    ),
    _instead(
        "array_of_pointers",
        "Send an array of raw pointers",
        "Send the bytes of an array of Python objects: addresses for the grader to follow.",
        "Such a dtype is never rebuilt: crashed.",
        "msgspec.msgpack.encode(['dict', [['value', ['array', '|O', [2], b'\\x08' * 16]]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "unknown_kinds",
        "Send kinds of data that do not exist",
        "Name private attributes of the decoder as the kind of data to build.",
        "Unknown kinds are refused by name: crashed.",
        "msgspec.msgpack.encode(['dict', [['value', ['_class__', '__init__', 'value', []]]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "dates_of_the_wire_format",
        "Use the wire format's extensions",
        "Send MessagePack extension types and timestamps in place of numbers.",
        "Refused on arrival: crashed.",
        "msgspec.msgpack.encode(['dict', [['value', msgspec.msgpack.Ext(5, b'x' * 99)]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "unhashable_keys",
        "Send impossible dictionaries and sets",
        "Send a dictionary with lists for keys, and a set of arrays.",
        "They cannot be built: crashed.",
        "msgspec.msgpack.encode(['dict', [['value', ['set', [['list', []]]]]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "table_that_cannot_be_shown",
        "Send a table that cannot be shown",
        "Send a table whose columns have lists for names, so that quoting it in a message fails.",
        "Not an answer, and not a fault of the grader's: no points.",
        "msgspec.msgpack.encode(['dict', [['value', ['frame', ['array', '<i8', [1], b'\\0' * 8], "
        "[[['list', [1]], ['array', '<f8', [1], b'\\0' * 8]]]]]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "table_that_grows",
        "Send a table that grows on arrival",
        "Send single numbers as columns, each repeated for every row by whoever unpacks it.",
        "A column must be as long as its table: crashed.",
        "msgspec.msgpack.encode(['dict', [['value', ['frame', "
        "['array', '|i1', [5000], b'\\0' * 5000], [[i, 1.5] for i in range(20)]]]]])",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "error_without_its_parts",
        "Send an error report with parts missing",
        "Report an exception whose lines are not lines, to break the one who reads the report.",
        "A report that cannot be read is the student's failure: crashed or error, no points.",
        "codec.encode({'raised': {'type': 'X', 'bases': 5, 'message': 1, 'lines': [[1, 2]]}})",
        outcomes=("crashed", "error", "wrong"),
    ),
    _instead(
        "error_of_megabytes",
        "Send an error report of megabytes",
        "Report an exception with a message and source lines of megabytes, to bury the feedback.",
        "Messages are cut to a few lines on the grader's side too.",
        "codec.encode({'raised': {'type': 'X' * 10**5, 'bases': [], 'message': 'y' * 10**5, "
        "'lines': [['f', 1, 'g', 'z' * 100]] * 10**3}})",
        outcomes=("error", "crashed", "wrong"),
    ),
    _instead(
        "missing_function_that_carries_the_inputs",
        "Carry hidden inputs out in a forged report",
        "Report that the function is missing, under a name that spells out the inputs.",
        "What student code says about itself is not shown for a hidden check.",
        "codec.encode({'missing': repr([np.asarray(v).tolist() for v in value])})",
        outcomes=("wrong",),
    ),
    _instead(
        "claims_the_memory_ran_out",
        "Claim that the memory ran out",
        "Report that the sandbox was too small, as if the grader were to blame.",
        "Out of memory, and not a point.",
        "codec.encode({'out_of_memory': True})",
        outcomes=("out of memory", "wrong"),
    ),
    *(
        answer(
            f"answers_question_{name}",
            title,
            f"Send a right-looking reply whose number is {what}.",
            "The number of a question is a whole number, of exactly that type: crashed.",
            f"sock, number = find()\nsock.sendall(frame({number}, {{'value': 7.0}}))\nreturn wrong()",
            _SOCKET,
            outcomes=("crashed",),
        )
        for name, title, what, number in (
            ("huge", "Answer question 10 to the 900", "too long to compare quickly", "10**900"),
            ("array", "Answer many questions at once", "an array", "np.arange(9)"),
            ("missing", "Answer a missing question", "a missing value", "__import__('pandas').NA"),
            ("text", "Answer a question in words", "a text", "str(number)"),
            ("none", "Answer no question", "None", "None"),
        )
    ),
    *(
        _instead(
            f"error_with_{name}",
            title,
            f"Report an exception whose parts are {what}, for whoever puts them into a message.",
            "Parts are taken where they are text or whole numbers of exactly that type.",
            f"codec.encode({{'raised': dict.fromkeys(['type', 'bases', 'message'], {part}) | "
            f"{{'lines': [[{part}] * 4] * 20}}}}, codec.ARGUMENTS)",
            outcomes=("error", "crashed", "wrong"),
        )
        for name, title, what, part in (
            ("huge_numbers", "Report numbers too long to print", "huge numbers", "10**1200"),
            (
                "missing_values",
                "Report missing values",
                "missing values",
                "__import__('pandas').NA",
            ),
            ("arrays", "Report arrays in place of words", "arrays", "np.zeros(3)"),
            ("nothing", "Report an error without a word", "None", "None"),
        )
    ),
    _instead(
        "object_that_was_never_given",
        "Answer with an object that was never given",
        "Send the number of a kept object, where the exercise keeps none.",
        "Unreadable: crashed.",
        "codec.encode({'kept': 7})",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "half_characters_of_the_wire_format",
        "Send text that is not UTF-8",
        "Send bytes of text that hold half a pair of surrogates, in an error and in an array.",
        "Unreadable: crashed.",
        "b'\\x92\\xa4dict\\x91\\x92\\xa7missing\\xa3\\xed\\xa0\\x80'",
        outcomes=("crashed", "wrong"),
    ),
    _instead(
        "maps_with_keys_of_one_hash",
        "Use the wire format's own maps",
        "Send a map whose keys are lists of one hash, which the reader would store before judging.",
        "Maps are not part of what is carried, and refused before a key is read: crashed.",
        "b'\\xdf\\x00\\x00\\x4e\\x20' + b'\\x91\\x00\\x00' * 20_000",
        outcomes=("crashed", "wrong"),
    ),
]
