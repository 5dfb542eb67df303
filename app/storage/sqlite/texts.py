"""The SQL text of every statement by the spelling of its expression in Core (`statements.prepare`).

Written by `python -m tests.storage.statements`, never by hand; a test fails where it is not what Core says.
"""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # chain
    "e013ff95958b5e45": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal \n"
        "WHERE journal.origin = ? AND seq = 1"
    ),
    "4e331e8ea86cb3b7": (
        "SELECT count(*) \n"
        "FROM journal"
    ),
    # history
    "66971d06f6a93819": (
        "SELECT count(*) AS count_1 \n"
        "FROM sale \n"
        "WHERE sale.business_date >= ? AND sale.business_date <= ?"
    ),
    "d0c6b0e61ded0eab": (
        "SELECT count(*) AS count_1 \n"
        "FROM member \n"
        "WHERE member.status != 'closed'"
    ),
    "2baaca4b1d4599c3": (
        "SELECT coalesce(sum(lot.granted), 0) AS coalesce_1, coalesce(sum(lot.remaining), 0) AS coalesce_2, "
        "coalesce(sum(lot.expired), 0) AS coalesce_3 \n"
        "FROM lot \n"
        "WHERE lot.unit = ?"
    ),
    "605fad784c1ec5fb": (
        "SELECT coalesce(sum(balance.debt), 0) AS coalesce_1 \n"
        "FROM balance \n"
        "WHERE balance.unit = ? AND debt > 0"
    ),
    # ledger_projection
    "10b3ca84d28e0302": (
        "INSERT INTO lot (id, holder, unit, event_id, rule, earned_on, available_on, expires_on, inactivity_months, "
        "last_day, granted, remaining, held, expired, frozen, qualifying, funding, origin, seq, n) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "2c62934a58d392cd": (
        "SELECT lot.event_id, lot.qualifying, lot.funding, lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.id = ?"
    ),
    "a879e99ac4861205": (
        "UPDATE lot SET remaining=(lot.remaining + ?), held=(lot.held + ?), expired=(lot.expired + ?) WHERE lot.id = ? "
        "RETURNING holder, unit, frozen"
    ),
    "430b9ee3b477557e": "UPDATE lot SET remaining=(lot.remaining + ?), held=(lot.held + ?), expired=(lot.expired + ?) WHERE lot.id = ?",
    "f1521ce12a29e4d0": "UPDATE lot SET frozen=0 WHERE lot.id = ? AND frozen = 1 RETURNING holder, unit, remaining",
    "bd97845b0421bb42": "INSERT INTO hold (id, holder, unit, sale_id, state, reason) VALUES (?, ?, ?, ?, ?, ?)",
    "1d89be48cfa4d771": "INSERT INTO hold_lot (hold_id, n, lot, points) VALUES (?, ?, ?, ?)",
    "7126ac5b0327a1d4": "UPDATE hold SET state=?, reason=? WHERE hold.id = ? AND state = 'open'",
    "b6c17cce79821de7": (
        "UPDATE balance SET remaining=(balance.remaining + ?), held=(balance.held + ?), frozen=(balance.frozen + ?), "
        "debt=(balance.debt + ?) WHERE balance.holder = ? AND balance.unit = ?"
    ),
    "1484e2fb521c21bc": "INSERT INTO balance (holder, unit, remaining, held, frozen, debt) VALUES (?, ?, ?, ?, ?, ?)",
    "493e5b024b532389": "INSERT INTO holder_event (holder, seq, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    # print_jobs
    "02cf623464671f5e": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state = ? AND state NOT IN ('printed', 'cancelled') ORDER BY work_print_job.n"
    ),
    "8b0579d7eda00404": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.id = ?"
    ),
    "5260989a99e325ed": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE state NOT IN ('printed', 'cancelled') AND (state IN ('sending', 'blocked') OR (state = 'sent' AND "
        "reason IS NULL)) ORDER BY work_print_job.n"
    ),
    "0972dca99c9499c3": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job ORDER BY work_print_job.n DESC"
    ),
    "32f2cc2a2c4c5617": "UPDATE work_print_job SET state=?, reason=?, bytes_accepted=?, changed_ms=? WHERE work_print_job.id = ?",
    "9fdc4d27895a7aca": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?) ORDER BY work_print_job.n DESC"
    ),
    "b7582efdab9d2342": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?) ORDER BY work_print_job.n DESC"
    ),
    "91a7c1122a877b49": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?, ?) ORDER BY work_print_job.n DESC"
    ),
    "80f16127bcce2260": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?, ?, ?) ORDER BY work_print_job.n DESC"
    ),
    "699a5ea5ae439adf": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?, ?, ?, ?) ORDER BY work_print_job.n DESC"
    ),
    "6a8c1fe2730dc67c": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?, ?, ?, ?, ?) ORDER BY work_print_job.n DESC"
    ),
    "9b60b2467c23c8d8": (
        "SELECT work_print_job.id, work_print_job.kind, work_print_job.payload, work_print_job.title, "
        "work_print_job.copy_no, work_print_job.state, work_print_job.reason, work_print_job.bytes_accepted, "
        "work_print_job.created_ms, work_print_job.changed_ms \n"
        "FROM work_print_job \n"
        "WHERE work_print_job.state IN (?, ?, ?, ?, ?, ?, ?) ORDER BY work_print_job.n DESC"
    ),
    # programme_shelf
    "f0c03fd9b693f671": (
        "SELECT work_programme_draft.id, work_programme_draft.name, work_programme_draft.content, "
        "work_programme_draft.base_sha, work_programme_draft.actor_id, work_programme_draft.created_ms, "
        "work_programme_draft.changed_ms \n"
        "FROM work_programme_draft ORDER BY work_programme_draft.changed_ms DESC, work_programme_draft.id DESC"
    ),
    "199710778d783a75": (
        "SELECT work_programme_draft.id, work_programme_draft.name, work_programme_draft.content, "
        "work_programme_draft.base_sha, work_programme_draft.actor_id, work_programme_draft.created_ms, "
        "work_programme_draft.changed_ms \n"
        "FROM work_programme_draft \n"
        "WHERE work_programme_draft.id = ?"
    ),
    "dfa072ba83de7ec0": (
        "INSERT INTO work_programme_draft (id, name, content, base_sha, actor_id, created_ms, changed_ms) VALUES (?, "
        "?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content, base_sha = "
        "excluded.base_sha, actor_id = excluded.actor_id, created_ms = excluded.created_ms, changed_ms = "
        "excluded.changed_ms"
    ),
    "f7272d707a15f9b8": "DELETE FROM work_programme_draft WHERE work_programme_draft.id = ?",
    "b6f46e9806f9c251": (
        "SELECT each_of.value, count(*) \n"
        "FROM product, json_each(product.document, '$.categories') AS each_of \n"
        "WHERE active = 1 GROUP BY 1 ORDER BY 2 DESC, 1"
    ),
    "b838bcdea48b14a4": (
        "SELECT json_extract(document, '$.brand'), count(*) \n"
        "FROM product \n"
        "WHERE active = 1 AND json_extract(document, '$.brand') IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    ),
    "807e0bcf60c864b0": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE active = 1 AND EXISTS (SELECT 1 FROM json_each(document, '$.categories') AS each_of WHERE each_of.value "
        "= ?) ORDER BY product.sku"
    ),
    "67e18d476172d922": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE active = 1 AND json_extract(document, '$.brand') = ? ORDER BY product.sku"
    ),
    # projections
    "f07a6f3fb7b7f910": (
        "INSERT INTO sale (event_id, origin, seq, number, business_date, occurred_ms, member_id, actor_id, "
        "total_minor, earned, redeemed, copies, refunded_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "6e1200d5119ff7e7": (
        "INSERT INTO member (id, tier, valid_until, status, joined_on, sales_count, last_visit, active_on, "
        "referrer_id, team_id, check_in_on, check_in_streak, tier_base, floor_tier, floor_until, auto_redeem, "
        "profile_done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "88d495391a5f55b9": "UPDATE member SET sales_count=(member.sales_count + ?), last_visit=?, active_on=? WHERE member.id = ?",
    "e539e4332a6c615c": "UPDATE member SET sales_count=(member.sales_count + ?) WHERE member.id = ?",
    "c1756e2a019c79f8": "UPDATE sale SET member_id=?, earned=? WHERE sale.event_id = ?",
    "c2f219f34165801d": "UPDATE member SET sales_count=(member.sales_count + ?), last_visit=? WHERE member.id = ?",
    "8e323c77bf9244f8": "UPDATE member SET active_on=? WHERE member.id = ?",
    "934ff7e6ad9af5fc": (
        "SELECT member.tier \n"
        "FROM member \n"
        "WHERE member.id = ?"
    ),
    "16a1e085c1eaf60f": "UPDATE member SET tier=?, valid_until=? WHERE member.id = ?",
    "fdf7123a3711edbf": "UPDATE member SET tier_base=? WHERE member.id = ?",
    "89479a1a09a38373": "UPDATE member SET tier=?, valid_until=?, tier_base=? WHERE member.id = ?",
    "5c462f93586768c9": "UPDATE member SET floor_tier=?, floor_until=? WHERE member.id = ?",
    "1975c95bf50ced53": "UPDATE member SET referrer_id=? WHERE member.id = ?",
    "b12d2ffbe7fc8d18": "UPDATE member SET team_id=? WHERE member.id = ?",
    "1f61b84b4325c336": "UPDATE member SET auto_redeem=? WHERE member.id = ?",
    "ec727e1db4ff5617": "UPDATE member SET profile_done=? WHERE member.id = ?",
    "c7b579fcc4614b75": "UPDATE member SET check_in_on=?, check_in_streak=? WHERE member.id = ?",
    "0951ef517701b723": (
        "INSERT INTO tier_change (member_id, origin, seq, changed_on, \"before\", \"after\", reason, metric, valid_until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "96fe1c99233d9ca9": "DELETE FROM member_group WHERE member_group.member_id = ?",
    "29ae2040c4824ada": "INSERT INTO member_group (member_id, grp) VALUES (?, ?)",
    "984d5c6d094997e4": (
        "INSERT INTO consent (member_id, purpose, state, since, text_sha, event_id) VALUES (?, ?, ?, ?, ?, ?) ON "
        "CONFLICT (member_id, purpose) DO UPDATE SET state = excluded.state, since = excluded.since, text_sha = "
        "excluded.text_sha, event_id = excluded.event_id"
    ),
    "d639f90c4696270e": "UPDATE consent SET state=?, since=?, event_id=? WHERE consent.member_id = ? AND consent.purpose = ?",
    "6980eee5873a03bf": "UPDATE member SET status=? WHERE member.id = ?",
    "c5918c12113c2692": (
        "INSERT INTO card (number, reversed, member_id, state, type, batch) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT "
        "(number) DO UPDATE SET reversed = excluded.reversed, member_id = excluded.member_id, state = excluded.state, "
        "type = excluded.type, batch = excluded.batch"
    ),
    "b496eed7f340990e": "UPDATE card SET state=? WHERE card.number = ?",
    "62e2bcf182a1e7c4": (
        "INSERT INTO carry (holder, rule, value) VALUES (?, ?, ?) ON CONFLICT (holder, rule) DO UPDATE SET value = "
        "excluded.value"
    ),
    "771b7de9ddfeb4a0": "DELETE FROM carry WHERE carry.holder = ? AND carry.rule = ?",
    "046e08b86d139417": "UPDATE cap_use SET n=(cap_use.n + ?) WHERE cap_use.holder = ? AND cap_use.cap = ? AND cap_use.period = ?",
    "31a93ed8655c0aa7": "INSERT INTO cap_use (holder, cap, period, n) VALUES (?, ?, ?, ?)",
    "6d0de4d734973852": "DELETE FROM cap_use WHERE cap_use.holder = ? AND cap_use.cap = ? AND cap_use.period = ? AND cap_use.n = ?",
    "a7d4628b72d768ab": "INSERT INTO challenge_use (holder, rule, period, points, event_id) VALUES (?, ?, ?, ?, ?)",
    "5b9fedeae455ff59": (
        "DELETE FROM challenge_use WHERE challenge_use.holder = ? AND challenge_use.rule = ? AND challenge_use.period "
        "= ? AND challenge_use.points = ?"
    ),
    "b3691d5b5f58eec9": (
        "INSERT INTO voucher (code, holder, voucher, rule, event_id, n, state, issued_on, valid_until, used_event) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "0cc43f7788ca86e2": "UPDATE voucher SET state=?, used_event=? WHERE voucher.code = ? AND state = 'issued'",
    "11337f9e49542346": "UPDATE voucher SET state='issued', used_event=NULL WHERE voucher.code = ? AND state = 'used'",
    "1b62e1ab97a34336": (
        "UPDATE reward_use SET n=(reward_use.n + ?) WHERE reward_use.member_id = ? AND reward_use.reward = ? AND "
        "reward_use.period = ?"
    ),
    "ca5a7108f9bc808e": "INSERT INTO reward_use (member_id, reward, period, n) VALUES (?, ?, ?, ?)",
    "52c51a840f78efc2": (
        "INSERT INTO reward_facts (reward, facts) VALUES (?, ?) ON CONFLICT (reward) DO UPDATE SET facts = "
        "excluded.facts"
    ),
    "173b02571188830f": (
        "DELETE FROM reward_use WHERE reward_use.member_id = ? AND reward_use.reward = ? AND reward_use.period = ? AND "
        "reward_use.n = ?"
    ),
    "699afad3ec73169f": "UPDATE reward_stock SET n=(reward_stock.n + ?) WHERE reward_stock.reward = ?",
    "93c6a2bde2a5f3e7": "INSERT INTO gift_card (number, event_id, sold_on, valid_until) VALUES (?, ?, ?, ?)",
    "dd3fa6e46bd15f50": "INSERT INTO reward_stock (reward, n) VALUES (?, ?)",
    "63f33b19491d4ba5": "UPDATE returned SET qty=(returned.qty + ?) WHERE returned.sale_event_id = ? AND returned.line = ?",
    "48e563adcc7cbda5": "INSERT INTO returned (sale_event_id, line, qty) VALUES (?, ?, ?)",
    "79b4a18bc41015d7": "UPDATE sale SET refunded_minor=(sale.refunded_minor + ?) WHERE sale.event_id = ?",
    "539a19e74519f229": (
        "INSERT INTO tier_history (member_id, date, spend_minor, visits, points) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
        "(member_id, date) DO UPDATE SET spend_minor = (tier_history.spend_minor + excluded.spend_minor), visits = "
        "(tier_history.visits + excluded.visits), points = (tier_history.points + excluded.points)"
    ),
    "e49ab1f6fcce8f81": (
        "SELECT DISTINCT lot.inactivity_months \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND inactivity_months IS NOT NULL AND remaining > 0"
    ),
    "12ca898db772a1bb": (
        "UPDATE lot SET last_day=? WHERE lot.holder = ? AND lot.inactivity_months = ? AND remaining > 0 AND "
        "lot.last_day BETWEEN ? AND ?"
    ),
    "9ddfd54a4cc5e0c2": (
        "INSERT INTO shift (id, origin, business_date, opened_ms, opened_by, opened_seq, float_minor, closed_ms, "
        "closed_by, closed_seq, z_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "4a436f6fde93c7ee": "UPDATE shift SET closed_ms=?, closed_by=?, closed_seq=?, z_no=? WHERE shift.id = ? AND closed_ms IS NULL",
    "f41076c599e15650": (
        "INSERT INTO right_set (act, role, answer) VALUES (?, ?, ?) ON CONFLICT (act, role) DO UPDATE SET answer = "
        "excluded.answer"
    ),
    "7e8b8cd04c333812": "DELETE FROM right_set WHERE right_set.act = ? AND right_set.role = ?",
    "d3cdf6fbc5c4e520": (
        "INSERT INTO staff (id, number, role, active) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET number = "
        "excluded.number, role = excluded.role, active = excluded.active"
    ),
    "bb9e76ec64a602a6": "INSERT INTO setting (\"key\", value) VALUES (?, ?) ON CONFLICT (\"key\") DO UPDATE SET value = excluded.value",
    "876a1c3a323c0b67": "INSERT INTO programme_version (event_id, sha256, code, version, valid_from, seq) VALUES (?, ?, ?, ?, ?, ?)",
    "d01db46b7655d4f9": "UPDATE sale SET copies=? WHERE sale.event_id = ?",
    "d9e85b1fb3835970": "DELETE FROM product",
    "591f804d2f3fe83d": "INSERT INTO product (id, sku, barcode, quick_position, active, document) VALUES (?, ?, ?, ?, ?, ?)",
    "632a3585729cd8a7": (
        "INSERT INTO product (id, sku, barcode, quick_position, active, document) VALUES (?, ?, ?, ?, ?, ?) ON "
        "CONFLICT (id) DO UPDATE SET sku = excluded.sku, barcode = excluded.barcode, quick_position = "
        "excluded.quick_position, active = excluded.active, document = excluded.document"
    ),
    "03641263fc71562b": (
        "SELECT document.content \n"
        "FROM document \n"
        "WHERE document.sha256 = ?"
    ),
    # queries.books
    "a51392f3b219f0d1": (
        "SELECT journal.seq, journal.hash, journal.business_date, journal.occurred_ms \n"
        "FROM journal \n"
        "WHERE journal.origin = ? ORDER BY journal.seq DESC"
    ),
    "a5ea88964d348817": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal \n"
        "WHERE journal.id = ?"
    ),
    "fb2bffdb6276a7a1": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal \n"
        "WHERE journal.type = ? AND journal.cause_key = ? AND cause_key IS NOT NULL"
    ),
    "a26e4ee2b1c447cf": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal \n"
        "WHERE journal.member_id = ? AND member_id IS NOT NULL AND journal.seq < ? ORDER BY journal.seq DESC"
    ),
    "79462665a76eadc9": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal JOIN holder_event ON holder_event.origin = journal.origin AND holder_event.seq = journal.seq \n"
        "WHERE holder_event.holder = ? AND holder_event.seq < ? ORDER BY holder_event.seq DESC"
    ),
    "52fa1a083e2ae446": (
        "SELECT sale.event_id, sale.seq, sale.number, sale.business_date, sale.occurred_ms, sale.member_id, "
        "sale.actor_id, sale.total_minor, sale.earned, sale.redeemed, sale.refunded_minor \n"
        "FROM sale \n"
        "WHERE sale.number = ?"
    ),
    "62c776e92d5c065b": (
        "SELECT sale.event_id, sale.seq, sale.number, sale.business_date, sale.occurred_ms, sale.member_id, "
        "sale.actor_id, sale.total_minor, sale.earned, sale.redeemed, sale.refunded_minor \n"
        "FROM sale \n"
        "WHERE sale.origin = ? ORDER BY sale.seq DESC"
    ),
    "6796a988a70ef4f2": (
        "SELECT sale.event_id, sale.seq, sale.number, sale.business_date, sale.occurred_ms, sale.member_id, "
        "sale.actor_id, sale.total_minor, sale.earned, sale.redeemed, sale.refunded_minor \n"
        "FROM sale \n"
        "WHERE sale.member_id = ? AND member_id IS NOT NULL ORDER BY sale.seq DESC"
    ),
    "40153220215b0669": (
        "SELECT count(*) AS count_1 \n"
        "FROM sale \n"
        "WHERE sale.origin = ? AND sale.business_date = ?"
    ),
    "dbd8cf3223089940": (
        "SELECT sale.copies \n"
        "FROM sale \n"
        "WHERE sale.event_id = ?"
    ),
    "adc2dae07a851ead": (
        "SELECT shift.id, shift.business_date, shift.opened_ms, shift.opened_by, shift.float_minor, shift.closed_ms, "
        "shift.opened_seq \n"
        "FROM shift \n"
        "WHERE shift.origin = ? AND closed_ms IS NULL"
    ),
    "c8402f183fcf179d": (
        "SELECT setting.value \n"
        "FROM setting \n"
        "WHERE setting.\"key\" = ?"
    ),
    "81f41e3c742abb2a": (
        "SELECT setting.\"key\", setting.value \n"
        "FROM setting ORDER BY setting.\"key\""
    ),
    "03ba041bb780a0ee": (
        "SELECT programme_version.sha256 \n"
        "FROM programme_version \n"
        "WHERE programme_version.valid_from <= ? ORDER BY programme_version.valid_from DESC, programme_version.seq DESC"
    ),
    "e19796467efe6fa3": (
        "SELECT work_basket.content \n"
        "FROM work_basket \n"
        "WHERE work_basket.slot = ?"
    ),
    "01ac3adfb91f2bd6": (
        "SELECT work_basket.slot, work_basket.content \n"
        "FROM work_basket \n"
        "WHERE work_basket.slot > ? ORDER BY work_basket.slot"
    ),
    "d26d145f23c6d29d": (
        "SELECT work_provider_order.\"key\", work_provider_order.charge, work_provider_order.act, "
        "work_provider_order.kind, work_provider_order.amount_minor, work_provider_order.created_ms, "
        "work_provider_order.declined \n"
        "FROM work_provider_order ORDER BY work_provider_order.\"key\""
    ),
    "70054c2f521a68f6": (
        "SELECT member.sales_count \n"
        "FROM member \n"
        "WHERE member.id = ?"
    ),
    "12736d77eec61c04": (
        "SELECT returned.line, returned.qty \n"
        "FROM returned \n"
        "WHERE returned.sale_event_id = ? ORDER BY returned.line"
    ),
    "9e821f479bcc6cb8": (
        "SELECT person_reason.text \n"
        "FROM person_reason \n"
        "WHERE person_reason.event_id = ?"
    ),
    "33474a79fcaddbab": (
        "SELECT journal.type, journal.actor_id, journal.shift_id, journal.occurred_ms \n"
        "FROM journal \n"
        "WHERE journal.origin = ? ORDER BY journal.seq DESC"
    ),
    # queries.catalogue
    "3ea4e7c32ef04d62": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.id = ?"
    ),
    "4b449d43ed78d856": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.barcode = ? AND barcode IS NOT NULL AND active = 1"
    ),
    "8699101fcd90ffa4": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.sku = ? AND active = 1"
    ),
    "25842046212506b2": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.barcode = ? OR product.sku = ? ORDER BY product.active DESC"
    ),
    "cb32edec03b09df1": (
        "SELECT max(CAST(sku AS INTEGER)) \n"
        "FROM product \n"
        "WHERE sku NOT GLOB '*[^0-9]*' AND length(sku) <= 6"
    ),
    "087a7342de95f212": (
        "SELECT json_extract(document, '$.categories'), json_extract(document, '$.tax_rate'), count(*) AS count_1 \n"
        "FROM product \n"
        "WHERE json_extract(document, '$.categories') IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    ),
    "b282270fca5456a6": (
        "SELECT product.document \n"
        "FROM product ORDER BY product.sku"
    ),
    "d67d13261c92eef9": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE quick_position IS NOT NULL AND active = 1 ORDER BY product.quick_position, product.sku"
    ),
    "b6d0ca5d36ef7ae9": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.sku >= ? AND product.sku < ? AND active = 1 ORDER BY product.sku"
    ),
    "226a3738fb7af8ea": (
        "SELECT product.document \n"
        "FROM product \n"
        "WHERE product.barcode >= ? AND product.barcode < ? AND barcode IS NOT NULL AND active = 1 ORDER BY "
        "product.barcode"
    ),
    "d82e298fde3e728e": (
        "SELECT product.document \n"
        "FROM work_product_search JOIN product ON product.id = work_product_search.product_id \n"
        "WHERE active = 1 AND work_product_search.name >= ? AND work_product_search.name < ? ORDER BY "
        "work_product_search.name"
    ),
    "14d2e104f1dfd622": (
        "SELECT product.document \n"
        "FROM work_product_search JOIN product ON product.id = work_product_search.product_id \n"
        "WHERE active = 1 AND instr(work_product_search.name, ?) > 1 ORDER BY work_product_search.name"
    ),
    "60c3d20713a72546": (
        "SELECT product.document \n"
        "FROM work_product_search JOIN product ON product.id = work_product_search.product_id \n"
        "WHERE active = 1 AND work_product_search.pinyin >= ? AND work_product_search.pinyin < ? ORDER BY "
        "work_product_search.pinyin"
    ),
    "30e31a339f804707": (
        "SELECT product.document \n"
        "FROM work_product_search JOIN product ON product.id = work_product_search.product_id \n"
        "WHERE active = 1 AND work_product_search.initials >= ? AND work_product_search.initials < ? ORDER BY "
        "work_product_search.initials"
    ),
    # queries.ledger
    "423d2d48ef84d492": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 AND remaining > held AND frozen = 0 AND ? >= "
        "+lot.available_on AND lot.last_day >= ? ORDER BY lot.last_day, lot.earned_on, lot.origin, lot.seq, lot.n"
    ),
    "fb31975f884afa21": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 AND remaining > held AND frozen = 0 AND ? >= "
        "+lot.available_on AND ? <= +lot.last_day ORDER BY lot.earned_on, lot.origin, lot.seq, lot.n"
    ),
    "8495cf2fd124a9ba": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 ORDER BY lot.last_day, lot.earned_on, lot.origin, "
        "lot.seq, lot.n"
    ),
    "ad9927ddd6033d3d": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.id = ?"
    ),
    "5363a687914aba19": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.id > ? AND lot.id < ? ORDER BY lot.n"
    ),
    "de86b1a6b4ce6ea7": (
        "SELECT lot.id, lot.holder, lot.unit, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, "
        "lot.inactivity_months, lot.last_day, lot.granted, lot.remaining, lot.held, lot.expired, lot.frozen, "
        "lot.origin, lot.seq, lot.n \n"
        "FROM lot \n"
        "WHERE lot.event_id = ? AND substr(id, 1, length(event_id)) <> event_id ORDER BY lot.n, lot.id"
    ),
    "1cd0dcce438b4720": (
        "SELECT gift_card.number, gift_card.event_id, gift_card.sold_on, gift_card.valid_until \n"
        "FROM gift_card \n"
        "WHERE gift_card.number = ?"
    ),
    "c8c66aab0c33a9bf": (
        "SELECT lot.last_day, sum(lot.remaining - lot.held) AS sum_1 \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 AND remaining > held AND frozen = 0 AND lot.last_day "
        ">= ? AND lot.last_day != ? GROUP BY lot.last_day ORDER BY lot.last_day"
    ),
    "72c262dec7d830e9": (
        "SELECT balance.remaining, balance.held, balance.frozen, balance.debt \n"
        "FROM balance \n"
        "WHERE balance.holder = ? AND balance.unit = ?"
    ),
    "54efc7b23b03bd46": (
        "SELECT coalesce(sum(lot.remaining - lot.held), 0) AS coalesce_1 \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 AND remaining > held AND frozen = 0 AND "
        "lot.available_on > ?"
    ),
    "8d350e62c29c50be": (
        "SELECT coalesce(sum(lot.remaining - lot.held), 0) AS coalesce_1 \n"
        "FROM lot \n"
        "WHERE lot.holder = ? AND lot.unit = ? AND remaining > 0 AND remaining > held AND frozen = 0 AND lot.last_day "
        "< ? AND ? >= +lot.available_on"
    ),
    "4e577b60aef30d51": (
        "SELECT hold.id, hold.holder, hold.unit, hold.sale_id, hold.state \n"
        "FROM hold \n"
        "WHERE hold.id = ?"
    ),
    "ee6ed50b68e4fd71": (
        "SELECT hold.id, hold.holder, hold.unit, hold.sale_id, hold.state \n"
        "FROM hold \n"
        "WHERE state = 'open' ORDER BY hold.id"
    ),
    "4a8fd6f0e6e27f6f": (
        "SELECT hold_lot.lot, hold_lot.points \n"
        "FROM hold_lot \n"
        "WHERE hold_lot.hold_id = ? ORDER BY hold_lot.n"
    ),
    "9036e407b8508d39": (
        "SELECT carry.rule, carry.value \n"
        "FROM carry \n"
        "WHERE carry.holder = ?"
    ),
    "e8907a2d21243f14": (
        "SELECT cap_use.n \n"
        "FROM cap_use \n"
        "WHERE cap_use.holder = ? AND cap_use.cap = ? AND cap_use.period = ?"
    ),
    "aaab3f1276cd36fe": (
        "SELECT coalesce(sum(tier_history.spend_minor), 0) AS coalesce_1 \n"
        "FROM tier_history \n"
        "WHERE tier_history.member_id = ? AND tier_history.date > ? AND tier_history.date <= ?"
    ),
    "d57f5d389351e168": (
        "SELECT coalesce(sum(tier_history.visits), 0) AS coalesce_1 \n"
        "FROM tier_history \n"
        "WHERE tier_history.member_id = ? AND tier_history.date > ? AND tier_history.date <= ?"
    ),
    "23189a29876b560e": (
        "SELECT coalesce(sum(tier_history.points), 0) AS coalesce_1 \n"
        "FROM tier_history \n"
        "WHERE tier_history.member_id = ? AND tier_history.date > ? AND tier_history.date <= ?"
    ),
    "67c06c91bfadd7de": (
        "SELECT challenge_use.rule, challenge_use.period, challenge_use.points, challenge_use.event_id \n"
        "FROM challenge_use \n"
        "WHERE challenge_use.holder = ?"
    ),
    "2b9bd31425e68f8f": (
        "SELECT reward_use.reward, reward_use.period, reward_use.n \n"
        "FROM reward_use \n"
        "WHERE reward_use.member_id = ?"
    ),
    "619b817b985ad198": (
        "SELECT reward_stock.reward, reward_stock.n \n"
        "FROM reward_stock ORDER BY reward_stock.reward"
    ),
    "7d2a9586d987cd88": (
        "SELECT reward_facts.reward, reward_facts.facts \n"
        "FROM reward_facts ORDER BY reward_facts.reward"
    ),
    "99743bfb8cf3dfb3": (
        "SELECT reward_facts.facts \n"
        "FROM reward_facts \n"
        "WHERE reward_facts.reward = ?"
    ),
    "9dbf60cfb12f2fac": (
        "SELECT voucher.code, voucher.holder, voucher.voucher, voucher.rule, voucher.event_id, voucher.n, "
        "voucher.state, voucher.issued_on, voucher.valid_until, voucher.used_event \n"
        "FROM voucher \n"
        "WHERE voucher.code = ?"
    ),
    "00c8ea2cf2a9a461": (
        "SELECT voucher.code, voucher.holder, voucher.voucher, voucher.rule, voucher.event_id, voucher.n, "
        "voucher.state, voucher.issued_on, voucher.valid_until, voucher.used_event \n"
        "FROM voucher \n"
        "WHERE voucher.holder = ? ORDER BY voucher.issued_on DESC, voucher.code"
    ),
    "41f8c10587e05d2e": (
        "SELECT voucher.code, voucher.holder, voucher.voucher, voucher.rule, voucher.event_id, voucher.n, "
        "voucher.state, voucher.issued_on, voucher.valid_until, voucher.used_event \n"
        "FROM voucher \n"
        "WHERE voucher.event_id = ? ORDER BY voucher.n"
    ),
    # queries.people
    "e60048c561a5acb1": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM member LEFT OUTER JOIN person_member ON person_member.id = member.id \n"
        "WHERE member.id = ?"
    ),
    "b0533fd838b66328": (
        "SELECT card.number, card.member_id, card.state, card.type, card.batch \n"
        "FROM card \n"
        "WHERE card.number = ?"
    ),
    "19caf3af8985bb8a": (
        "SELECT card.number, card.member_id, card.state, card.type, card.batch \n"
        "FROM card \n"
        "WHERE card.member_id = ? ORDER BY card.number"
    ),
    "c43d102d504f23a3": (
        "SELECT member_group.grp \n"
        "FROM member_group \n"
        "WHERE member_group.member_id = ? ORDER BY member_group.grp"
    ),
    "5e3d9ab5d9e4b0a6": (
        "SELECT consent.purpose, consent.state, consent.since, consent.text_sha, consent.event_id \n"
        "FROM consent \n"
        "WHERE consent.member_id = ? ORDER BY consent.purpose"
    ),
    "659a046e73c09bcf": (
        "SELECT tier_change.changed_on, tier_change.\"before\", tier_change.\"after\", tier_change.reason, "
        "tier_change.metric, tier_change.valid_until, tier_change.seq \n"
        "FROM tier_change \n"
        "WHERE tier_change.member_id = ? ORDER BY tier_change.origin DESC, tier_change.seq DESC"
    ),
    "e2628195bad931a5": (
        "SELECT staff.id, staff.number, coalesce(person_staff.name, '') AS coalesce_1, coalesce(person_staff.name_en, "
        "'') AS coalesce_2, staff.role, coalesce(person_staff.pin_hash, '') AS coalesce_3, staff.active, "
        "coalesce(person_staff.wrong_pins, 0) AS coalesce_4, coalesce(person_staff.locked_until_ms, 0) AS coalesce_5 \n"
        "FROM staff LEFT OUTER JOIN person_staff ON person_staff.id = staff.id ORDER BY staff.number, staff.id"
    ),
    "11d7f57d3059ba3d": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.name >= ? AND person_member.name < ? ORDER BY person_member.name, person_member.id"
    ),
    "3c30b34f0131c94d": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.phone >= ? AND person_member.phone < ? AND phone <> '' ORDER BY person_member.phone, "
        "person_member.id"
    ),
    "9c0213da97f74bc7": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.phone = ? AND phone <> '' ORDER BY person_member.id"
    ),
    "69f258ab3e610bb1": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.birthday_month = ? AND person_member.birthday_day = ? AND birthday_month IS NOT NULL AND "
        "person_member.id > ? ORDER BY person_member.id"
    ),
    "6ade6e084d2680af": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.phone_reversed >= ? AND person_member.phone_reversed < ? AND phone_reversed <> '' ORDER "
        "BY person_member.phone_reversed, person_member.id"
    ),
    "cea4cdb43f5b1428": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.pinyin >= ? AND person_member.pinyin < ? AND pinyin <> '' ORDER BY person_member.pinyin, "
        "person_member.id"
    ),
    "c6caa0411ebf6977": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM person_member JOIN member ON person_member.id = member.id \n"
        "WHERE person_member.initials >= ? AND person_member.initials < ? AND initials <> '' ORDER BY "
        "person_member.initials, person_member.id"
    ),
    "afb8b707c554e7fa": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM card JOIN member ON member.id = card.member_id LEFT OUTER JOIN person_member ON person_member.id = "
        "member.id \n"
        "WHERE card.number >= ? AND card.number < ? ORDER BY card.number"
    ),
    "cdb4804754921010": (
        "SELECT member.id, coalesce(person_member.name, '') AS coalesce_1, coalesce(person_member.honorific, 'none') "
        "AS coalesce_2, coalesce(person_member.phone, '') AS coalesce_3, person_member.birthday_month, "
        "person_member.birthday_day, member.tier, member.valid_until, member.status, member.joined_on, "
        "coalesce(person_member.note, '') AS coalesce_4, member.last_visit, member.active_on, member.referrer_id, "
        "member.team_id, member.check_in_on, member.check_in_streak, member.tier_base, member.floor_tier, "
        "member.floor_until, member.auto_redeem, member.profile_done \n"
        "FROM card JOIN member ON member.id = card.member_id LEFT OUTER JOIN person_member ON person_member.id = "
        "member.id \n"
        "WHERE card.reversed >= ? AND card.reversed < ? ORDER BY card.reversed"
    ),
    # queries.shifts
    "b4e11f83d9b157b2": (
        "SELECT shift.id, shift.business_date, shift.opened_ms, shift.opened_by, shift.float_minor, shift.closed_ms, "
        "shift.opened_seq, shift.closed_by, shift.closed_seq, shift.z_no \n"
        "FROM shift \n"
        "WHERE shift.id = ?"
    ),
    "a87e6a01cfa32f3f": (
        "SELECT shift.id, shift.business_date, shift.opened_ms, shift.opened_by, shift.float_minor, shift.closed_ms, "
        "shift.opened_seq, shift.closed_by, shift.closed_seq, shift.z_no \n"
        "FROM shift \n"
        "WHERE shift.origin = ? AND closed_seq IS NOT NULL ORDER BY shift.closed_seq DESC"
    ),
    "6d90061318aaeaee": (
        "SELECT shift.id, shift.business_date, shift.opened_ms, shift.opened_by, shift.float_minor, shift.closed_ms, "
        "shift.opened_seq, shift.closed_by, shift.closed_seq, shift.z_no \n"
        "FROM shift \n"
        "WHERE shift.origin = ? AND closed_seq IS NOT NULL AND z_no IS NOT NULL ORDER BY shift.closed_seq DESC"
    ),
    "9712a6890dec4296": (
        "SELECT shift.id, shift.business_date, shift.opened_ms, shift.opened_by, shift.float_minor, shift.closed_ms, "
        "shift.opened_seq, shift.closed_by, shift.closed_seq, shift.z_no \n"
        "FROM shift \n"
        "WHERE shift.business_date >= ? AND shift.business_date <= ? ORDER BY shift.business_date DESC, shift.origin "
        "DESC, shift.opened_seq DESC"
    ),
    "833323df971a72c7": (
        "SELECT journal.origin, journal.seq, journal.id, journal.type, journal.schema_v, journal.store_id, "
        "journal.shift_id, journal.actor_id, journal.approver_id, journal.business_date, journal.occurred_ms, "
        "journal.member_id, journal.reverses_id, journal.cause_key, journal.payload, journal.prev_hash, journal.hash, "
        "journal.sig \n"
        "FROM journal \n"
        "WHERE journal.origin = ? AND journal.seq >= ? ORDER BY journal.seq"
    ),
    "033e86faee3bd34a": (
        "SELECT balance.unit, sum(balance.remaining) AS sum_1, sum(balance.debt) AS sum_2 \n"
        "FROM balance GROUP BY balance.unit ORDER BY balance.unit"
    ),
    "d4a61fde5923505c": (
        "SELECT count(*) AS count_1, coalesce(sum(sale.total_minor), 0) AS coalesce_1, "
        "coalesce(sum(sale.refunded_minor), 0) AS coalesce_2 \n"
        "FROM sale \n"
        "WHERE sale.origin = ? AND sale.seq < ?"
    ),
    "333470911f91017d": (
        "SELECT work_print_job.title \n"
        "FROM work_print_job \n"
        "WHERE state NOT IN ('printed', 'cancelled') AND state IN ('queued', 'sending', 'sent', 'blocked', 'unknown') "
        "AND kind IN ('receipt', 'reprint', 'slip') AND NOT (state = 'sent' AND coalesce(reason, '') = "
        "'no_confirmation') ORDER BY work_print_job.n"
    ),
    "eff9a8ed6c57837c": (
        "SELECT right_set.act, right_set.role, right_set.answer \n"
        "FROM right_set ORDER BY right_set.act, right_set.role"
    ),
    "03f2334ad420eb3d": (
        "SELECT person_badge.staff_id \n"
        "FROM person_badge \n"
        "WHERE person_badge.code_hash = ?"
    ),
    "e72dfc4643ad5cf3": (
        "SELECT person_badge.staff_id \n"
        "FROM person_badge ORDER BY person_badge.staff_id"
    ),
    # unit_of_work
    "94d499860c4d935d": (
        "INSERT INTO journal (origin, seq, id, type, schema_v, store_id, shift_id, actor_id, approver_id, "
        "business_date, occurred_ms, member_id, reverses_id, cause_key, payload, prev_hash, hash, sig) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
    ),
    "96203de857a9ed15": "INSERT INTO posting (event_id, n, account, holder, unit, lot, amount) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "78b7eca8c156b79d": "INSERT INTO document (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
    "0b58a8b42822eb2e": (
        "INSERT INTO person_member (id, name, honorific, phone, phone_reversed, birthday_month, birthday_day, note, "
        "pinyin, initials) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "honorific = excluded.honorific, phone = excluded.phone, phone_reversed = excluded.phone_reversed, "
        "birthday_month = excluded.birthday_month, birthday_day = excluded.birthday_day, note = excluded.note, pinyin "
        "= excluded.pinyin, initials = excluded.initials"
    ),
    "08cf1c7c50d3ab61": (
        "INSERT INTO person_staff (id, name, name_en, pin_hash, wrong_pins, locked_until_ms) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, pin_hash = "
        "excluded.pin_hash, wrong_pins = excluded.wrong_pins, locked_until_ms = excluded.locked_until_ms"
    ),
    "fb5d699a26478cae": (
        "INSERT INTO person_badge (staff_id, code_hash) VALUES (?, ?) ON CONFLICT (staff_id) DO UPDATE SET code_hash = "
        "excluded.code_hash"
    ),
    "500674608dcfbaf0": "DELETE FROM person_badge WHERE person_badge.staff_id = ?",
    "2349f7ca29c6b8b9": (
        "INSERT INTO person_reason (event_id, text) VALUES (?, ?) ON CONFLICT (event_id) DO UPDATE SET text = "
        "excluded.text"
    ),
    "aee68bb5523fa413": "UPDATE person_staff SET wrong_pins=?, locked_until_ms=? WHERE person_staff.id = ?",
    "1573bb7b6d9ebc90": (
        "INSERT INTO work_basket (slot, content) VALUES (?, ?) ON CONFLICT (slot) DO UPDATE SET content = "
        "excluded.content"
    ),
    "23fd719b019f43c2": "DELETE FROM work_basket WHERE work_basket.slot = ?",
    "e10a4939b46d95a1": (
        "INSERT INTO work_provider_order (\"key\", charge, act, kind, amount_minor, created_ms, declined) VALUES (?, ?, "
        "?, ?, ?, ?, ?) ON CONFLICT (\"key\") DO UPDATE SET charge = excluded.charge, act = excluded.act, kind = "
        "excluded.kind, amount_minor = excluded.amount_minor, created_ms = excluded.created_ms, declined = "
        "excluded.declined"
    ),
    "d2c7090ced38cba0": "DELETE FROM work_provider_order WHERE work_provider_order.\"key\" = ?",
    "f8f83aff0d1f0326": "DELETE FROM work_product_search",
    "a0b8576fe5a61f78": "INSERT INTO work_product_search (product_id, name, pinyin, initials) VALUES (?, ?, ?, ?)",
    "f1186a3f6219e59a": (
        "INSERT INTO work_product_search (product_id, name, pinyin, initials) VALUES (?, ?, ?, ?) ON CONFLICT "
        "(product_id) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials"
    ),
    "4c19119bef96b8c1": (
        "INSERT INTO work_print_job (n, id, kind, title, copy_no, event_id, state, reason, bytes_accepted, created_ms, "
        "changed_ms, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "fb35064e62e0d96b": (
        "SELECT coalesce(max(work_print_job.n), 0) AS coalesce_1 \n"
        "FROM work_print_job"
    ),
    "ed0002c16e341627": "DELETE FROM work_print_job WHERE work_print_job.n < ? AND state IN ('printed', 'cancelled')",
    # verify
    "36dd1f2d2d5b7988": (
        "SELECT document.sha256, document.content \n"
        "FROM document ORDER BY document.sha256"
    ),
}
