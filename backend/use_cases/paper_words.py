# SPDX-License-Identifier: Apache-2.0
"""Words on papers that leave the site, in the languages of its dealers; English for any other."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "packing_list": "Packing list", "order": "Order", "weight": "Weight",
        "core_tag": "Core return tag", "core": "Core",
        "core_note": "Put this tag on the old part and send it back.",
    },
    "de": {
        "packing_list": "Packliste", "order": "Auftrag", "weight": "Gewicht",
        "core_tag": "Altteil-Anhänger", "core": "Altteil",
        "core_note": "Anhänger an das Altteil binden und zurücksenden.",
    },
    "es": {
        "packing_list": "Lista de contenido", "order": "Pedido", "weight": "Peso",
        "core_tag": "Etiqueta de casco", "core": "Casco",
        "core_note": "Ponga esta etiqueta en la pieza usada y devuélvala.",
    },
    "fr": {
        "packing_list": "Liste de colisage", "order": "Commande", "weight": "Poids",
        "core_tag": "Étiquette de consigne", "core": "Vieille matière",
        "core_note": "Fixez cette étiquette sur la pièce usagée et renvoyez-la.",
    },
}  # fmt: skip


def words_in(language: str) -> Mapping[str, str]:
    """All words in a language by its two letters."""
    return _WORDS.get(language, _WORDS["en"])
