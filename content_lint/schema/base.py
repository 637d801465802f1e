"""The base of all schemas."""

from __future__ import annotations

from pydantic import BaseModel


class Schema(BaseModel):
    """Front matter of one collection."""
