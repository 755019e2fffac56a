# SPDX-License-Identifier: Apache-2.0
"""Books: sites, journal, moves, and what is folded from them.

Revision 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(64)
CODE = sa.String(140)
HOLDER = sa.String(600)


def _counts() -> None:
    op.create_table(
        "counts",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("holder", HOLDER, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.Column("loose", sa.JSON, nullable=False),
        sa.Column("serials", sa.JSON, nullable=False),
        sa.Column("plates", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "op_id", name=op.f("pk_counts")),
    )
    op.create_index("ix_counts_holder", "counts", ["site_id", "holder"], unique=False)


def _horizons() -> None:
    op.create_table(
        "horizons",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("holder", HOLDER, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "holder", name=op.f("pk_horizons")),
    )


def _installations() -> None:
    op.create_table(
        "installations",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("installation_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("expected_seq", sa.BigInteger, nullable=False),
        sa.Column("last_occurred_at", sa.BigInteger, nullable=False),
        sa.Column("reported_through", sa.BigInteger, nullable=False),
        sa.Column("forked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "installation_id", name=op.f("pk_installations")),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("installation_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("actor", ID, nullable=False),
        sa.Column("authority", sa.String(32), nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("group_key", HOLDER, nullable=False),
        sa.Column("hash", ID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("resolved_outcome", sa.String(24), nullable=True),
        sa.Column("resolved_reason", sa.String(32), nullable=True),
        sa.Column("resolved_version", sa.BigInteger, nullable=True),
        sa.Column("resolved_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("site_id", "op_id", name=op.f("pk_journal")),
        sa.UniqueConstraint(
            "site_id", "installation_id", "seq", name=op.f("uq_journal_site_id_installation_id_seq")
        ),
    )
    op.create_index(
        op.f("ix_journal_site_id_version_position"),
        "journal",
        ["site_id", "version", "position"],
        unique=False,
    )


def _moves() -> None:
    op.create_table(
        "moves",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("lot", CODE, nullable=False),
        sa.Column("serial", CODE, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("source", HOLDER, nullable=False),
        sa.Column("target", HOLDER, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.CheckConstraint("serial = '' OR quantity = 1", name=op.f("ck_moves_l5_one_unit")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_moves_l1_positive")),
        sa.CheckConstraint("source <> target", name=op.f("ck_moves_l1_two_ends")),
        sa.PrimaryKeyConstraint("site_id", "op_id", "n", name=op.f("pk_moves")),
    )
    op.create_index("ix_moves_part", "moves", ["site_id", "part", "version"], unique=False)
    op.create_index("ix_moves_source", "moves", ["site_id", "source", "occurred_at"], unique=False)
    op.create_index("ix_moves_target", "moves", ["site_id", "target", "occurred_at"], unique=False)


def _plates() -> None:
    op.create_table(
        "plates",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("lpn", CODE, nullable=False),
        sa.Column("holder", HOLDER, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.Column("missing", sa.Boolean, nullable=False),
        sa.Column("supplier", CODE, nullable=False),
        sa.Column("receipt", CODE, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "lpn", name=op.f("pk_plates")),
    )
    op.create_index("ix_plates_holder", "plates", ["site_id", "holder"], unique=False)


def _quants() -> None:
    op.create_table(
        "quants",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("holder", HOLDER, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("lot", CODE, nullable=False),
        sa.Column("serial", CODE, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("raw", sa.BigInteger, nullable=False),
        sa.CheckConstraint(
            "quantity >= 0 OR holder LIKE '@%'", name=op.f("ck_quants_l3_never_below_zero")
        ),
        sa.PrimaryKeyConstraint(
            "site_id", "holder", "part", "lot", "serial", name=op.f("pk_quants")
        ),
    )
    op.create_index("ix_quants_part", "quants", ["site_id", "part", "serial"], unique=False)


def _serials() -> None:
    op.create_table(
        "serials",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("serial", CODE, nullable=False),
        sa.Column("holder", HOLDER, nullable=False),
        sa.Column("lot", CODE, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger, nullable=False),
        sa.Column("supplier", CODE, nullable=False),
        sa.Column("receipt", CODE, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "part", "serial", name=op.f("pk_serials")),
    )
    op.create_index("ix_serials_holder", "serials", ["site_id", "holder"], unique=False)


def _sites() -> None:
    op.create_table(
        "sites",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("network_id", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("epoch", ID, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_sites")),
    )


def _waits() -> None:
    op.create_table(
        "waits",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("waits_for", HOLDER, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "waits_for", "op_id", name=op.f("pk_waits")),
    )


def upgrade() -> None:
    _counts()
    _horizons()
    _installations()
    _journal()
    _moves()
    _plates()
    _quants()
    _serials()
    _sites()
    _waits()


def downgrade() -> None:
    op.drop_table("waits")
    op.drop_table("sites")
    op.drop_table("serials")
    op.drop_table("quants")
    op.drop_table("plates")
    op.drop_table("moves")
    op.drop_table("journal")
    op.drop_table("installations")
    op.drop_table("horizons")
    op.drop_table("counts")
