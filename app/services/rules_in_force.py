"""The rules of the programme in force as a paper for a customer who asks (FRAUD-07): printed by the receipt printer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.documents.document import Document, Language
from app.domain.catalogue.category_names import category_name
from app.domain.errors import Refusal
from app.domain.members.tier_names import tier_name
from app.services.desk import Desk, Session
from app.services.print_queue import Printing
from app.services.print_rules import RulesOf, queue_rules, rules_document, rules_language
from app.services.programme_words import ShopWords, shop_words

VERSIONS_READ = 1_000


def rules_paper(desk: Desk, session: Session) -> Document:
    """The paper of the rules that hold today, in the language of the shop's papers. Refusal no_programme."""
    language = rules_language(desk)
    with desk.store.read() as reader:
        programme = desk.programmes.in_force(reader, session.shift.business_date)
        content = reader.document(programme.sha256)
    if content is None:
        raise Refusal("no_programme")
    document: dict[str, Any] = json.loads(content)
    since = [one.valid_from for one in desk.store.programmes().versions(VERSIONS_READ) if one.sha256 == programme.sha256]
    names = _names(document, shop_words(desk, document), language)
    valid_from = max((day for day in since if day <= session.shift.business_date), default=None)
    return rules_document(desk, RulesOf(programme=programme, names=names, valid_from=valid_from), language)


def print_rules_in_force(desk: Desk, session: Session, printing: Printing) -> None:
    """Queues the paper. Refusal no_programme."""
    queue_rules(desk, printing, rules_paper(desk, session))


def _names(document: Mapping[str, Any], words: ShopWords, language: Language) -> dict[str, str]:
    """Names of categories, goods, the store and tiers, as sentences take them."""
    own = "_en" if language == "en" else ""
    found = {use.ref: category_name(use.ref, language) for use in words.categories}
    found |= {product.id: product.shown_name(language) for product in words.goods.values()}
    store = str(words.settings.get(f"store.name{own}") or "")
    if store and words.store:
        found[words.store] = store
    levels = document.get("tiers", {}).get("levels", ()) if language == "en" else ()
    return found | {level["code"]: tier_name(level["code"], level["name"], language) for level in levels}
