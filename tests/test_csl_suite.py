"""The official suite of CSL, where it lies on this machine: what passes is in a ledger, what does not has a reason."""

import warnings

import pytest

import csl_suite
from readers_environment import readers_packages

FAILING = csl_suite.LEDGER.with_name("failing.txt")


def ledger():
    return csl_suite.LEDGER.read_text(encoding="utf-8").split()


def reasons():
    lines = FAILING.read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def suite():
    folder = csl_suite.suite_path()
    if folder is None:
        pytest.skip("THE CSL SUITE WAS NOT RUN: it is not on this machine, or CSL_SUITE does not say where")
    if csl_suite.locales_path() is None:
        readers_packages()
    return folder


@pytest.fixture(scope="module")
def outcome(suite):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return csl_suite.run(suite)


def test_every_case_of_the_ledger_passes(outcome):
    assert sorted(set(ledger()) - set(outcome[0])) == []


def test_every_case_that_passes_is_in_the_ledger(outcome):
    assert sorted(set(outcome[0]) - set(ledger())) == []


def test_every_case_that_fails_has_a_reason(outcome):
    assert sorted(outcome[1]) == sorted(reasons())


def test_the_ledger_is_sorted_and_names_each_case_once():
    assert ledger() == sorted(set(ledger()))


def test_no_case_both_passes_and_fails():
    assert set(ledger()).isdisjoint(reasons())
