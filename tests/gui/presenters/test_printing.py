"""Printer states as chip and banners, the question after an uncertain print, the queue (EDGE-16, LESSON-22)."""

from __future__ import annotations

import pytest

from app.domain.till.print_jobs import JobKind
from app.gui.presenters.places import Place, Sheet
from app.services.ports.printing import PrinterFault
from app.services.ports.sound import Sound
from tests.fakes.shop import MILK, WATER
from tests.gui.presenters.bench import Bench


@pytest.fixture
def printing(counter: Bench) -> Bench:
    counter.spooler.start()
    return counter


def sell(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F12", "Enter")


def receipts(counter: Bench) -> int:
    jobs = counter.till.printing.jobs.list_jobs()
    return sum(1 for job in jobs if job.kind in (JobKind.RECEIPT, JobKind.REPRINT) and job.payload in counter.spooler.printed)


def test_the_receipt_prints_after_the_commit_and_the_chip_says_so(printing: Bench) -> None:
    sell(printing)
    assert receipts(printing) == 1
    assert printing.view("done").print_state.text == "已打印"
    assert printing.window.now.top.chips[0].text == "小票机"
    assert printing.window.now.banner is None


@pytest.mark.parametrize(
    ("fault", "headline", "severity"),
    [
        (PrinterFault.PAPER_OUT, "小票机缺纸", "warn"),
        (PrinterFault.COVER_OPEN, "小票机盖子没合", "warn"),
        (PrinterFault.CUTTER, "小票机切刀卡住", "danger"),
        (PrinterFault.OFFLINE, "小票机脱机", "danger"),
        (PrinterFault.SILENT, "小票机没有回应", "danger"),
        (PrinterFault.UNPLUGGED, "小票机没有回应", "danger"),
    ],
)
def test_selling_goes_on_whatever_the_printer_has(printing: Bench, fault: PrinterFault, headline: str, severity: str) -> None:
    printing.spooler.set_fault(fault, on=True)
    sell(printing)
    sell(printing)
    assert len(printing.sales()) == 2
    banner = printing.window.now.banner
    assert (banner.headline, banner.severity) == (headline, severity)
    assert "2 张" in banner.detail
    printing.spooler.set_fault(fault, on=False)
    assert receipts(printing) == 2
    assert printing.window.now.banner is None


def test_low_paper_is_a_word_not_a_stop(printing: Bench) -> None:
    printing.spooler.set_fault(PrinterFault.NEAR_END, on=True)
    sell(printing)
    assert receipts(printing) == 1
    assert printing.window.now.banner.headline == "纸快用完"
    printing.shell.banner_dismissed("printer")
    assert printing.window.now.banner is None


def test_a_banner_put_away_comes_back_with_the_next_trouble(printing: Bench) -> None:
    printing.spooler.set_fault(PrinterFault.PAPER_OUT, on=True)
    printing.shell.banner_dismissed("printer")
    assert printing.window.now.banner is None
    printing.spooler.set_fault(PrinterFault.PAPER_OUT, on=False)
    printing.spooler.set_fault(PrinterFault.PAPER_OUT, on=True)
    assert printing.window.now.banner.headline == "小票机缺纸"


def test_was_it_printed_is_asked_and_yes_ends_it(printing: Bench) -> None:
    printing.spooler.lose_next = True
    printing.scan(WATER)
    printing.keys("F12", "Alt+2", "Enter")
    banner = printing.window.now.banner
    assert banner.headline == "01-0620-0001 不确定打没打出来"
    assert not banner.closable
    assert Sound.ATTENTION in printing.sound.heard
    printing.shell.banner_act(banner.id, "printed")
    assert printing.window.now.banner is None
    assert printing.shop.events("reprint") == []


def test_no_means_a_numbered_copy_and_never_a_silent_second_one(printing: Bench) -> None:
    printing.spooler.lose_next = True
    printing.scan(WATER)
    printing.keys("F12", "Alt+2", "Enter")
    assert printing.spooler.printed == []
    printing.shell.banner_act(printing.window.now.banner.id, "again")
    assert [event["body"]["n"] for event in printing.shop.events("reprint")] == [1]
    assert receipts(printing) == 1
    assert printing.window.now.banner is None


def test_several_banners_show_the_worst_and_count_the_others(printing: Bench) -> None:
    printing.spooler.lose_next = True
    printing.scan(WATER)
    printing.keys("F12", "Alt+2", "Enter")
    printing.spooler.set_fault(PrinterFault.PAPER_OUT, on=True)
    banner = printing.window.now.banner
    assert banner.severity == "danger"
    assert banner.more == "还有 1 条"


def test_the_queue_lists_what_waits_and_a_waiting_job_can_be_cancelled(printing: Bench) -> None:
    printing.spooler.set_fault(PrinterFault.PAPER_OUT, on=True)
    sell(printing)
    printing.shell.chip_pressed("printer")
    assert printing.at == (Place.QUEUE, Sheet.NONE)
    view = printing.view("queue")
    assert [(row.number, row.state) for row in view.rows] == [("01-0620-0001", "等小票机")]
    printing.keys("1")
    assert [row.state for row in printing.view("queue").rows] == ["没有打印"]
    printing.keys("Enter")
    assert [event["body"]["n"] for event in printing.shop.events("reprint")] == [1]


def test_reprint_last_without_a_sale_says_no(printing: Bench) -> None:
    printing.keys("Ctrl+P")
    assert printing.sound.heard[-1] is Sound.UNKNOWN
    assert printing.shop.events("reprint") == []


def test_a_test_page_is_queued_and_asked_about(printing: Bench) -> None:
    printing.shell.go(Place.SETTINGS)
    printing.room.settings.print_test_page()
    assert len(printing.spooler.printed) == 1
    assert printing.view("settings").printed_question
    printing.room.settings.answer_test(printed=False)
    assert printing.view("settings").problem.startswith("检查接口")


def test_drawer_pulses_are_not_in_the_queue(printing: Bench) -> None:
    sell(printing)
    printing.shell.go(Place.QUEUE)
    assert [row.content for row in printing.view("queue").rows] == ["购物小票"]
    printing.scan(MILK)
    assert printing.at[0] is Place.SELL
