"""When each order line is there, what its time goes into, and when one more order could be."""

from pegboard.engine.promise.book import PromiseBook, promise_book
from pegboard.engine.promise.capable import capable_to_promise
from pegboard.engine.promise.chain import PlanTables
from pegboard.engine.promise.dates import line_promises
from pegboard.engine.promise.draft import plan_with
from pegboard.engine.promise.inquiry import Answer, Inquiry

__all__ = [
    "Answer",
    "Inquiry",
    "PlanTables",
    "PromiseBook",
    "capable_to_promise",
    "line_promises",
    "plan_with",
    "promise_book",
]
