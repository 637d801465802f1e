"""IN: internal links and assets. IN1 lead to nothing, IN2 lead on, IN3 are no links as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.internal.absolute_own_link import AbsoluteOwnLink
from content_lint.rules.internal.broken_anchor import BrokenAnchor
from content_lint.rules.internal.broken_link import BrokenLink
from content_lint.rules.internal.broken_liquid_link import BrokenLiquidLink
from content_lint.rules.internal.broken_menu_entry import BrokenMenuEntry
from content_lint.rules.internal.link_to_hidden import LinkToHidden
from content_lint.rules.internal.link_to_redirect import LinkToRedirect
from content_lint.rules.internal.lost_link import LostLink
from content_lint.rules.internal.missing_asset import MissingAsset
from content_lint.rules.internal.page_outside_menu import PageOutsideMenu
from content_lint.rules.internal.refused_link import RefusedLink
from content_lint.rules.internal.undefined_reference import UndefinedReference
from content_lint.rules.internal.wrong_case_link import WrongCaseLink

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    BrokenLink,
    BrokenAnchor,
    MissingAsset,
    WrongCaseLink,
    BrokenMenuEntry,
    PageOutsideMenu,
    RefusedLink,
    AbsoluteOwnLink,
    LinkToRedirect,
    LinkToHidden,
    BrokenLiquidLink,
    UndefinedReference,
    LostLink,
)
